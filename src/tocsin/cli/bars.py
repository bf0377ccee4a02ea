"""Bars over a period: one line a person, a mark for each stretch on call (A4.2)."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click

from tocsin.app.oncall import Holder
from tocsin.cli.clock_changes import clock_changes

WIDTH, NAME = 80, 18
FULL, PART, GAP, CLOCKS = "█", "▒", "░", "↕"
_CELLS = WIDTH - NAME - 5
_LABEL = 7


def cut(name: str, width: int) -> str:
    """The name in so many columns of a terminal, cut or filled; some scripts take two columns a letter."""
    from rich.cells import set_cell_size

    return set_cell_size(name, width)


def bars(shifts: Sequence[Holder], zone: str, start: datetime, end: datetime) -> list[str]:
    """The days, then a bar for everybody; a cell is full when they have most of it, light when some."""
    names = list(dict.fromkeys((s.person, s.name) for s in shifts if s.person))
    rows = [_scale(zone, start, end)]
    for person, name in names:
        own = [s for s in shifts if s.person == person]
        rows.append(f"  {cut(name, NAME)} {_cells(own, start, end, FULL)}")
    gaps = [s for s in shifts if not s.person]
    if gaps:
        row = f"  {cut('nobody', NAME)} {_cells(gaps, start, end, GAP)}"
        rows.append(click.style(row, fg="red"))
    return rows


def _cells(shifts: Sequence[Holder], start: datetime, end: datetime, full: str) -> str:
    size = (end - start) / _CELLS
    row = []
    for cell in range(_CELLS):
        low, high = start + cell * size, start + (cell + 1) * size
        had = sum(
            (
                min(s.end, high) - max(s.start, low)
                for s in shifts
                if s.start and s.end and s.start < high and s.end > low
            ),
            timedelta(0),
        )
        row.append(full if had * 2 > size else (PART if full == FULL else full) if had else "·")
    return "".join(row)


def _scale(zone: str, start: datetime, end: datetime) -> str:
    """The days' names where they begin, as many as there is room for; ↕ where the clocks change."""
    row = [" "] * _CELLS
    for change, _ in clock_changes(zone, start, end):
        row[min(int((change - start) / (end - start) * _CELLS), _CELLS - 1)] = CLOCKS
    free = 0
    for day in _days(zone, start, end):
        place = int((day - start) / (end - start) * _CELLS)
        label = day.astimezone(ZoneInfo(zone)).strftime("%a %d")
        if free <= place <= _CELLS - len(label) and CLOCKS not in row[place : place + len(label)]:
            row[place : place + len(label)] = label
            free = place + _LABEL
    return f"  {' ' * NAME} {''.join(row)}"


def _days(zone: str, start: datetime, end: datetime) -> list[datetime]:
    """Midnights of the period, as instants."""
    day = start.astimezone(ZoneInfo(zone)).date()
    last = end.astimezone(ZoneInfo(zone)).date()
    found = []
    while day <= last:
        at = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
        if start <= at < end:
            found.append(at)
        day += timedelta(days=1)
    return found
