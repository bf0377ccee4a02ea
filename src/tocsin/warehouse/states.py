"""From `raw` to `states`: one typed row per state of a ticket, with the span in which it was true."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass

from tocsin.core.history.mapping import Mapping
from tocsin.core.history.seen import Stray
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.warehouse import quote
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.readings import Readings

MAX_STRAYS = 20
EVENTS = ("last_update_at", "acknowledged_at")
_PLACE = {True: ("0 AS place_", "rowid AS row_"), False: ("_file AS place_", "_record AS row_")}
"""Where a row stands: CSV is kept as a table in the order in which it was read."""


@dataclass(frozen=True)
class Scan:
    """The first look over all rows. Instants are microseconds UTC, None where there are none."""

    rows: int
    bad: int
    start: int | None
    end: int | None
    backwards: int
    strays: dict[str, int]


def scan(engine: Engine, parts: Readings) -> Scan:
    """Counts rows, rows that cannot be read and stray values, and finds the period: one pass."""
    bad = bad_sql(parts)
    ends = [f"max({r.value})" for r in (parts.starts, parts.until, parts.closed_at) if r]
    stop = parts.until or parts.closed_at
    backwards = f"count(*) FILTER (WHERE {stop.value} < {parts.starts.value})" if stop else "0"
    strays = {name: reading.stray for name, reading in parts.facts.items() if reading.stray}
    picked = [
        "count(*)",
        f"count(*) FILTER (WHERE {bad})",
        f"min({parts.starts.value})",
        f"greatest({', '.join(ends)})",
        backwards,
        *(f"count(*) FILTER (WHERE {sql})" for sql in strays.values()),
    ]
    row = engine.one(f"SELECT {', '.join(picked)} FROM raw")
    return Scan(row[0], row[1], row[2], row[3], row[4], dict(zip(strays, row[5:], strict=True)))


def bad_sql(parts: Readings) -> str:
    """True for a row that cannot be read."""
    return " OR ".join(f"({reading.bad})" for reading in parts.checked())


def note_rejects(engine: Engine, parts: Readings) -> None:
    """Writes the rows that cannot be read to `rejects`, each with its first fault."""
    checked = parts.checked()
    col = " ".join(f"WHEN {r.bad} THEN {quote.literal(_column(r.reason))}" for r in checked)
    value = " ".join(f"WHEN {r.bad} THEN CAST({r.raw} AS VARCHAR)" for r in checked)
    reason = " ".join(f"WHEN {r.bad} THEN {quote.literal(_why(r.reason))}" for r in checked)
    engine.run(
        f"INSERT INTO rejects SELECT _file, NULL, _record, NULL, CAST({parts.ticket.value} AS VARCHAR), "
        f"CASE {col} END, CASE {value} END, CASE {reason} END FROM raw WHERE {bad_sql(parts)}"
    )


def _column(reason: str) -> str:
    return reason.split("`")[1] if reason.startswith("`") else ""


def _why(reason: str) -> str:
    return reason.split("`: ", 1)[1] if "`: " in reason else reason


def strays(engine: Engine, parts: Readings, counts: Dict[str, int], mapping: Mapping) -> tuple[Stray, ...]:
    """The most frequent values of each choice that the policy does not know."""
    found: list[Stray] = []
    for name, count in counts.items():
        if count:
            reading = parts.facts[name]
            rows = engine.rows(
                f"SELECT left({reading.raw}, 80), count(*) FROM raw WHERE {reading.stray} "
                f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MAX_STRAYS}"
            )
            column = mapping.columns.get(name, name)
            found += [Stray(name, column, str(value), many) for value, many in rows]
    return tuple(found)


def make_states(engine: Engine, parts: Readings, seen: Scan, mapping: Mapping, form: str, end: int) -> None:
    """Makes `states(ticket, valid_from, valid_to, [closed_], facts...)`: a view if no row needs another.

    `form` is the files' format. Rows that begin at one instant keep the order of their file.
    """
    where = [f"NOT ({bad_sql(parts)})"] if seen.bad else []
    if seen.end is not None and end < seen.end:
        where.append(f"{parts.starts.value} < {end}")
    typed = f"SELECT {', '.join([*_typed(parts, seen), *_PLACE[form == 'csv']])} FROM raw"
    typed += f" WHERE {' AND '.join(where)}" if where else ""
    final = f"SELECT {', '.join(_final(parts, mapping, end))} FROM ({typed})"
    events = _events(parts, mapping)
    final = _as_they_happen(final, events) if events else final
    kind = "VIEW" if form == "parquet" and not _windowed(parts, mapping) else "TABLE"
    engine.run("DROP VIEW IF EXISTS states" if kind == "TABLE" else "DROP TABLE IF EXISTS states")
    engine.run(f"CREATE OR REPLACE {kind} states AS {final}")


def _windowed(parts: Readings, mapping: Mapping) -> bool:
    needs_next = mapping.rows == "change" and not parts.until
    needs_first = mapping.rows == "change" and bool(parts.closed)
    given = bool(parts.firsts) or "opened_at" not in parts.facts or bool(_events(parts, mapping))
    return needs_next or needs_first or given


def _events(parts: Readings, mapping: Mapping) -> list[str]:
    """Facts that say when something happened, and that a row for a whole ticket tells from its beginning."""
    return [name for name in EVENTS if name in parts.facts] if mapping.rows == "ticket" else []


def _as_they_happen(final: str, events: list[str]) -> str:
    """A state for each part of a ticket's life: what happens later is not known before."""
    cuts = ", ".join(f"CASE WHEN {e} > valid_from AND {e} < valid_to THEN {e} END" for e in events)
    stops = ", ".join(f"coalesce(CASE WHEN {e} > from_ THEN {e} END, valid_to)" for e in events)
    known = ", ".join(f"CASE WHEN {e} <= from_ THEN {e} END AS {e}" for e in events)
    cut = f"SELECT *, unnest(list_distinct([valid_from, {cuts}])) AS from_ FROM ({final})"
    return (
        f"SELECT * EXCLUDE (from_) REPLACE (from_ AS valid_from, least(valid_to, {stops}) AS valid_to, "
        f"{known}) FROM ({cut})"
    )


