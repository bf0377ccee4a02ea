"""Rotations at random, where clocks change: whole hours, half hours, at midnight, a day that never was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tocsin.core.oncall.changes import Change, Override, Swap, Temporary
from tocsin.core.oncall.layers import Cycle, Layer, Listed, Planned
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.turns import Turns
from tocsin.core.oncall.wall import EARLIEST, LATEST
from tocsin.core.oncall.windows import Windows

CHANGES = (
    ("Australia/Lord_Howe", "2024-04-06T15:00:00+00:00"),
    ("Australia/Lord_Howe", "2024-10-05T15:30:00+00:00"),
    ("Europe/Berlin", "2026-03-29T01:00:00+00:00"),
    ("Europe/Berlin", "2026-10-25T01:00:00+00:00"),
    ("America/Chicago", "2024-03-10T08:00:00+00:00"),
    ("America/Chicago", "2024-11-03T07:00:00+00:00"),
    ("America/St_Johns", "2010-03-14T03:31:00+00:00"),
    ("America/St_Johns", "2010-11-07T02:31:00+00:00"),
    ("America/Sao_Paulo", "2017-10-15T03:00:00+00:00"),
    ("America/Sao_Paulo", "2018-02-18T02:00:00+00:00"),
    ("Antarctica/Troll", "2024-03-31T01:00:00+00:00"),
    ("Antarctica/Troll", "2024-10-27T01:00:00+00:00"),
    ("Pacific/Apia", "2011-12-30T10:00:00+00:00"),
    ("Asia/Kathmandu", "2024-06-01T00:00:00+00:00"),
)
"""Zones, and an instant at which their clocks change."""
PEOPLE = ("ada", "ben", "cleo", "dora", "emil")
PERSON = st.sampled_from(PEOPLE)


def _near(change: datetime, days: int) -> st.SearchStrategy[datetime]:
    return st.integers(-days * 96, days * 96).map(lambda n: change + timedelta(minutes=15 * n))


@st.composite
def turns(draw: st.DrawFn, zone: ZoneInfo, change: datetime) -> Turns:
    wall = draw(_near(change, 40)).astimezone(zone).replace(tzinfo=None)
    unit = draw(st.sampled_from(("hourly", "hourly", "daily", "weekly", "monthly")))
    lengths = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    if unit == "monthly":
        wall = wall.replace(day=draw(st.sampled_from((1, 15, 28, 31)) if wall.month == 1 else st.just(28)))
    return Turns.of(unit, tuple(lengths), wall.replace(fold=0), zone)


@st.composite
def windows(draw: st.DrawFn, zone: ZoneInfo, change: datetime) -> Windows:
    local = change.astimezone(zone)
    there = local.weekday() * 96 + local.hour * 4 + local.minute // 15
    around = st.integers(there - 8, there + 8).map(lambda quarter: quarter % (7 * 96))
    begins = draw(st.lists(around | st.integers(0, 7 * 96 - 1), min_size=1, max_size=6))
    lengths = [draw(st.sampled_from((1, 3, 8, 32, 96, 300))) for _ in begins]
    return Windows.weekly(zone, [(15 * b, 15 * (b + n)) for b, n in zip(begins, lengths, strict=True)])


def planned(change: datetime) -> st.SearchStrategy[tuple[Planned, ...]]:
    shift = st.builds(Planned, PERSON, _near(change, 3), _near(change, 3))
    return st.lists(shift, max_size=4).map(tuple)


@st.composite
def layers(draw: st.DrawFn, zone: ZoneInfo, change: datetime, number: int) -> Layer:
    if draw(st.integers(0, 4)) == 0:
        return Layer(f"layer-{number}", Listed(draw(planned(change))), rank=draw(st.integers(0, 2)))
    groups = draw(st.lists(st.lists(PERSON, max_size=2, unique=True).map(tuple), min_size=1, max_size=4))
    return Layer(
        f"layer-{number}",
        Cycle(tuple(groups), draw(turns(zone, change) | turns(zone, change) | st.none())),
        draw(st.none() | windows(zone, change)),
        draw(st.just(EARLIEST) | _near(change, 2)),
        draw(st.just(LATEST) | _near(change, 2)),
        draw(st.integers(0, 2)),
    )


@st.composite
def changes(draw: st.DrawFn, change: datetime) -> Change:
    start, end = draw(_near(change, 3)), draw(_near(change, 3))
    kind = draw(st.sampled_from(("override", "alone", "swap", "temporary")))
    if kind == "swap":
        one, other = draw(st.permutations(PEOPLE))[:2]
        return Swap("r", start, end, one=one, other=other)
    if kind == "temporary":
        return Temporary("r", start, end, shifts=draw(planned(change)))
    person, instead_of = draw(st.none() | PERSON), draw(st.none() | PERSON)
    return Override("r", start, end, person=person, instead_of=instead_of, alone=kind == "alone")


@st.composite
def rotations(draw: st.DrawFn) -> tuple[Rotation, datetime]:
    """A rotation, and the instant near which its zone changes clocks."""
    name, text = draw(st.sampled_from(CHANGES))
    zone, change = ZoneInfo(name), datetime.fromisoformat(text).astimezone(UTC)
    parts = [draw(layers(zone, change, n)) for n in range(draw(st.integers(1, 3)))]
    made = draw(st.lists(changes(change), max_size=4))
    return Rotation("r", tuple(parts), tuple(made)), change
