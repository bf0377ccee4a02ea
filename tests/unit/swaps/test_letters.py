"""Who is asked is told so, and whoever asked when it is decided; once each, in their own time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.swaps.conftest import Scene, at
from tocsin.app.ports import Outgoing

pytestmark = pytest.mark.req("A4.2")
BEN = "08 09:00 - 15 09:00"


def outbox(scene: Scene) -> list[Outgoing]:
    """What waits to be sent, in order."""
    leases = scene.store.claim_outgoing(at("31 09:00"), "test", 50, timedelta(minutes=1))
    return [one.outgoing for one in leases]


def test_the_one_who_is_asked_is_told_what_when_and_why(scene: Scene) -> None:
    scene.ask("ben", BEN, "ann", why="a wedding")
    (letter,) = outbox(scene)
    assert (letter.person, letter.channel, letter.address, letter.page) == (
        "ann",
        "email",
        "ann@example.com",
        "",
    )
    assert letter.subject == "Ben asks for a swap: Platform"
    assert "Ben asks you to take a shift in Platform. Why: a wedding" in letter.body
    assert "09:00 UTC on Mon 8 Mar to 09:00 UTC on Mon 15 Mar" in letter.body
    assert not letter.urgent, "it does not ring"


def test_asked_of_anyone_everyone_but_the_asker_is_told(scene: Scene) -> None:
    scene.ask("ben", BEN)
    assert sorted(one.person for one in outbox(scene)) == ["ann", "cleo"]


def test_asked_twice_is_told_once(scene: Scene) -> None:
    scene.ask("ben", BEN, "ann")
    scene.ask("ben", BEN, "ann")
    assert len(outbox(scene)) == 1


@pytest.mark.parametrize(("decision", "person", "said"), [
    ("accept", "ben", "Ann takes your shift"), ("refuse", "ben", "Ann cannot take your shift"),
    ("withdraw", "ann", "Ben no longer asks"),
])  # fmt: skip
def test_the_other_side_hears_what_was_decided(scene: Scene, decision: str, person: str, said: str) -> None:
    asked = scene.ask("ben", BEN, "ann")
    if decision == "accept":
        scene.accept(asked, "ann", anyway=True)
    elif decision == "refuse":
        scene.swaps.refuse(asked.id, "ann", scene.now)
    else:
        scene.swaps.withdraw(asked.id, "ben", scene.now)
    (letter,) = [one for one in outbox(scene) if "/asked/" not in one.id]
    assert letter.person == person and letter.subject.startswith(said)


def test_what_was_not_accepted_tells_nobody(scene: Scene) -> None:
    from tocsin.core.model.finding import Refused

    asked = scene.ask("ben", "09 09:00 - 10 09:00", "cleo")
    with pytest.raises(Refused):
        scene.accept(asked, "cleo")
    assert [one.person for one in outbox(scene)] == ["cleo"]
