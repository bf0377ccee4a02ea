"""Rotations: turns, layers, restrictions, overrides and swaps (A4.2)."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from tocsin.core.model.instant import iso, parse_instant, to_utc
from tocsin.core.policy.schema.base import Id, Strict, Text, Whole

Turn = Literal["hourly", "daily", "weekly", "monthly"]
WallClock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def _read_instant(value: object) -> object:
    if isinstance(value, datetime):
        return to_utc(value)
    if not isinstance(value, str):
        raise ValueError("an instant needs its zone: write it like `2026-11-23T03:00:00Z`")
    return parse_instant(value)


Instant = Annotated[
    datetime,
    BeforeValidator(_read_instant),
    PlainSerializer(iso, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-12-24T08:00:00+01:00"]}),
]
Windows = Annotated[
    dict[str, list[str]],
    Field(description="Days (`mon-fri`) to windows (`09:00-17:00`); `22:00-06:00` ends on the next day."),
]


class Turns(Strict):
    """People in turn: who follows whom, when they change, and when the turns apply at all."""

    people: list[Id] = Field([], description="Contacts, in the order of their turns.")
    turn: Turn = "weekly"
    length: Whole = Field(1, ge=1, description="How many hours, days, weeks or months a turn lasts.")
    pattern: list[Annotated[Whole, Field(ge=1)]] = Field(
        [], description="Turns of unequal length, over and over: `[2, 2, 3]` days. Instead of `length`."
    )
    start: date | None = Field(None, description="The day on which the first person's turn begins.")
    hand_off: WallClock = "09:00"
    until: date | None = Field(None, description="The day from which these turns no longer apply.")
    only: Windows = {}


class Layer(Turns):
    """One layer of a rotation. The first layer that has somebody on call counts."""

    name: str = ""
    zone: str = Field("", description="Where its people are, when not in the rotation's zone.")


class Override(Strict):
    """Somebody else for a while: `person` for `instead_of`; only one of them: added, or taken off."""

    person: Id | None = Field(None, description="Who is on call; none: nobody steps in.")
    instead_of: Id | None = Field(None, description="Whose shifts they take; none: they come in addition.")
    start: Instant = Field(alias="from")
    end: Instant = Field(alias="to")
    why: str = ""

    @model_validator(mode="after")
    def _somebody_and_some_time(self) -> Self:
        if self.person is None and self.instead_of is None:
            raise ValueError("an override names nobody: write `person:`, `instead_of:` or both")
        _in_order(self.start, self.end)
        return self


class Swap(Strict):
    """Two people exchange their shifts between two instants."""

    one: Id
    other: Id
    start: Instant = Field(alias="from")
    end: Instant = Field(alias="to")
    why: str = ""

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        _in_order(self.start, self.end)
        return self


def _in_order(start: datetime, end: datetime) -> None:
    if start >= end:
        raise ValueError(f"it ends at `{iso(end)}`, not after it begins: put `to` after `from`")


class Rotation(Turns):
    """Who takes turns, and when they change (A4.2): turns of its own, or several layers of them."""

    name: Text
    zone: Text
    layers: dict[Id, Layer] = Field({}, description="Before `people`: the first with somebody counts.")
    together: bool = Field(False, description="Every layer's person is on call, not only the first's.")
    overrides: dict[Id, Override] = {}
    swaps: dict[Id, Swap] = {}

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.people and not self.layers:
            raise ValueError("it has nobody: name `people`, or `layers` that have people")
        for name, turns in self.each():
            if not turns.people or turns.start is None:
                raise ValueError(f"layer `{name}` needs `people` and `start`: write both")
        return self

    def each(self) -> list[tuple[str, Turns]]:
        """Its layers by id, the first one first; turns of its own are the layer `turns`."""
        own = [("turns", self)] if self.people else []
        return [*self.layers.items(), *own]

    def zone_of(self, layer: Id) -> str:
        """The zone in which a layer changes hands: its own, or the rotation's."""
        found = self.layers.get(layer)
        return found.zone if found and found.zone else self.zone

    def everybody(self) -> list[Id]:
        """Everyone who has a turn, once, in order."""
        return list(dict.fromkeys(person for _, turns in self.each() for person in turns.people))
