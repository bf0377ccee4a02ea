"""Long stories: three days of alerts into one escalation, a pause over a restart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.faults.desk import BEGIN, desk_of, report
from tests.faults.night import Fate, live_through, next_instant
from tests.faults.policy import OUTAGE
from tests.faults.victim import Life, received
from tocsin.app.desk import Asked
from tocsin.app.ports_outbox import Step
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Ticket
from tocsin.storage.store import DjangoStore

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.req("A2.4", "A4.5")
def test_three_days_of_alerts_into_one_escalation_page_nobody_again_and_lose_no_alert(
    store: DjangoStore, url: str, box: str
) -> None:
    """Every 15 minutes the same alert, linked to the first; its owner works on it. Workers die meanwhile."""
    desk = desk_of(store)
    (original,) = report(desk, 1)
    fate = Fate()
    live_through(Life(url, box, BEGIN), [("after-send", 1)], fate)
    desk.run(Asked((c.Acknowledge(),), "ann", original), BEGIN + MINUTE)
    paged = len(_pages(store, original))
    for count in range(72 * 4):
        at = BEGIN + HOUR / 4 * (count + 1)
        alert = c.Report(Ticket(f"Alert {count}", reporter="monitor"), dict(OUTAGE))
        desk.run(Asked((alert, c.Link(original, "the same alert")), "monitor", key=f"alert-{count}"), at)
        if count % 4 == 3:
            desk.run(Asked((c.SendUpdate("We work on it."),), "ann", original), at)
        if count % 24 == 23:
            live_through(Life(url, box, at), [("after-append", 1), ("after-send", 2)], fate)
    assert len(desk.load(original)[0].duplicates) == 72 * 4
    assert len(_pages(store, original)) <= paged + 3, "growth by three customers pages again, alerts do not"
    assert not [one for one in store.streams() if one != original and _pages(store, one)]
    assert store.verify().faults == ()
    snapshot = store.load(original)
    assert snapshot is not None
    assert len(snapshot.state) < 200_000
    known = {line.outgoing.partition("+")[0] for line in store.ledger(original) if line.outgoing}
    assert {id_.partition("+")[0] for id_, _, _ in received(box) if id_.startswith(f"{original}/")} <= known


def _pages(store: DjangoStore, stream: str) -> set[str]:
    return {line.page for line in store.ledger(stream) if line.page and line.step is Step.PLANNED}


@pytest.mark.req("A4.5", "A5.2")
def test_a_pause_holds_over_workers_that_die_and_time_goes_on_where_it_stood(
    store: DjangoStore, url: str, box: str
) -> None:
    desk = desk_of(store)
    (stream,) = report(desk, 1)
    fate = Fate()
    live_through(Life(url, box, BEGIN), [], fate)
    desk.run(Asked((c.Acknowledge(),), "ann", stream), BEGIN + MINUTE)
    before = _due(store, stream)
    desk.run(Asked((c.Wait("they send us the log"),), "ann", stream), BEGIN + 2 * MINUTE)
    now = BEGIN + 2 * MINUTE
    while (at := next_instant(store, now, BEGIN + 5 * HOUR)) is not None:
        live_through(Life(url, box, at), [("after-append", 1), ("after-commit", 1)], fate)
        now = at
    breaches = [one.kind for one in store.events(stream) if one.kind == "clock_breached"]
    desk.run(Asked((c.Resume("it came"),), "ann", stream), BEGIN + 6 * HOUR)
    resumed = desk.load(stream)[0]
    paused = {name for name, clock in resumed.clocks.items() if clock.pauses}
    assert paused, "the policy names clocks that stand still"
    assert not [one for one in breaches if one in paused]
    after = _due(store, stream)
    assert after is not None and before is not None
    assert after >= before
    assert store.verify().faults == ()


def _due(store: DjangoStore, stream: str):  # type: ignore[no-untyped-def]
    snapshot = store.load(stream)
    return snapshot and snapshot.wake and snapshot.wake.due_at
