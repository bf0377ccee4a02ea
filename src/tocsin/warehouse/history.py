"""A history in DuckDB: opened by its mapping, asked by plans, out of core (A13.1)."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from tocsin.core.criteria.vocabulary import Vocabulary
from tocsin.core.history.mapping import Mapping
from tocsin.core.history.seen import Reject, Seen
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.header import open_settled
from tocsin.warehouse.locate import located
from tocsin.warehouse.outcomes import make_outcomes
from tocsin.warehouse.plain import find_plain
from tocsin.warehouse.readings import Readings, readings
from tocsin.warehouse.states import Scan, kept, make_states, note_rejects, nothing, scan, strays

MAX_REJECTS = 200
MAX_SHOWN = 3


@dataclass(frozen=True)
class Wish:
    """What the caller asks of a history. Instants in microseconds UTC; None: as far as the history goes."""

    paths: tuple[str, ...]
    outcomes: str = ""
    since: int | None = None
    until: int | None = None


class DuckHistory:
    """An opened history: `seen` says what it holds, `states` is its table of states (app.ports)."""

    def __init__(self, engine: Engine, seen: Seen, since: int | None, scored: bool) -> None:
        self.engine, self.seen, self.since, self.scored = engine, seen, since, scored

    def store(self, name: str, sql: str) -> None:
        """Keeps the rows of a query as a table."""
        self.engine.run(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.engine.rows(sql)

    def all_rejects(self) -> Iterator[Reject]:
        """Every row that could not be read, with the line where it stands."""
        return located(self.engine)

    def close(self) -> None:
        """Removes everything that was kept on disk."""
        self.engine.close()


def open_history(
    make: Callable[[], Engine], wish: Wish, mapping: Mapping, vocabulary: Vocabulary
) -> DuckHistory:
    """Reads the files through the mapping. Raises Refused when there is nothing to read."""
    engine = make()
    try:
        return _opened(engine, wish, mapping, vocabulary)
    except BaseException:
        engine.close()
        raise


def _opened(engine: Engine, wish: Wish, mapping: Mapping, vocabulary: Vocabulary) -> DuckHistory:
    files = find_plain(engine, wish.paths, mapping.encoding)
    settled, columns = open_settled(engine, files, mapping)
    mapping = settled.mapping
    _need_zone(mapping, columns.types, files.shown)
    parts = readings(mapping, vocabulary, columns)
    first = scan(engine, parts)
    if first.bad:
        note_rejects(engine, parts)
    if first.rows == first.bad or first.start is None or first.end is None:
        raise _unread(engine, files.shown)
    end = min(first.end, wish.until) if wish.until is not None else first.end
    make_states(engine, parts, first, mapping, files.format, end)
    scored = make_outcomes(engine, wish.outcomes, mapping, columns, parts)
    seen = _seen(engine, parts, first, mapping, files.paths, end)
    if wish.since is not None:
        seen = replace(seen, start=max(seen.start, wish.since))
    return DuckHistory(engine, replace(seen, lacking=settled.lacking), wish.since, scored)


def _unread(engine: Engine, shown: str) -> Refused:
    """No row could be read: the first ones, each with its place, since nothing else will be written."""
    help_ = "mend the mapping or the export: `tocsin map` looks at what the columns hold"
    findings = [Finding("history", f"`{shown}` has no row that can be read", Position(shown), help_)]
    for each in islice(located(engine), MAX_SHOWN):
        told = [f"`{part[:80]}`" for part in (each.column, each.value) if part]
        text = ": ".join([*told, each.reason])
        findings.append(Finding("history", text, Position(each.file, each.line or 1)))
    if len(findings) == 1:
        text = f"`{shown}` holds no ticket"
        return Refused(Finding("history", text, Position(shown), "export the tickets again"), usage=True)
    return Refused(*findings)


def _need_zone(mapping: Mapping, types: Dict[str, str], shown: str) -> None:
    naive = [c for c in (mapping.starts, mapping.opened_at) if types.get(c, "").startswith("TIMESTAMP")]
    naive = [c for c in naive if "ZONE" not in types[c]]
    if naive and not mapping.zone:
        text = f"times in `{naive[0]}` carry no zone"
        help_ = "add `zone:` to the mapping, as in `zone: UTC` or `zone: Europe/Berlin`"
        raise Refused(Finding("mapping", text, Position(shown), help_))


def _seen(
    engine: Engine, parts: Readings, first: Scan, mapping: Mapping, paths: tuple[str, ...], end: int
) -> Seen:
    rejected = engine.one("SELECT count(*) FROM rejects")[0]
    rows = first.rows - first.bad
    if first.end is not None and end < first.end:
        rows = kept(engine, parts, first, end)
        if not rows:
            raise nothing(paths[0])
    given = {*parts.facts, *parts.firsts, "opened_at"}
    return Seen(
        rows=rows,
        rejected=rejected,
        start=first.start or 0,
        end=end,
        last_opened=min(engine.one("SELECT max(opened_at) FROM states")[0] or end, end),
        facts=frozenset(given),
        closes=bool(parts.closed),
        strays=strays(engine, parts, first.strays, mapping),
        backwards=first.backwards + _backwards(engine, parts, mapping),
        arrived_closed=_arrived_closed(engine, parts),
        files=paths,
        rejects=tuple(islice(located(engine), MAX_REJECTS)) if rejected else (),
        notes=(mapping.name, mapping.about) if mapping.about else (mapping.name,),
    )


def _arrived_closed(engine: Engine, parts: Readings) -> int:
    if not parts.closed:
        return 0
    return int(engine.one("SELECT count(*) FILTER (WHERE arrived_closed_) FROM states")[0])


def _backwards(engine: Engine, parts: Readings, mapping: Mapping) -> int:
    """States that end before they begin, where the scan could not see it yet."""
    if parts.until or parts.closed_at or mapping.rows == "ticket":
        return 0
    return int(engine.one("SELECT count(*) FROM states WHERE valid_to < valid_from")[0])
