"""A rotation that is being imported: layers of turns, and the spans in which it is otherwise (A4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from tocsin.core.model.instant import iso
from tocsin.core.oncall.expand import shifts
from tocsin.core.oncall.from_policy import rotation_of
from tocsin.core.policy.schema.rota import Rotation
from tocsin.exchange.ids import Ids


class Span(NamedTuple):
    """Somebody on call from an instant to another (UTC, end excluded)."""

    person: str
    start: datetime
    end: datetime


@dataclass
class Turning:
    """One layer: people in turn. `hand_off` is `HH:MM` in the rotation's zone."""

    people: list[str]
    start: date
    turn: str = "weekly"
    length: int = 1
    pattern: list[int] = field(default_factory=list)
    hand_off: str = "00:00"
    until: date | None = None
    only: dict[str, list[str]] = field(default_factory=dict)
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The layer as the policy writes it."""
        length = {"pattern": self.pattern} if self.pattern else {"length": self.length}
        said = {
            "people": self.people, "turn": self.turn, **length, "start": self.start,
            "hand_off": self.hand_off, "until": self.until, "only": self.only,
        }  # fmt: skip
        return {
            key: value
            for key, value in said.items()
            if value not in (None, {}) and (key, value) != ("length", 1)
        }


@dataclass
class Draft:
    """A rotation in the making."""

    name: str
    zone: str
    layers: list[Turning] = field(default_factory=list)
    together: bool = False
    overrides: dict[str, dict[str, Any]] = field(default_factory=dict)

    def everybody(self) -> list[str]:
        """Everyone who has a turn or stands in, once."""
        named = [person for layer in self.layers for person in layer.people]
        for each in self.overrides.values():
            named += [each[key] for key in ("person", "instead_of") if key in each]
        return list(dict.fromkeys(named))

    def as_dict(self) -> dict[str, Any]:
        """The rotation as the policy writes it: one layer stands in the rotation itself."""
        said: dict[str, Any] = {"name": self.name, "zone": self.zone}
        layers = self.layers or [self._resting()]
        if len(layers) == 1:
            said |= layers[0].as_dict()
        else:
            ids = Ids("layer")
            said["layers"] = {
                ids.claim(str(place), layer.name or f"layer {place + 1}"): {
                    "name": layer.name,
                    **layer.as_dict(),
                }
                for place, layer in enumerate(layers)
            }
            said |= {"together": True} if self.together else {}
        return said | ({"overrides": self.overrides} if self.overrides else {})

    def _resting(self) -> Turning:
        """Turns that never apply: what there is of this rotation is written out as overrides."""
        first = min((each["from"] for each in self.overrides.values()), default="2000-01-01")
        day = date.fromisoformat(str(first)[:10])
        return Turning(self.everybody(), day, until=day)

    def spans(self, start: datetime, end: datetime, layers: Iterable[int] | None = None) -> list[Span]:
        """Who is on call by what is drafted so far; by some of the layers alone, when they are named."""
        if not self.everybody() or start >= end:
            return []
        drafted = self
        if layers is not None:
            some = [self.layers[place] for place in layers if place < len(self.layers)]
            drafted = Draft(self.name, self.zone, some, self.together)
            if not some:
                return []
        rotation = rotation_of("imported", Rotation.model_validate(drafted.as_dict() | {"name": "imported"}))
        return [Span(s.person, s.start, s.end) for s in shifts(rotation, start, end) if s.person]

    def rewrite(self, wanted: Iterable[Span], start: datetime, end: datetime, why: str = "") -> None:
        """From `start` to `end` exactly these people are on call: the differences become overrides."""
        for person, instead_of, begin, stop in differences(self.spans(start, end), wanted, start, end):
            self.override(person, instead_of, begin, stop, why)

    def override(
        self, person: str | None, instead_of: str | None, start: datetime, end: datetime, why: str = ""
    ) -> None:
        """One override, under an id of its own."""
        stem = f"{(person or f'without-{instead_of}')[:40]}-{start:%Y-%m-%d}".replace("--", "-")
        id_, number = stem, 2
        while id_ in self.overrides:
            id_, number = f"{stem}-{number}", number + 1
        said = {"person": person, "instead_of": instead_of, "from": iso(start), "to": iso(end), "why": why}
        self.overrides[id_] = {key: value for key, value in said.items() if value}


Difference = tuple[str | None, str | None, datetime, datetime]
"""Who comes, instead of whom, from and to."""


def differences(
    drafted: Iterable[Span], wanted: Iterable[Span], start: datetime, end: datetime
) -> list[Difference]:
    """What to change so that `wanted` are on call; a difference that goes on is one."""
    before, after = Sweep(drafted), Sweep(wanted)
    inner = sorted(edge for edge in {start, end} | before.edges | after.edges if start <= edge <= end)
    found: list[Difference] = []
    open_: dict[tuple[str | None, str | None], int] = {}
    for begin, stop in pairwise(inner):
        now: dict[tuple[str | None, str | None], int] = {}
        for pair in _exchanged(before.at(begin), after.at(begin)):
            place = open_.get(pair)
            if place is None:
                place = len(found)
                found.append((*pair, begin, stop))
            found[place] = (*pair, found[place][2], stop)
            now[pair] = place
        open_ = now
    return found


class Sweep:
    """Spans read once from left to right."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self.edges = {edge for span in self._spans for edge in (span.start, span.end)}
        self._running: list[Span] = []
        self._next = 0

    def at(self, at: datetime) -> list[str]:
        """Who is on call at an instant, once each; instants are asked for in order."""
        while self._next < len(self._spans) and self._spans[self._next].start <= at:
            self._running.append(self._spans[self._next])
            self._next += 1
        self._running = [span for span in self._running if span.end > at]
        return list(dict.fromkeys(span.person for span in self._running))


def _exchanged(before: list[str], after: list[str]) -> list[tuple[str | None, str | None]]:
    """Who comes for whom: pairs first, then who is only added or only taken off."""
    comes = [person for person in after if person not in before]
    goes = [person for person in before if person not in after]
    pairs: list[tuple[str | None, str | None]] = list(zip(comes, goes, strict=False))
    pairs += [(person, None) for person in comes[len(goes) :]]
    return pairs + [(None, person) for person in goes[len(comes) :]]