def kept(engine: Engine, parts: Readings, seen: Scan, end: int) -> int:
    """The readable rows that begin before `end`."""
    good = f"NOT ({bad_sql(parts)})" if seen.bad else "TRUE"
    row = engine.one(f"SELECT count(*) FROM raw WHERE {good} AND {parts.starts.value} < {end}")
    return int(row[0])


def _so_far(mapping: Mapping, window: str) -> str:
    """Over the rows that a row may know of; in the order of time the first of all is among them."""
    return f"{window} ROWS UNBOUNDED PRECEDING)" if mapping.order_by else "OVER (PARTITION BY ticket)"


def _typed(parts: Readings, seen: Scan) -> list[str]:
    columns = [f"{parts.ticket.value} AS ticket", f"{parts.starts.value} AS valid_from"]
    if parts.until:
        columns.append(f"{parts.until.value} AS until_")
    if parts.closed_at:
        columns.append(f"{parts.closed_at.value} AS closed_at_")
    if parts.closed:
        columns.append(f"{parts.closed} AS closed_")
    for name, reading in parts.facts.items():
        clean = reading.clean if reading.clean and not seen.strays.get(name) else reading.value
        columns.append(f"{clean} AS {quote.name(name)}")
    columns += [f"{sql} AS first_{number}_" for number, sql in enumerate(parts.firsts.values())]
    return columns + [f"{sql} AS order_{number}_" for number, sql in enumerate(parts.order)]


def _final(parts: Readings, mapping: Mapping, end: int) -> list[str]:
    keys = [f"order_{number}_" for number in range(len(parts.order))] or ["valid_from"]
    keys += ["place_", "row_"]
    window = f"OVER (PARTITION BY ticket ORDER BY {', '.join(keys)}"
    first = f"row_number() {window}) = 1" if mapping.rows == "change" else "TRUE"
    stop = _stop(parts, mapping, end, window + ")")
    return [
        "ticket",
        "valid_from",
        *(_closing(first, stop) if parts.closed else [f"{stop} AS valid_to"]),
        *(quote.name(name) for name in parts.facts),
        *(
            [f"min(valid_from) {_so_far(mapping, window)} AS opened_at"]
            if "opened_at" not in parts.facts
            else []
        ),
        *(
            f"min(CASE WHEN first_{number}_ THEN valid_from END) {window} ROWS UNBOUNDED PRECEDING) AS "
            f"{quote.name(name)}"
            for number, name in enumerate(parts.firsts)
        ),
    ]


def _closing(first: str, stop: str) -> list[str]:
    """A ticket that arrives closed is judged once, at that instant: every ticket is triaged on arrival."""
    return [
        f"CASE WHEN closed_ AND {first} THEN valid_from ELSE {stop} END AS valid_to",
        f"closed_ AND NOT ({first}) AS closed_",
        f"closed_ AND {first} AS arrived_closed_",
    ]


def _stop(parts: Readings, mapping: Mapping, end: int, window: str) -> str:
    """Until when a row is true: its own word, the next row, the ticket's end, the end of the period."""
    stops = [str(end)]
    if parts.closed_at:
        stops.append("closed_at_")
    if parts.until:
        stops.append("until_")
    elif mapping.rows == "change":
        stops.append(f"lead(valid_from) {window}")
    known = [f"coalesce({stop}, {end})" for stop in stops[1:]]
    return f"least({', '.join([str(end), *known])})" if known else str(end)


def nothing(files: str) -> Refused:
    """The refusal of a history without a row before `--to`."""
    return Refused(Finding("history", f"`{files}` begins after `--to`", Position(files), "move `--to`"))
