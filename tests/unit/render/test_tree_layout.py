"""The drawing of a decision tree: nothing overlaps, nothing crosses, everything is there."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.render import sample
from tocsin.core.documents import outline as o
from tocsin.render.layout import Box, Drawing, draw_tree
from tocsin.render.measure import width_of, wrap

pytestmark = pytest.mark.req("A2.5")


@st.composite
def trees(draw: st.DrawFn) -> o.DecisionTree:
    """Random trees whose questions only lead onward, some of them shared."""
    count = draw(st.integers(1, 12))
    nodes: list[o.Node] = []
    for at in range(count):
        targets = [f"q{later}" for later in range(at + 1, count)] + ["end-a", "end-b"]
        follow = f"q{at + 1}" if at + 1 < count else "end-a"
        other = draw(st.sampled_from(targets))
        yes, no = (follow, other) if draw(st.booleans()) else (other, follow)
        nodes.append(o.Node(f"q{at}", draw(st.text("abc äß漢 ", max_size=90)), "question", yes, no))
    used = {target for node in nodes for target in (node.yes, node.no)}
    ends = [o.Node(key, "An outcome", tag=o.level(2)) for key in ("end-a", "end-b") if key in used]
    return o.DecisionTree("T", (*nodes, *ends))


def _absolute(drawing: Drawing) -> list[tuple[Box, float]]:
    top, found = 0.0, []
    for strip in drawing.strips:
        found += [(box, top + box.y) for box in strip.boxes]
        top += strip.height
    return found


@given(trees())
def test_boxes_stay_on_the_page_and_never_overlap(tree: o.DecisionTree) -> None:
    drawing = draw_tree(tree, 480, 9)
    assert drawing.width <= 480.01
    for (a, ay), (b, by) in itertools.combinations(_absolute(drawing), 2):
        apart = a.x + a.w <= b.x or b.x + b.w <= a.x or ay + a.h <= by or by + b.h <= ay
        assert apart, (a.lines, b.lines)


@given(trees())
def test_lines_never_run_through_a_box(tree: o.DecisionTree) -> None:
    for strip in draw_tree(tree, 480, 9).strips:
        for line, box in itertools.product(strip.lines, strip.boxes):
            left, right = sorted((line.x1, line.x2))
            high, low = sorted((line.y1, line.y2))
            inside = (
                left < box.x + box.w - 0.1
                and right > box.x + 0.1
                and high < box.y + box.h - 0.1
                and low > box.y + 0.1
            )
            assert not inside, (line, box.lines)


@given(trees())
def test_every_node_is_drawn_and_each_edge_has_its_answer(tree: o.DecisionTree) -> None:
    drawing = draw_tree(tree, 480, 9)
    boxes = [box for strip in drawing.strips for box in strip.boxes]
    assert sum(box.kind == "question" for box in boxes) == sum(node.kind == "question" for node in tree.nodes)
    assert sorted(box.key for box in boxes) == list(range(len(boxes)))
    assert sum(len(strip.labels) for strip in drawing.strips) == len(boxes) - 1
    for box in boxes:
        answers = [child.word for child in boxes if child.parent == box.key]
        assert sorted(answers) == (["No", "Yes"] if box.kind == "question" else [])


def test_only_the_path_of_the_ticket_is_marked_where_an_outcome_is_shared() -> None:
    nodes = (
        o.Node("a", "A?", "question", "end", "b", taken=True),
        o.Node("b", "B?", "question", "end", "none"),
        o.Node("end", "End", taken=True),
        o.Node("none", "None"),
    )
    boxes = [box for strip in draw_tree(o.DecisionTree("T", nodes), 480).strips for box in strip.boxes]
    assert [(box.lines[0], box.taken) for box in boxes] == [
        ("A?", True),
        ("End", True),
        ("B?", False),
        ("End", False),
        ("None", False),
    ]


def test_a_chain_of_questions_is_two_columns_wide_however_long() -> None:
    nodes = [o.Node(f"q{n}", "Is it?", "question", "end", f"q{n + 1}") for n in range(30)]
    tree = o.DecisionTree("T", (*nodes, o.Node("q30", "Last"), o.Node("end", "End")))
    xs = {round(box.x) for strip in draw_tree(tree, 480).strips for box in strip.boxes}
    assert len(xs) == 2


def test_the_sample_tree_fits_one_page() -> None:
    assert draw_tree(sample.TREE, 470, 9).height < 680


def test_wrapping_keeps_words_whole_and_cuts_only_what_is_longer_than_a_line() -> None:
    assert wrap("one two three", 40, 10) == ("one two", "three") or wrap("one two three", 40, 10)[0] == "one"
    lines = wrap("a" * 100, 100, 10)
    assert "".join(lines) == "a" * 100
    assert all(width_of(line, 10) <= 100 for line in lines)
    assert wrap("", 100, 10) == ("",)
