"""Joining and overlaying files: what the data says, and where each value then stands."""

from tocsin.core.model.finding import Finding, Position
from tocsin.core.policy.merge import assemble
from tocsin.core.policy.source import Parsed, Source


def assembled(root: str, **files: str) -> Parsed:
    def read(name: str, _from: str) -> Source | Finding:
        if name in files:
            return Source(name, files[name])
        return Finding("no-file", f"there is no file `{name}`", Position(name))

    return assemble(Source("root", root), read)[0]


def test_an_overlay_changes_keys_and_keeps_the_rest() -> None:
    found = assembled("extends: base\na: {x: 2}", base="a: {x: 1, y: 1}\nb: 1")
    assert found.data == {"a": {"x": 2, "y": 1}, "b": 1}
    assert found.places.find(("a", "x")) == Position("root", 2, 8)
    assert found.places.find(("a", "y")) == Position("base", 1, 14)


def test_an_overlay_that_names_every_key_of_the_base_sets_their_order() -> None:
    found = assembled("extends: base\na: {z: 3, y: 2, x: 1}", base="a: {x: 0, y: 0}")
    assert list(found.data["a"]) == ["z", "y", "x"]
    partial = assembled("extends: base\na: {z: 3, y: 2}", base="a: {x: 0, y: 0}")
    assert list(partial.data["a"]) == ["x", "y", "z"]


def test_null_removes_a_key_and_its_places() -> None:
    found = assembled("extends: base\na: {x: null}", base="a: {x: {deep: 1}, y: 1}")
    assert found.data == {"a": {"y": 1}}
    assert found.places.find(("a", "x", "deep")) == Position("root", 2, 8)


def test_a_replaced_mapping_leaves_no_places_of_the_base_behind() -> None:
    found = assembled("extends: base\nwhen: {w: short}", base="when: {w: {if: long, text: T}}")
    assert found.data == {"when": {"w": "short"}}
    assert found.places.find(("when", "w", "if")) == Position("root", 2, 11)


def test_a_level_is_one_key_whether_quoted_or_not() -> None:
    found = assembled('extends: base\nlevels: {"3": {name: Own}}', base="levels: {3: {name: Base, who: W}}")
    assert found.data == {"levels": {"3": {"name": "Own", "who": "W"}}}


def test_parts_are_joined_and_a_value_given_twice_is_refused_at_its_place() -> None:
    found = assembled("include: [one]\na: {x: 1}", one="a: {x: 2, y: 2}")
    assert found.data["a"] == {"x": 1, "y": 2}
    (finding,) = found.findings
    assert (finding.rule, finding.at) == ("duplicate-key", Position("one", 1, 5))
    assert finding.related == (Position("root", 2, 5),)


def test_files_that_include_each_other_are_refused_where_the_circle_closes() -> None:
    found = assembled("include: [one]", one="include: [two]", two="include: [one]")
    assert [(f.rule, str(f.at)) for f in found.findings] == [("include", "two:1:11")]
    assert "one → two → one" in found.findings[0].message


def test_a_missing_part_is_told_where_it_is_named() -> None:
    found = assembled("include:\n  - gone")
    assert [(f.rule, str(f.at)) for f in found.findings] == [("no-file", "root:2:5")]


def test_an_include_that_names_no_file_is_refused() -> None:
    found = assembled("include: [1, [x]]")
    assert [f.rule for f in found.findings] == ["include", "include"]
