"""Runbooks: every seat with its lists, its messages, and what must never wait (A11)."""

from __future__ import annotations

import pytest

from tests.unit.documents.made import MADE, blocks, changed, document, policy, said, section
from tocsin.core.documents import outline as o
from tocsin.core.documents.build import build
from tocsin.core.documents.letters import blanks
from tocsin.core.documents.runbooks import FOUR
from tocsin.core.documents.say import every

pytestmark = pytest.mark.req("A11")


def page(role: str) -> o.Section:
    return next(s for s in document("runbooks").sections if s.id == f"runbook-{role}")


def test_the_four_seats_come_first_each_on_a_page_of_its_own() -> None:
    *seats, messages = document("runbooks").sections
    assert [s.id for s in seats[:4]] == [f"runbook-{role}" for role in FOUR]
    assert all(isinstance(s.blocks[-1], o.PageBreak) for s in seats)
    assert messages.id == "messages"


@pytest.mark.parametrize("role", FOUR)
def test_three_check_lists_hold_the_lines_of_the_policy(role: str) -> None:
    book = policy().roles[role].runbook
    lists = blocks(page(role), o.Checklist)
    assert [each.title for each in lists] == ["First 15 minutes", "First hour", "Steady state"]
    for each, lines in zip(lists, (book.first_15_minutes, book.first_hour, book.steady_state), strict=True):
        assert [o.plain(check.text) for check in each.items] == [item.text for item in lines.values()]
        assert all(check.state == "blank" for check in each.items)


@pytest.mark.parametrize("role", FOUR)
def test_the_messages_of_the_seat_are_named_there_and_ready_to_copy_at_the_end(role: str) -> None:
    sent = [policy().messages[m] for m in policy().roles[role].runbook.messages]
    named = o.plain(page(role).blocks[-2].text)
    bodies = [script.body for script in blocks(document("runbooks").sections[-1], o.Script)]
    assert sent
    assert all(m.name in named and blanks(m.body) in bodies for m in sent)
    assert len(set(bodies)) == len(bodies), "each text stands once"


@pytest.mark.req("A2.3", "A5.2")
def test_what_must_never_wait_is_read_from_the_policy() -> None:
    owner, sme = (said(blocks(page(role), o.Callout)[0]) for role in ("owner", "sme_lead"))
    for stop in policy().stop_the_line.values():
        assert f"Page {policy().teams[stop.page].name} at once." in owner
    assert every(policy().severities["P1"].update) in owner
    assert "the next update" not in sme.lower()


@pytest.mark.req("A3.1")
def test_every_seat_says_how_it_is_handed_over() -> None:
    seats = document("runbooks").sections[:-1]
    assert all("You hold the seat until they say yes" in said(s) for s in seats)


def test_a_seat_without_a_runbook_is_told_as_missing() -> None:
    made = build("runbooks", changed(lambda d: d["roles"]["comms_lead"].pop("runbook")), MADE)
    part = next(s for s in made.sections if s.id == "runbook-comms_lead")
    assert "roles.comms_lead.runbook:" in said(part)


@pytest.mark.req("A11", "A4.3", "B4")
def test_a_segment_that_is_promised_otherwise_stands_beside_the_promise() -> None:
    text = said(section(document("runbooks", "b2b-saas"), "runbook-owner"))
    assert "P1 15 min (Enterprise 10 min, Free 1 h)" in text
    assert "P2 every 4 h (Enterprise every 2 h, Free as needed)" in text
    assert "level 3 15 min (Enterprise 10 min)" in text


@pytest.mark.req("A6.5", "A11")
def test_no_check_list_names_a_level_for_the_executive_brief_that_the_policy_may_move() -> None:
    for name in ("base", "b2b-saas"):
        assert "executive brief from level" not in said(document("runbooks", name))
