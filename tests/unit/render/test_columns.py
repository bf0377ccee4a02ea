"""Column widths: by weight where words fit, never narrower than the longest word while there is room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from tocsin.core.documents import outline as o
from tocsin.render.columns import fit
from tocsin.render.measure import width_of

WORDS = st.text("abcdefgh XY", max_size=40)


def _table(weights: list[float], cells: list[str]) -> o.Table:
    return o.Table(tuple(o.Column("", weight) for weight in weights), (tuple(cells),))


def test_weights_hold_where_every_word_fits() -> None:
    assert fit(_table([1, 3], ["a", "b"]), 400, 9, 6).points == approx((100, 300))


def test_a_long_word_widens_its_column_and_the_others_share_the_rest() -> None:
    widths = fit(_table([1, 5, 5], ["acknowledgement", "a", "b"]), 400, 9, 6)
    assert widths.points[0] == approx(width_of("acknowledgement", 9) + 12)
    assert widths.points[1] == approx(widths.points[2])
    assert widths.whole


def test_a_tag_is_kept_on_one_line() -> None:
    table = o.Table((o.Column("", 1), o.Column("", 50)), ((o.join(o.severity("P1", "critical")), "x"),))
    assert fit(table, 400, 9, 6).points[0] > width_of("P1 critical", 9 * 0.84) + 12


def test_words_that_cannot_all_fit_are_said_to_need_breaks() -> None:
    widths = fit(_table([1, 1], ["x" * 200, "short"]), 300, 9, 6)
    assert not widths.whole
    assert widths.points[1] >= width_of("short", 9) + 12


@given(st.lists(st.tuples(st.floats(0, 100), WORDS), min_size=1, max_size=8))
def test_widths_always_add_up_and_are_never_nothing(columns: list[tuple[float, str]]) -> None:
    widths = fit(_table([weight for weight, _ in columns], [words for _, words in columns]), 480, 9, 6)
    assert sum(widths.points) == approx(480)
    assert all(width > 0 for width in widths.points)
