"""What a swap would bring about is told before it is accepted; the grave has to be wanted."""

from __future__ import annotations

import pytest

from tests.unit.swaps.conftest import Scene, at
from tocsin.app.desk.roster_foreseen import Move, foreseen, in_words
from tocsin.core.model.finding import Refused
from tocsin.core.oncall.effects import Kind

pytestmark = pytest.mark.req("A4.2", "A13.2")


def test_two_rotations_at_once_need_a_word(scene: Scene) -> None:
    """Cleo is Ben's backup in the week that Ben wants to give her."""
    asked = scene.ask("ben", "09 09:00 - 10 09:00", "cleo")
    (double, *_) = scene.swaps.foreseen(asked, "cleo")
    assert (double.kind, double.person, double.rotations[:2]) == (Kind.DOUBLE, "cleo", ("backup", "platform"))
    with pytest.raises(Refused, match="Cleo would be on call in Backup and"):
        scene.accept(asked, "cleo")
    assert scene.store.roster_changes() == []
    scene.accept(asked, "cleo", anyway=True)
    assert scene.who("09 12:00") == ("cleo",)


def test_an_hour_given_to_somebody_free_has_no_effect_to_tell(scene: Scene) -> None:
    """Ben has an hour off in his own shift: that is no short rest."""
    asked = scene.ask("ben", "09 10:00 - 09 12:00", "ann")
    assert scene.swaps.foreseen(asked, "ann") == ()


def test_two_shifts_that_meet_are_named_with_their_length(scene: Scene) -> None:
    asked = scene.ask("eve", "09 14:00 - 09 22:00", "dan", rotation="days")
    (row, rest) = scene.swaps.foreseen(asked, "dan")
    assert (row.kind, row.start, row.end) == (Kind.ROW, at("09 06:00"), at("09 22:00"))
    assert (rest.kind, rest.start, rest.end) == (Kind.REST, at("09 22:00"), at("10 06:00"))
    words = in_words(scene.desk.books.current(), (row, rest))
    assert words[0].startswith("Dan would be on call for 16 h without a break, from Tue 2027-03-09 06:00 UTC")
    assert words[1].startswith("Dan would have a break of only 8 h")
    assert scene.accept(asked, "dan").decision == "accepted", "hard, but nobody is missing"


def test_what_repeats_is_told_once_with_how_often(scene: Scene) -> None:
    asked = scene.ask("eve", "09 14:00 - 12 22:00", "dan", rotation="days")
    words = in_words(scene.desk.books.current(), scene.swaps.foreseen(asked, "dan"))
    assert len(words) == 2
    assert all("The same 3 more times." in text for text in words)


def test_a_gap_that_a_change_would_leave_is_told(scene: Scene) -> None:
    move = Move("override", "days", at("09 10:00"), at("09 16:00"), {"instead_of": "dan", "person": None})
    (gap,) = foreseen(scene.desk.books.current(), [move])
    assert (gap.kind, gap.start, gap.end) == (Kind.GAP, at("09 10:00"), at("09 14:00"))
    assert gap.is_grave
    assert in_words(scene.desk.books.current(), [gap])[0].startswith("Nobody would be on call in Days")


def test_a_stand_in_who_is_there_already_leaves_one_fewer(scene: Scene) -> None:
    rules = scene.desk.books.current()
    both = Move("override", "days", at("09 06:00"), at("09 14:00"), {"person": "eve", "instead_of": None})
    two = rules.with_changes([both.change()])
    stand_in = Move(
        "override", "days", at("09 08:00"), at("09 10:00"), {"person": "eve", "instead_of": "dan"}
    )
    (fewer, *_) = foreseen(two, [stand_in])
    assert (fewer.kind, fewer.start, fewer.end) == (Kind.FEWER, at("09 08:00"), at("09 10:00"))
