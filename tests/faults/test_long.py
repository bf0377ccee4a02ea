"""Long stories: three days of alerts into one escalation, a pause over a restart."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.faults.desk import BEGIN, desk_of, report
from tests.faults.night import Fate, live_through
from tests.faults.policy import OUTAGE, PEOPLE
from tests.faults.victim import Life, received
from tocsin.app.desk import Asked
from tocsin.app.ports_outbox import Step
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Ticket
from tocsin.storage.store import DjangoStore

DUE = BEGIN + timedelta(hours=4 + 6) - timedelta(minutes=2)
"""A resolution of four hours, of which two minutes had passed when it was paused until the sixth hour."""
ALERTS = 72
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.req("A2.4", "A4.5")
def test_three_days_of_alerts_into_one_escalation_page_nobody_again_and_lose_no_alert(
    store: DjangoStore, url: str, box: str
) -> None:
    """Every hour the same alert, linked to the first; its owner works on it. Workers die meanwhile."""
    desk = desk_of(store)
    (original,) = report(desk, 1)
    fate = Fate()
    live_through(Life(url, box, BEGIN), [("after-send", 1)], fate)
    desk.run(Asked((c.Acknowledge(),), "ann", original), BEGIN + MINUTE)
    paged = len(_pages(store, original))
    for count in range(ALERTS):
        at = BEGIN + HOUR * (count + 1)
        alert = c.Report(Ticket(f"Alert {count}", reporter="monitor"), dict(OUTAGE))
        desk.run(Asked((alert, c.Link(original, "the same alert")), "monitor", key=f"alert-{count}"), at)
        desk.run(Asked((c.SendUpdate("We work on it."),), "ann", original), at)
        if count % 24 == 23:
            live_through(Life(url, box, at), [("after-append", 1), ("after-send", 2)], fate)
    assert len(desk.load(original)[0].links.duplicates) == ALERTS
    assert len(_pages(store, original)) <= paged + len(PEOPLE), "one growth, one round"
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
    desk.run(Asked((c.Wait("they send us the log"),), "ann", stream), BEGIN + 2 * MINUTE)
    for hour in range(1, 6, 2):
        live_through(Life(url, box, BEGIN + hour * HOUR), [("after-append", 1), ("after-commit", 1)], fate)
    assert "resolution" not in _breaches(store, stream), "four hours are over, and it stood still"
    desk.run(Asked((c.Resume("it came"),), "ann", stream), BEGIN + 6 * HOUR)
    for minutes in (0, 1):
        live_through(Life(url, box, DUE + minutes * MINUTE), [("after-append", 1)], fate)
        assert ("resolution" in _breaches(store, stream)) is (minutes == 1), "due is still in time"
    assert _breaches(store, stream)["resolution"] == DUE
    assert store.verify().faults == ()


def _breaches(store: DjangoStore, stream: str) -> dict[str, datetime]:
    told = [one.data for one in store.events(stream) if one.kind == "clock_breached"]
    return {one["clock"]: datetime.fromisoformat(one["due_at"]) for one in told}
