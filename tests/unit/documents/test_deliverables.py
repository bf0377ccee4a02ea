"""The deliverable list is computed: what is there, and what is missing with how to add it (A10.9)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.documents.made import MADE, blocks, changed, document, section
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.documents.deliverables import DELIVERABLES

pytestmark = pytest.mark.req("A10.9")
PARTS = [
    "stop_the_line", "raci", "routes", "rotations", "involve", "phrases.uncertainty",
    "phrases.approved", "phrases.banned", "communication.narrative", "communication.status_page",
    "war_room.tags", "war_room.checklist", "briefs.four_line", "briefs.executive",
    "resolution.stabilised", "resolution.resolved", "resolution.verification",
    "resolution.documentation", "resolution.closing", "recovery.offers", "recovery.approvals",
    "recovery.guardrails", "recovery.documentation", "review.triggers", "review.form",
    "review.actions.due", "review.knowledge_base", "review.score", "review.monthly",
    "review.actions.rise", "calibration.per_week", "training",
]  # fmt: skip


def checks(made: o.Document) -> dict[str, o.Check]:
    return {o.plain(c.text): c for c in blocks(section(made, "deliverables"), o.Checklist)[0].items}


def test_the_base_preset_holds_every_deliverable() -> None:
    found = checks(document("playbook"))
    assert len(found) == len(DELIVERABLES)
    assert [name for name, check in found.items() if check.state != "done"] == []


@pytest.mark.parametrize("key", PARTS)
def test_a_part_that_is_removed_is_told_as_missing_with_how_to_add_it(key: str) -> None:
    def remove(data: dict[str, Any]) -> None:
        *path, last = key.split(".")
        for step in path:
            data = data[step]
        data.pop(last)

    made = build("playbook", changed(remove), MADE)
    missing = [check for check in checks(made).values() if check.state == "open"]
    assert f"add it under {key}:" in [o.plain(check.note) for check in missing]
    assert len(missing) < 4, "other deliverables are still there"


@pytest.mark.parametrize("stage", ["incomplete", "update", "resolution", "review_summary"])
def test_a_message_that_is_removed_is_told_as_missing(stage: str) -> None:
    def remove(data: dict[str, Any]) -> None:
        data["messages"] = {i: m for i, m in data["messages"].items() if m["stage"] != stage}

    states = [check.state for check in checks(build("playbook", changed(remove), MADE)).values()]
    assert states.count("open") == 1


def test_each_deliverable_links_to_a_section_that_exists() -> None:
    anchors = {part.id for _, part in o.walk(document("playbook").sections)}
    assert {each.section for each in DELIVERABLES} <= anchors
