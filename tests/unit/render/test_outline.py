"""The outline refuses what no reader could follow, and is plain data."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.unit.render import sample
from tocsin.core.documents import outline as o


@pytest.mark.req("B1")
def test_a_document_becomes_json_and_every_part_names_its_type() -> None:
    data = json.loads(json.dumps(o.as_data(sample.document())))
    assert data["type"] == "Document"
    assert data["generated_at"] == "2026-11-23T04:00:00+00:00"
    assert {block["type"] for block in data["sections"][0]["blocks"]} >= {
        "Table",
        "DecisionTree",
        "Signatures",
    }


def test_the_sample_holds_every_kind_of_block() -> None:
    assert {type(block) for block in sample.every_block()} == set(o.Block.__args__)


def test_two_sections_with_one_id_are_refused() -> None:
    with pytest.raises(o.OutlineError, match="two sections have the id `a`"):
        sample.document(
            sections=(o.Section("a", "One"), o.Section("b", "Two", (), (o.Section("a", "Three"),)))
        )


def test_a_link_to_no_section_is_refused() -> None:
    text = o.join("see ", o.link("there", "#nowhere"))
    with pytest.raises(o.OutlineError, match="goes to `#nowhere`, which no section has"):
        sample.document(o.Bullets((o.Item("x", (o.Item(text),)),)))


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc", ""]
)
def test_an_address_that_runs_something_is_refused(href: str) -> None:
    with pytest.raises(o.OutlineError, match="use one of https://"):
        o.link("click", href)


@pytest.mark.parametrize("raw", ["", "Not ok", "a b", "ä", "-x", '"><script>'])
def test_a_section_id_that_is_no_anchor_is_refused(raw: str) -> None:
    with pytest.raises(o.OutlineError, match="use a-z"):
        o.Section(raw, "Title")


def test_a_section_without_a_title_is_refused() -> None:
    with pytest.raises(o.OutlineError, match="section `x` has no title"):
        o.Section("x", "  ")


def test_a_local_time_is_refused() -> None:
    with pytest.raises(o.OutlineError, match="give it in UTC"):
        sample.document(generated_at=datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1))))


def test_a_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(o.OutlineError, match="table `T`, row 2: 1 cells for 2 columns"):
        o.Table((o.Column("a"), o.Column("b")), (("1", "2"), ("1",)), "T")


@pytest.mark.req("A2.5")
@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ((), "is empty"),
        ((o.Node("q", "?", "question", "x", "q"), o.Node("x", "!")), "runs in a circle: q > q"),
        ((o.Node("q", "?", "question", "x", "y"), o.Node("x", "!")), "leads to `y`, not a node"),
        ((o.Node("x", "!"), o.Node("y", "!")), "nothing leads to `y`"),
    ],
)
def test_a_tree_that_cannot_be_walked_is_refused(nodes: tuple[o.Node, ...], words: str) -> None:
    with pytest.raises(o.OutlineError, match=words):
        o.DecisionTree("T", nodes)


def test_a_choice_without_choices_and_an_unknown_severity_are_refused() -> None:
    with pytest.raises(o.OutlineError, match="list them"):
        o.Field("f", "Field", "choice")
    with pytest.raises(o.OutlineError, match="use P1, P2, P3, P4"):
        o.severity("P5", "new")
    with pytest.raises(o.OutlineError, match="use 0, 1, 2, 3, 4"):
        o.level(7)


def test_control_characters_and_direction_overrides_are_cleaned_and_words_stay() -> None:
    assert o.clean("a\x00b\x1b[31m\u202ec\ud800\r\nd\te") == "ab[31mc\nd\te"
    document = o.cleaned(sample.document(o.Paragraph("x\x0by"), title="T\x07itle"))
    assert document.title == "Title"
    assert document.sections[0].blocks == (o.Paragraph("xy"),)


def test_anchors_are_made_from_titles() -> None:
    assert o.anchor("First 15 minutes!") == "first-15-minutes"
    assert o.anchor("漢字") == "part"


def test_sections_are_numbered_in_reading_order() -> None:
    numbers = [(number, section.id) for number, section in o.walk(sample.document().sections)]
    assert numbers == [((1,), "purpose"), ((2,), "flow"), ((2, 1), "flow-triage"), ((2, 2), "flow-ack")]


def test_the_short_hash_is_twelve_characters_without_the_algorithm() -> None:
    assert sample.document().short_hash == "4be1c07d9a2f"
    assert sample.document(generated_at=datetime(2026, 1, 1, tzinfo=UTC)).short_hash == "4be1c07d9a2f"
