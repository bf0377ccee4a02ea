"""Fills a desk: `python -m tools.filling.run --db sqlite:///demo/desk.db --policy demo/policy`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.app.desk.report import Arrival, report
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.lifecycle.table import WORKED
from tocsin.core.model.finding import Refused
from tools.filling.clock import Clock
from tools.filling.live import outage
from tools.filling.logins import logins
from tools.filling.past import Story, stories
from tools.filling.people import People, chance

READERS = ("chloe-martin", "kenji-watanabe", "rosa-delgado")


class Filling:
    """One desk that lives through the history."""

    def __init__(self, desk: Any, transport: Any, similar: Any, begin: datetime) -> None:
        self.desk, self._similar = desk, similar
        self.clock = Clock(desk, transport, begin, self._look)
        self.people = People(desk, self.clock)
        self.streams: dict[str, str] = {}
        self.live = ""

    def _look(self, stream: str) -> None:
        self.people.look(stream)

    def plan(self, story: Story) -> None:
        """Puts a ticket's life into the diary."""
        first = story.states[0]
        self.clock.at(first[0], lambda _: self._arrives(story))
        for before, after in zip(story.states, story.states[1:], strict=False):
            self.clock.at(after[0], lambda _, b=before, a=after: self._changes(story.number, b, a))

    def _arrives(self, story: Story) -> None:
        facts = dict(story.states[0][2])
        component, symptom = str(facts.get("component", "the service")), 1 + chance(story.number) % 40
        ticket = Ticket(
            f"{component}: symptom {symptom}", f"As in {story.number} of the shipped history.",
            str(facts.get("customer", "")), str(facts.get("channel", "email")),
            READERS[chance(story.number, "reader") % 3], story.number,
        )  # fmt: skip
        vocabulary = self.desk.books.current().triage.rules.vocabulary.facts
        arrival = Arrival(ticket, facts, unknown=tuple(vocabulary))
        self.streams[story.number] = self.arrive(arrival)

    def arrive(self, arrival: Arrival, awake: bool = True) -> str:
        """A ticket is reported now; returns its number. `awake`: people act on it by themselves."""
        answer = report(self.desk, arrival, self._similar, arrival.ticket.reporter, self.clock.now)
        if not awake:
            self.people.left_alone.add(answer.stream)
        self.people.look(answer.stream)
        return answer.stream

    def _changes(self, number: str, before: Any, after: Any) -> None:
        stream = self.streams[number]
        state, _ = self.desk.load(stream)
        who = state.owner or state.ticket.reporter
        new = {name: value for name, value in after[2].items() if before[2].get(name) != value}
        waits = new.pop("waiting_on_customer", None)
        if new and str(state.status) != "closed":
            self.people.do(stream, who, c.RecordFacts(new))
        if waits is not None and state.status in WORKED:
            self.people.do(
                stream, who, c.Wait("asked for a log file") if waits else c.Resume("the file came")
            )
        if after[1] and not before[1]:
            self.people.end(stream)


def fill(policy: str, now: datetime, spool: Path, tell: Any) -> Filling:
    """Makes the desk that TOCSIN_DATABASE_URL names and lets it live until `now`. Raises Refused."""
    from tocsin import bootstrap, bootstrap_desk
    from tocsin.app.desk.rulebooks import RuleBooks
    from tocsin.delivery.settings import switchboard

    store = bootstrap_desk.store()
    store.migrate()
    RuleBooks(store).adopt(bootstrap.load_policy(policy).require())
    desk = bootstrap_desk.desk()
    found = stories(desk.books.current(), now)
    begin = min(story.opened for story in found) - timedelta(hours=1)
    clock: list[Clock] = []
    environ = {**os.environ, "TOCSIN_SPOOL": str(spool)}
    board = switchboard(environ, lambda: clock[0].now if clock else begin, spool.parent)
    filling = Filling(desk, board, bootstrap_desk.similar(), begin)
    clock.append(filling.clock)
    filling.clock.keep = now - timedelta(hours=12)
    for story in sorted(found, key=lambda story: story.opened):
        filling.plan(story)
    days = (now - begin).days + 1
    for day in range(1, days + 1):
        filling.clock.run(min(begin + timedelta(days=day), now - timedelta(minutes=45)))
        tell(day, days)
    filling.live = outage(filling, now)
    _after(filling, now)
    board.close()
    return filling


def _after(filling: Filling, now: datetime) -> None:
    """What became of the customers: most stay, one left; people write it down on the customer's page."""
    store = filling.desk.store
    known = sorted(
        {row.customer for row in store.rows(open_only=False, limit=1000) if row.closed_at and row.customer}
    )
    for place, customer in enumerate(known):
        if place == 3:
            store.customer_lost(customer, now - timedelta(days=1), "maya-ortiz", "did not renew")
        elif place % 3 == 0:
            store.customer_kept(customer, now - timedelta(days=1), "maya-ortiz", "renewed")


def main() -> int:
    """Fills, and says how many escalations there are."""
    parser = argparse.ArgumentParser(description="Fill a desk from the shipped history.")
    parser.add_argument("--db", required=True)
    parser.add_argument("--policy", required=True)
    parser.add_argument("--spool", default="demo/spool")
    parser.add_argument("--now", help="as if it were this instant, ISO 8601")
    parser.add_argument("--logins", help="make an account for each role, and write names and password here")
    given = parser.parse_args()
    os.environ["TOCSIN_DATABASE_URL"] = given.db
    if given.now:
        os.environ["TOCSIN_NOW"] = given.now
    from tocsin import bootstrap
    from tocsin.site.settings import configure

    configure()

    def tell(day: int, days: int) -> None:
        print(f"\rday {day} of {days}", end="" if day < days else "\n", file=sys.stderr, flush=True)

    try:
        filling = fill(given.policy, bootstrap.now(), Path(given.spool), tell)
    except Refused as refused:
        print(f"fill: {refused}", file=sys.stderr)
        return 1
    rows = filling.desk.store.rows(open_only=True, limit=1000)
    said = f"{len(filling.streams)} tickets of the history, {len(rows)} still open"
    print(f"{said}, and an outage that is going on: {filling.live}")
    if given.logins:
        made = logins(filling, filling.live)
        Path(given.logins).write_text(json.dumps(made, indent=2), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
