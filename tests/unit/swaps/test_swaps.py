"""A swap is asked by one and accepted by the other; then, and only then, the roster changes."""

from __future__ import annotations

import pytest

from tests.unit.swaps.conftest import Scene, at, policy, span
from tocsin.app.doing import Forbidden
from tocsin.app.swap_requests import Status, Wish
from tocsin.core.model.finding import Refused

pytestmark = pytest.mark.req("A4.2")
BEN = "08 09:00 - 15 09:00"
CLEO = "15 09:00 - 22 09:00"
ANN = "22 09:00 - 29 09:00"


def test_nothing_changes_before_somebody_accepts(scene: Scene) -> None:
    asked = scene.ask("ben", BEN, "ann")
    assert scene.status(asked) is Status.ASKED
    assert scene.who("10 12:00") == ("ben",)


def test_given_for_free_the_other_stands_in(scene: Scene) -> None:
    asked = scene.ask("ben", "10 09:00 - 11 09:00", "ann", why="a  wedding")
    done = scene.accept(asked, "ann", anyway=True)
    assert (done.decision, done.decided_by, done.decided_at) == ("accepted", "ann", scene.now)
    assert [scene.who(f"{day} 12:00") for day in ("09", "10", "11")] == [("ben",), ("ann",), ("ben",)]
    (change,) = scene.store.roster_changes()
    assert done.changes == (change.id,)
    assert (change.kind, change.actor, change.data["why"]) == ("override", "ann", "swap request 1: a wedding")


def test_against_another_shift_both_go_over_to_the_other(scene: Scene) -> None:
    done = scene.accept(scene.ask("ben", BEN, "cleo", CLEO), "cleo", anyway=True)
    assert [scene.who(f"{day} 12:00") for day in ("10", "17", "24")] == [("cleo",), ("ben",), ("ann",)]
    assert len(done.changes) == 2


def test_in_the_same_time_the_two_exchange(scene: Scene) -> None:
    days = "10 00:00 - 12 00:00"
    scene.accept(scene.ask("dan", days, "eve", days, "days"), "eve")
    assert scene.store.roster_changes()[0].kind == "swap"
    assert [scene.who(f"10 {h}:00", "days") for h in ("08", "16", "23")] == [("eve",), ("dan",), ("cleo",)]


def test_the_first_on_call_and_their_backup_change_places(scene: Scene) -> None:
    """Cleo is Ben's backup: taking his shift she would be both, unless he takes hers."""
    wish = Wish("platform", span(BEN), "cleo", span(BEN), "", "backup")
    asked = scene.swaps.ask(wish, "ben", scene.now)
    double = {one.rotations for one in scene.swaps.foreseen(asked, "cleo") if one.is_grave}
    assert double == {("days", "platform")}, "nights, which she has anyway; not her own backup"
    scene.accept(asked, "cleo", anyway=True)
    assert (scene.who("10 12:00"), scene.who("10 12:00", "backup")) == (("cleo",), ("ben",))


def test_asked_of_anyone_the_first_of_the_rotation_has_it(scene: Scene) -> None:
    asked = scene.ask("ben", BEN)
    with pytest.raises(Refused, match="Dan takes no turn in Platform"):
        scene.accept(asked, "dan")
    with pytest.raises(Forbidden, match="somebody else has to accept it"):
        scene.accept(asked, "ben")
    scene.accept(asked, "cleo", anyway=True)
    with pytest.raises(Refused, match="was accepted by Cleo"):
        scene.accept(asked, "ann", anyway=True)
    assert scene.who("10 12:00") == ("cleo",)


@pytest.mark.parametrize("person", ["ben", "cleo", "dan", "nobody"])
def test_nobody_accepts_or_refuses_for_somebody_else(scene: Scene, person: str) -> None:
    asked = scene.ask("ben", BEN, "ann")
    with pytest.raises(Forbidden, match="only Ann can accept it"):
        scene.accept(asked, person)
    with pytest.raises(Forbidden, match="only Ann, who was asked, can refuse it"):
        scene.swaps.refuse(asked.id, person, scene.now)
    assert scene.status(asked) is Status.ASKED


