"""Copies of templates, in bulk: so many open ones and so many closed ones (PostgreSQL)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desk_data import CUSTOMER, CUSTOMERS, NUMBER, TEXT, TITLE, Template, load_texts

from tocsin.core.model.instant import to_micros
from tocsin.storage.store import DjangoStore
from tocsin.storage.tables import ROW

FAR = to_micros(datetime.fromisoformat("2100-01-01T00:00:00+00:00"))
DAY = 86_400_000_000
YEARS = timedelta(days=3 * 365)
_NUMBERS = """SELECT g AS n, t.title, t.body, t.title_in, t.body_in,
  'Customer ' || (g * 7919 % {customers}) AS who
  FROM generate_series({first}::bigint, {last}::bigint) g JOIN bench_text t ON t.n = g * 613 % {texts}
  WHERE g % {every} = {each}"""
_STREAM = """INSERT INTO tocsin_stream (id, version, hash, state, wake_kind, due_at, wake_at, error, troubles)
  SELECT 'ESC-' || n, {version}, repeat('0', 64), convert_to(replace(replace(replace(replace({state},
   '{number}', 'ESC-' || n), '{title}', title_in), '{text}', body_in), '{customer}', who), 'UTF8'),
   {kind}, {wake}, {wake}, '', 0 FROM ({numbers}) numbered"""
_EVENT = """INSERT INTO tocsin_event (stream, version, at, kind, actor, policy, key, data, previous, hash,
   marks, lane, place, chain)
  SELECT 'ESC-' || n, {version}, {at}, 'noted', 'bench', '', '', '{{}}', '', '', '',
   900 + {each}, n, '' FROM ({numbers}) numbered"""


@dataclass
class Filler:
    """Numbers that were not given yet, and the texts that are told."""

    store: DjangoStore
    now: datetime
    next: int = 1_000_000

    def __post_init__(self) -> None:
        self.texts = load_texts(self.store)

    def open(self, templates: list[Template], count: int) -> None:
        """`count` open ones, due within the next days, some late."""
        due = f"{to_micros(self.now)} + (n * 2654435761 % {4 * DAY}) - {DAY // 12}"
        times = {"due_at": f"CASE WHEN waiting_ THEN 4611686018427387904 ELSE {due} END"}
        self._fill(templates, count, times, f"{FAR} + n")

    def closed(self, template: Template, count: int) -> None:
        """`count` closed ones, over three years."""
        span = YEARS // timedelta(microseconds=1)
        closed = f"({to_micros(self.now)} - (n * 2654435761 % {span}))"
        took = "(n * 48271 % 90) * 60000000"
        times = {
            "closed_at": closed, "resolved_at": f"{closed} - 600000000", "updated_at": closed,
            "responded_at": f"{closed} - {DAY // 4}", "reported_at": f"{closed} - {DAY // 3}",
            "opened_at": f"{closed} - {DAY // 3}",
            "response_took": took, "resolution_took": f"{took} * 3", "in_time": "n % 17 <> 0",
            "severity": "'P' || (1 + n % 4)",
        }  # fmt: skip
        self._fill([template], count, times, "NULL")

    def _fill(self, templates: list[Template], count: int, times: dict[str, str], wake: str) -> None:
        last = self.next + count - 1
        for each, template in enumerate(templates):
            for first in range(self.next, last + 1, 100_000):
                end = min(first + 99_999, last)
                numbers = _NUMBERS.format(
                    customers=CUSTOMERS,
                    texts=self.texts,
                    first=first,
                    last=end,
                    every=len(templates),
                    each=each,
                )
                self._one(template, numbers, times, wake, each)
        self.next = last + 1

    def _one(self, template: Template, numbers: str, times: dict[str, str], wake: str, each: int) -> None:
        words: dict[str, Any] = {
            "numbers": numbers, "version": template.version, "state": _quoted(template.state), "each": each,
            "number": NUMBER, "title": TITLE, "text": TEXT, "customer": CUSTOMER, "wake": wake,
            "kind": _quoted(template.wake), "at": to_micros(self.now),
        }  # fmt: skip
        session = self.store._session
        with session.transaction():
            for sql in (_STREAM.format(**words), _EVENT.format(**words), _rows(template, numbers, times)):
                with session.connection.cursor() as cursor:
                    cursor.execute(sql)  # without parameters: a sign of per cent is one


def _rows(template: Template, numbers: str, times: dict[str, str]) -> str:
    told = {
        "stream": "'ESC-' || n", "title": "title", "text": "title || E'\\n' || body", "customer": "who",
        "terms": "'ESC-' || n || ' ' || who", **times,
    }  # fmt: skip
    shown = [told.get(name) or _value(template.line[name], kind) for name, kind in ROW.columns]
    waiting = "true" if template.line["waiting"] else "false"
    said = ", ".join(shown).replace("waiting_", waiting)
    return f"INSERT INTO tocsin_row ({ROW.names}) SELECT {said} FROM ({numbers}) numbered"


def _value(value: Any, kind: str) -> str:
    if value is None:
        return f"NULL::{kind}"
    if isinstance(value, bool):
        return str(value)
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n")
    return f"E'{escaped}'"


def settled(store: DjangoStore) -> None:
    """As the database stands after a while: statistics made, old rows cleaned."""
    for table in ("event", "stream", "row"):
        store._session.run(f"VACUUM ANALYZE tocsin_{table}")
