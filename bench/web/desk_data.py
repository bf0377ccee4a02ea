"""A desk of any size: real escalations in every state, told by SQL under other numbers, customers and texts.

Each template is reported and worked on by the shipped policy's own rules; its snapshot, line and last event
are copied. Titles and texts are those of 2,503 real issues, so that searching and comparing is real work.
The times in a copied snapshot are its template's; those in the list, by which it is sorted, are its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin import bootstrap
from tocsin.app.desk import Asked, Desk
from tocsin.app.desk.report import Arrival, report
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Ticket
from tocsin.storage.store import DjangoStore
from tocsin.storage.tables import ROW

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "hadoop_issues" / "issues.parquet"
LONGEST = 1200
"""Characters of a text."""
CUSTOMERS = 4000
TITLE, TEXT, CUSTOMER, NUMBER = "@@TITLE@@", "@@TEXT@@", "@@CUSTOMER@@", "ESC-@@"
SEGMENTS = ("enterprise", "standard")
OUTAGE = {"outage": True, "customers_affected": 3, "production": True}
SLOW = {"outage": False, "production": True, "workaround": True}
CLOSING = (
    c.Acknowledge(), c.SendUpdate("We look into it."), c.RecordFinding("a full disk", cause=True),
    c.RecordWorkaround("the other node", accepted=True),
)  # fmt: skip


@dataclass(frozen=True)
class Template:
    """A snapshot with marks in place of its number, customer and text; its line; its wake."""

    state: str
    line: dict[str, Any]
    version: int
    wake: str


def adopted(store: DjangoStore) -> Desk:
    """A desk under the shipped policy."""
    desk = Desk(store)
    desk.books.adopt(bootstrap.load_policy("preset:b2b-saas").require())
    return desk


def open_templates(desk: Desk, now: datetime) -> list[Template]:
    """Escalations reported within the last hours, from untouched to waiting for their closing."""
    stories: list[tuple[dict[str, Any], int, Sequence[c.Command]]] = []
    for facts, level in ((OUTAGE, 2), (SLOW, 1), (OUTAGE, 3)):
        stories += [(facts, level, CLOSING[:steps]) for steps in range(len(CLOSING) + 1)]
        stories.append((facts, level, (c.Acknowledge(), c.SendUpdate("Please send logs."), c.Wait("logs"))))
    return [
        _played(desk, {**facts, "segment": SEGMENTS[place % 2]}, level, steps, now, place)
        for place, (facts, level, steps) in enumerate(stories)
    ]


def _played(
    desk: Desk, facts: dict[str, Any], level: int, steps: Sequence[c.Command], now: datetime, place: int
) -> Template:
    at = now - timedelta(minutes=7 + 5 * place)
    ticket = Ticket(TITLE, TEXT, CUSTOMER, "email", "jo", "")
    stream = report(
        desk, Arrival(ticket, facts, escalate="it is serious", level=level), None, "ann", at
    ).stream
    for step in steps:
        at += timedelta(seconds=40)
        desk.run(Asked((step,), _hand(desk, stream), stream), at)
    return cut(desk, stream)


def _hand(desk: Desk, stream: str) -> str:
    """Who is paged; once nobody is any more, the owner."""
    state, _ = desk.load(stream)
    paged = [page.person for page in state.paging.pages.values() if page.state == "ordered"]
    return (paged or [state.owner or "ann"])[0]


def cut(desk: Desk, stream: str) -> Template:
    """A stored escalation as a template; it is taken off the desk."""
    session = desk.store._session  # type: ignore[attr-defined]
    (state, version, kind) = session.fetch(
        "SELECT state, version, wake_kind FROM tocsin_stream WHERE id = %s", [stream]
    )[0]
    line = session.fetch(f"SELECT {ROW.names} FROM tocsin_row WHERE stream = %s", [stream])[0]
    session.run("UPDATE tocsin_stream SET wake_at = NULL WHERE id = %s", [stream])
    session.run("DELETE FROM tocsin_row WHERE stream = %s", [stream])
    named = dict(zip((name for name, _ in ROW.columns), line, strict=True))
    return Template(bytes(state).decode().replace(stream, NUMBER), named, version, kind)


def closed_template(desk: Desk, now: datetime) -> Template:
    """An escalation that went its whole way."""
    at = now - timedelta(hours=9)
    ticket = Ticket(TITLE, TEXT, CUSTOMER, "email", "jo", "")
    facts = {**OUTAGE, "segment": "enterprise"}
    stream = report(desk, Arrival(ticket, facts, escalate="it is serious", level=2), None, "ann", at).stream
    told = c.SendUpdate("It has stopped; we look for the cause.")
    for step in (
        *CLOSING,
        told,
        c.Stabilise(),
        c.Verify("It works again."),
        c.Resolve(),
        c.Note("A disk was full."),
        c.Close("Done."),
    ):
        at += timedelta(minutes=10)
        _confirmed(desk, stream, step, at)
    return cut(desk, stream)


def _confirmed(desk: Desk, stream: str, step: c.Command, at: datetime) -> None:
    """Gates ask for somebody's word on each line that no event answers."""
    gates = desk.books.current().policy.resolution
    asked = {
        c.Stabilise: gates.stabilised,
        c.Resolve: gates.resolved,
        c.Close: {**gates.documentation, **gates.closing},
    }
    lines = asked.get(type(step), {})
    named = tuple(name for name, line in lines.items() if line.met_by == "confirmed")
    given = replace(step, confirm=named) if named else step
    desk.run(Asked((given,), _hand(desk, stream), stream), at)


def texts() -> list[tuple[str, str]]:
    """Titles and texts of real issues."""
    import duckdb

    rows = duckdb.sql(f"select title, text from '{SAMPLE}' order by id").fetchall()
    return [
        (str(title)[:200].replace("\0", ""), str(text or "")[:LONGEST].replace("\0", ""))
        for title, text in rows
    ]


def load_texts(store: DjangoStore) -> int:
    """The texts as a table, each also as it stands inside of JSON; how many there are."""
    session = store._session
    session.run("DROP TABLE IF EXISTS bench_text")
    session.run(
        "CREATE TABLE bench_text (n int PRIMARY KEY, title text, body text, title_in text, body_in text)"
    )
    rows = [
        (
            n,
            title,
            body,
            json.dumps(title, ensure_ascii=False)[1:-1],
            json.dumps(body, ensure_ascii=False)[1:-1],
        )
        for n, (title, body) in enumerate(texts())
    ]
    session.many("INSERT INTO bench_text VALUES (%s, %s, %s, %s, %s)", rows)
    return len(rows)