def test_refused_is_final(scene: Scene) -> None:
    asked = scene.ask("ben", BEN, "ann")
    assert scene.swaps.refuse(asked.id, "ann", scene.now).decision == "refused"
    with pytest.raises(Refused, match="was refused by Ann"):
        scene.accept(asked, "ann", anyway=True)
    with pytest.raises(Refused, match="was refused by Ann"):
        scene.swaps.withdraw(asked.id, "ben", scene.now)


def test_only_who_asked_withdraws(scene: Scene) -> None:
    asked = scene.ask("ben", BEN, "ann")
    with pytest.raises(Forbidden, match="only Ben, who asked, can withdraw it"):
        scene.swaps.withdraw(asked.id, "ann", scene.now)
    scene.swaps.withdraw(asked.id, "ben", scene.now)
    with pytest.raises(Refused, match="was withdrawn by Ben"):
        scene.accept(asked, "ann", anyway=True)


def test_what_was_asked_of_anyone_needs_no_refusal(scene: Scene) -> None:
    asked = scene.ask("ben", BEN)
    with pytest.raises(Refused, match="nobody needs to refuse it"):
        scene.swaps.refuse(asked.id, "ann", scene.now)


def test_it_expires_when_the_first_of_its_shifts_begins(scene: Scene) -> None:
    asked = scene.ask("ben", BEN, "cleo", CLEO)
    scene.now = at("08 08:59")
    assert scene.status(asked) is Status.ASKED
    scene.now = at("08 09:00")
    assert scene.status(asked) is Status.EXPIRED
    with pytest.raises(Refused, match="expired at 2027-03-08T09:00:00Z"):
        scene.accept(asked, "cleo", anyway=True)
    assert scene.store.roster_changes() == []


def test_the_same_request_twice_is_one(scene: Scene) -> None:
    assert scene.ask("ben", BEN, "ann") == scene.ask("ben", BEN, "ann")
    scene.swaps.withdraw(1, "ben", scene.now)
    assert scene.ask("ben", BEN, "ann").id != 1


def test_shifts_that_moved_meanwhile_are_not_swapped(scene: Scene) -> None:
    first, second = scene.ask("ben", BEN, "ann"), scene.ask("ben", "10 09:00 - 11 09:00", "cleo")
    scene.accept(second, "cleo", anyway=True)
    with pytest.raises(Refused, match="the shifts of Ben have changed since this was asked"):
        scene.accept(first, "ann", anyway=True)


def test_a_policy_that_no_longer_has_the_person_in_turn_lets_nobody_accept(scene: Scene) -> None:
    asked = scene.ask("ben", BEN, "ann")
    smaller = policy().policy
    rotation = smaller.rotations["platform"].model_copy(update={"people": ["ben", "cleo"]})
    changed = smaller.model_copy(update={"rotations": {**smaller.rotations, "platform": rotation}})
    scene.desk.books.adopt(changed)
    with pytest.raises(Refused, match="Ann takes no turn in Platform"):
        scene.accept(asked, "ann", anyway=True)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"person": "ann", "when": BEN}, "Ann is not on call then"),
        ({"person": "dan", "when": BEN}, "Dan takes no turn in Platform"),
        ({"person": "ben", "when": BEN, "other": "dan"}, "Dan takes no turn in Platform"),
        ({"person": "ben", "when": BEN, "other": "ben"}, "oneself"),
        ({"person": "ben", "when": BEN, "back": CLEO}, "needs a person"),
        ({"person": "ben", "when": BEN, "other": "cleo", "back": ANN}, "Cleo is not on call in the time"),
        ({"person": "ben", "when": BEN, "other": "cleo", "back": "14 09:00 - 16 09:00"}, "overlap in part"),
        ({"person": "ann", "when": "02 09:00 - 03 09:00"}, "not ahead"),
        ({"person": "ben", "when": "11 09:00 - 11 09:00"}, "ends before it begins"),
        ({"person": "ben", "when": BEN, "why": "x" * 501}, "longer than 500 characters"),
        ({"person": "ben", "when": BEN, "rotation": "nights"}, "no rotation `nights`"),
    ],
)
def test_what_cannot_be_asked_says_why(scene: Scene, wish: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said) as told:
        scene.ask(**wish)
    assert all(finding.help for finding in told.value.findings)
    assert scene.swaps.requests(scene.now) == []


def test_an_unknown_request_is_named(scene: Scene) -> None:
    with pytest.raises(Refused, match="no swap request 7"):
        scene.swaps.accept(7, "ann", scene.now)
