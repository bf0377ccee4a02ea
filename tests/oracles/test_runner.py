"""The runner of the oracles judges: nothing is skipped, nothing unknown passes, instants are no text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.oracles.compare import UnknownOpError, differences
from tests.oracles.files import GIVEN, KINDS, OURS, adapter, cases

pytestmark = pytest.mark.req("B4")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_adapter_and_refuses_an_op_it_does_not_know(kind: str) -> None:
    with pytest.raises(UnknownOpError, match=f"unknown op `astrology` of kind `{kind}`"):
        adapter(kind)({"op": "astrology"}, {"value": 1}, {})


def test_a_kind_nobody_knows_is_told() -> None:
    with pytest.raises(LookupError, match="no adapter for kind `tides`"):
        adapter("tides")


def test_the_shipped_facts_name_their_source_and_licence() -> None:
    readme = (GIVEN / "README.md").read_text(encoding="utf-8")
    files = sorted(GIVEN.glob("*.json"))
    for path in files:
        source = json.loads(path.read_text(encoding="utf-8"))["source"]
        assert source["licence"] in readme, path.name
        assert f"`{path.name}`" in readme
    assert len({case.kind for case in cases(GIVEN)}) == len(KINDS)


def test_our_own_cases_say_so_and_cover_every_kind() -> None:
    sources = [json.loads(path.read_text(encoding="utf-8"))["source"] for path in OURS.glob("*.json")]
    assert {source["origin"] for source in sources} == {"written_here"}
    assert {case.kind for case in cases(OURS)} == set(KINDS)


def test_a_case_is_judged_by_what_it_tells_and_fields_that_nobody_knows_change_nothing() -> None:
    for case in cases(OURS):
        given = {**case.given, "weather": {"rain": [1]}}
        assert adapter(case.kind)(given, case.expect, case.convention) == [], case.id


def test_any_directory_is_read_and_a_case_keeps_its_conventions_and_its_peer(tmp_path: Path) -> None:
    made = {"id": "one", "given": {"op": "x"}, "expect": {}, "convention": {"exact_fill": "close"}}
    suite = {"source": {"repo": "some/desk"}, "kind": "sla_clock", "cases": [made]}
    (tmp_path / "desk.json").write_text(json.dumps(suite), encoding="utf-8")
    (case,) = cases(tmp_path)
    assert (case.file, case.kind, case.id) == ("desk", "sla_clock", "one")
    assert case.convention == {"exact_fill": "close", "peer": "some/desk"}


def test_instants_are_compared_as_instants_and_every_difference_is_told() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert differences({"at": "2026-11-23T13:00:00+01:00", "l": [["2026-11-23T12:00Z"]]}, _got(noon)) == []
    found = differences({"at": "2026-11-23T12:00:01Z", "value": None, "x": 1}, _got(noon))
    assert [each.partition(":")[0] for each in found] == ["at", "value", "x"]


def _got(noon: datetime) -> dict[str, object]:
    return {"at": noon, "l": [(noon,)], "value": False}
