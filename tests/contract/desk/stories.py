"""A random morning on a desk: tickets, people, time, links, another policy; the same for the same seed."""

from __future__ import annotations

from datetime import timedelta

from tests.contract.desk.made import Night, rules
from tests.unit.criteria.dice import Dice
from tocsin.core.lifecycle import commands as c
from tocsin.core.model.finding import Refused

STEPS = 45
SLOWER = rules(response=("response: 15m", "response: 30m"))
WISHES: tuple[c.Command, ...] = (
    c.Acknowledge(), c.Decline("asleep"), c.Assign("eve"), c.Accept(), c.Raise("worse", level=3),
    c.Lower("better", level=1), c.Lower("better", severity="P2"), c.Wait("logs"), c.Resume(),
    c.SendUpdate("we look"), c.RecordFinding("disk", cause=True), c.RecordWorkaround("use the app", True),
    c.RecordFacts({"customers_affected": 1}), c.RecordFacts({"danger": True}), c.Page("person eve", "hers"),
    c.Stabilise("", ("stopped",)), c.Verify("fine"), c.Resolve(), c.Close("done", ("ticket",)),
    c.Reopen("it is back"), c.Note("n"), c.EngageSme("cleo"), c.Unlink("not the same"),
    c.MovePolicy(SLOWER.hash, "the new contract"),
)  # fmt: skip
PEOPLE = ("ann", "ben", "cleo", "dan", "eve")


def told(night: Night, seed: int) -> list[str]:
    """Plays it on the desk and names the escalations; what cannot be done is refused, as in life."""
    dice = Dice(seed)
    night.desk.books.adopt(SLOWER.policy)
    night.desk.books.adopt(rules().policy)
    streams = [night.outage(), night.outage("Beta")]
    done = 0
    for _ in range(STEPS):
        # Now and then the machine's clock is set back.
        night.now += timedelta(minutes=dice.below(40) - 3, seconds=dice.below(60))
        if dice.chance(60):
            night.work()
        if dice.chance(10):
            streams.append(night.outage(f"Customer {len(streams)}", customers_affected=1 + dice.below(2)))
        wish = c.Link(dice.pick(streams), "the same") if dice.chance(10) else dice.pick(WISHES)
        try:
            night.do(dice.pick(streams), dice.pick(PEOPLE), wish)
        except Refused:
            continue
        done += 1
    assert done > STEPS // 5, "a story in which hardly anything happens shows nothing"
    return streams
