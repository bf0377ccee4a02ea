"""Who is on call at an instant: arithmetic from the instant outwards, no expansion (A4.2)."""

from datetime import datetime

from tocsin.core.oncall.answers import OnCall, why
from tocsin.core.oncall.changes import Entry
from tocsin.core.oncall.layers import Layer, Spell
from tocsin.core.oncall.rotation import Rotation, after
from tocsin.core.oncall.wall import EARLIEST, LATEST, TICK

FAR = 5000
"""So many changes of the rest of a rotation without one of somebody's own: their shift has no known end."""
State = tuple[list[Entry], datetime, datetime]
Known = dict[str, Spell]
"""The last spell that was asked of each layer: it need not be asked again while it lasts."""


def people_at(rotation: Rotation, at: datetime) -> tuple[str, ...]:
    """The people on call at an aware instant, without asking since when and until when."""
    return tuple([entry.person for entry in _state(rotation, rotation.ordered, at, {})[0]])


def who(rotation: Rotation, at: datetime) -> tuple[OnCall, ...]:
    """The people on call at an aware instant, since when, until when and why."""
    known: Known = {}
    entries = _state(rotation, rotation.ordered, at, known)[0]
    return tuple([_answer(rotation, entry, at, known) for entry in entries])


def _answer(rotation: Rotation, entry: Entry, at: datetime, known: Known) -> OnCall:
    layers = rotation.bearing_on(entry)
    _, start, end = _state(rotation, layers, at, known)
    since = _back(rotation, layers, entry, start, known.copy())
    until = _forth(rotation, layers, entry, end, known.copy())
    return OnCall(entry.person, entry.layer, since, until, why(rotation, entry))


def _state(rotation: Rotation, layers: tuple[Layer, ...], at: datetime, known: Known) -> State:
    """Who is on call by these layers, and the span around the instant in which nothing of it changes."""
    active, low, high = rotation.changes_at(at)
    found: dict[str, Entry] = {}
    rank: int | None = None
    for layer in layers:
        if rank is not None and layer.rank < rank:
            break
        spell = known.get(layer.id)
        if spell is None or not spell.start <= at < spell.end:
            spell = known[layer.id] = layer.spell(at)
        low, high = max(low, spell.start), min(high, spell.end)
        for person, turn in spell.holders:
            rank = layer.rank
            if person not in found:
                found[person] = Entry(person, layer.id, turn)
    entries = list(found.values())
    return after(entries, active, at) if active else entries, low, high


def _back(
    rotation: Rotation, layers: tuple[Layer, ...], entry: Entry, start: datetime, known: Known
) -> datetime | None:
    for _ in range(FAR):
        if start == EARLIEST:
            return None
        entries, before, _ = _state(rotation, layers, start - TICK, known)
        if entry not in entries:
            return start
        start = before
    return None


def _forth(
    rotation: Rotation, layers: tuple[Layer, ...], entry: Entry, end: datetime, known: Known
) -> datetime | None:
    for _ in range(FAR):
        if end == LATEST:
            return None
        entries, _, then = _state(rotation, layers, end, known)
        if entry not in entries:
            return end
        end = then
    return None
