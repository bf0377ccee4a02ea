"""Who is on call at an instant: arithmetic from the instant outwards, no expansion (A4.2)."""

from datetime import datetime

from tocsin.core.oncall.answers import OnCall, why
from tocsin.core.oncall.changes import Entry
from tocsin.core.oncall.layers import Layer
from tocsin.core.oncall.rotation import Rotation, after
from tocsin.core.oncall.wall import EARLIEST, LATEST, TICK

FAR = 5000
"""So many changes of the rest of a rotation without one of somebody's own: their shift has no known end."""
State = tuple[list[Entry], datetime, datetime]


def people_at(rotation: Rotation, at: datetime) -> tuple[str, ...]:
    """The people on call at an aware instant, without asking since when and until when."""
    return tuple(entry.person for entry in _state(rotation, rotation.ordered, at)[0])


def who(rotation: Rotation, at: datetime) -> tuple[OnCall, ...]:
    """The people on call at an aware instant, since when, until when and why."""
    state = _state(rotation, rotation.ordered, at)
    return tuple(_answer(rotation, entry, state, at) for entry in state[0])


def _answer(rotation: Rotation, entry: Entry, state: State, at: datetime) -> OnCall:
    layers = rotation.bearing_on(entry)
    _, start, end = state if len(layers) == len(rotation.ordered) else _state(rotation, layers, at)
    since, until = _back(rotation, layers, entry, start), _forth(rotation, layers, entry, end)
    return OnCall(entry.person, entry.layer, since, until, why(rotation, entry))


def _state(rotation: Rotation, layers: tuple[Layer, ...], at: datetime) -> State:
    """Who is on call by these layers, and the span around the instant in which nothing of it changes."""
    active, low, high = rotation.changes_at(at)
    found: dict[str, Entry] = {}
    rank: int | None = None
    for layer in layers:
        if rank is not None and layer.rank < rank:
            break
        holders, start, end = layer.spell(at)
        low, high = max(low, start), min(high, end)
        for person, turn in holders:
            rank = layer.rank
            if person not in found:
                found[person] = Entry(person, layer.id, turn)
    return after(list(found.values()), active, at), low, high


def _back(rotation: Rotation, layers: tuple[Layer, ...], entry: Entry, start: datetime) -> datetime | None:
    for _ in range(FAR):
        if start == EARLIEST:
            return None
        entries, before, _ = _state(rotation, layers, start - TICK)
        if entry not in entries:
            return start
        start = before
    return None


def _forth(rotation: Rotation, layers: tuple[Layer, ...], entry: Entry, end: datetime) -> datetime | None:
    for _ in range(FAR):
        if end == LATEST:
            return None
        entries, _, then = _state(rotation, layers, end)
        if entry not in entries:
            return end
        end = then
    return None
