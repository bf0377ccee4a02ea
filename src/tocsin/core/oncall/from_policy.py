"""The policy's rotations as the engine's: the first layer counts first, `together` all alike (A4.2)."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tocsin.core.calendar.zones import zone_of
from tocsin.core.oncall.changes import Change, Override, Swap
from tocsin.core.oncall.layers import Cycle, Layer
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.turns import Turns
from tocsin.core.oncall.wall import EARLIEST, LATEST, instant_of
from tocsin.core.oncall.windows import Windows
from tocsin.core.policy.schema import rota
from tocsin.core.policy.schema.policy import Policy


def rotations(policy: Policy) -> Iterator[Rotation]:
    """Each rotation of the policy, in its order. Raises ValueError for an unknown zone or window."""
    for id_, rotation in policy.rotations.items():
        yield rotation_of(id_, rotation)


def rotation_of(id_: str, rotation: rota.Rotation) -> Rotation:
    """One rotation; its overrides come before its swaps. Raises ValueError as `rotations` does."""
    each = rotation.each()
    ranks = [0 if rotation.together else len(each) - place for place in range(len(each))]
    layers = (
        _layer(name, turns, zone_of(rotation.zone_of(name)), rank)
        for (name, turns), rank in zip(each, ranks, strict=True)
    )
    return Rotation(id_, tuple(layers), (*_overrides(id_, rotation), *_swaps(id_, rotation)))


def _layer(name: str, turns: rota.Turns, zone: ZoneInfo, rank: int) -> Layer:
    """Turns begin at the hand-off of their start day, and end at that of the day in `until`."""
    start = _at(turns.start, turns.hand_off) if turns.start else None
    end = instant_of(_at(turns.until, turns.hand_off), zone) if turns.until else LATEST
    length = tuple(turns.pattern) or turns.length
    pattern = Turns.of(turns.turn, length, start, zone) if start else None
    return Layer(
        id=name,
        pattern=Cycle(tuple((person,) for person in turns.people), pattern),
        only=Windows.of(zone, turns.only) if turns.only else None,
        start=instant_of(start, zone) if start else EARLIEST,
        end=end,
        rank=rank,
    )


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


def _overrides(id_: str, rotation: rota.Rotation) -> Iterator[Change]:
    for name, each in rotation.overrides.items():
        yield Override(
            id_, each.start, each.end, name, "", each.why, person=each.person, instead_of=each.instead_of
        )


def _swaps(id_: str, rotation: rota.Rotation) -> Iterator[Change]:
    for name, each in rotation.swaps.items():
        yield Swap(id_, each.start, each.end, name, "", each.why, one=each.one, other=each.other)
