"""Whatever an export holds: a part that can be read, or a refusal with its place; never a crash."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.exchange.exports import JUNK, NOW, VENDORS, broken, loaded, places, sources
from tocsin.core.model.finding import Refused
from tocsin.core.oncall.from_policy import rotation_of
from tocsin.core.policy.schema.people import Contact, Ladder, Team
from tocsin.core.policy.schema.rota import Rotation
from tocsin.core.policy.source import Source, parse
from tocsin.exchange.importers import import_vendor
from tocsin.exchange.yaml_text import yaml_text

MODELS = {"contacts": Contact, "teams": Team, "ladders": Ladder}


def read(vendor: str, given_: list[Source]) -> dict[str, Any] | None:
    """The part, whose every piece the policy's schema takes; None when the export is refused."""
    try:
        part, notes = import_vendor(vendor, given_, NOW, 30)
    except Refused as refused:
        assert all(f.message and f.help and f.at.file for f in refused.findings)
        return None
    assert all(note.message and note.help for note in notes)
    if not any(part.values()):
        return None
    written = parse(Source("on-call.yaml", yaml_text(part, "A head.")))
    assert not written.findings, written.findings
    for name, model in MODELS.items():
        for value in written.data.get(name, {}).values():
            model.model_validate(value)
    for id_, value in written.data.get("rotations", {}).items():
        rotation_of(id_, Rotation.model_validate(value))
    assert json.loads(json.dumps(written.data, default=str)) == json.loads(
        json.dumps({k: v for k, v in part.items() if v}, default=str)
    ), "what is written is read back"
    return part


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("vendor", VENDORS)
@settings(max_examples=60)
@given(data=st.data())
def test_a_broken_export_never_crashes_the_import(vendor: str, data: st.DataObject) -> None:
    read(vendor, data.draw(broken(vendor)))


@pytest.mark.parametrize("vendor", VENDORS)
@settings(max_examples=60)
@given(
    value=st.recursive(
        st.sampled_from(JUNK) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "name", "type", "data", "users", "schedules", "start", "rules", "nodes"]
                ),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(vendor: str, value: Any) -> None:
    read(vendor, [Source("any.json", json.dumps(value))])


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_single_field_may_be_missing_or_wrong(vendor: str) -> None:
    """One field of one object at a time."""
    whole = json.dumps(loaded(vendor))
    for number, path in enumerate(list(places(json.loads(whole)))):
        if len(path) < 3 or number % 3:  # a third of the places: the random tests reach the others
            continue
        files = json.loads(whole)
        holder: Any = files
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = JUNK[number % len(JUNK)]
        read(vendor, sources(files))


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("vendor", VENDORS)
def test_the_order_of_files_and_objects_does_not_change_ids(vendor: str) -> None:
    files = loaded(vendor)
    there = read(vendor, sources(files))
    back = read(vendor, sources(dict(reversed(files.items()))))
    assert there and back
    assert {name: set(part) for name, part in there.items()} == {
        name: set(part) for name, part in back.items()
    }


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_export_without_its_users_keeps_its_turns_and_names_the_people(vendor: str) -> None:
    files = {name: value for name, value in loaded(vendor).items() if name not in ("users.json",)}
    if vendor == "goalert":
        del files["export.json"]["data"]["users"]
    whole, bare = read(vendor, sources(loaded(vendor))), read(vendor, sources(files))
    assert whole and bare
    assert bare["rotations"].keys() == whole["rotations"].keys()
    assert len(bare["contacts"]) >= 3


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("other", VENDORS)
def test_the_export_of_another_tool_is_read_or_refused(vendor: str, other: str) -> None:
    read(vendor, sources(loaded(other)))
