"""What a change of who is on call would bring about, before anybody makes it (A4.2, A13.2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tocsin.app.desk.rulebooks import change_of, kept_change
from tocsin.app.ports_roster import RosterChange
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.duration import words
from tocsin.core.oncall.changes import Change
from tocsin.core.oncall.effects import Effect, Kind, effects


class Move(NamedTuple):
    """A change of one rotation not made yet: `kind` and `people` as `roster.add` takes them."""

    kind: str
    rotation: str
    start: datetime
    end: datetime
    people: Mapping[str, str | None]

    def change(self) -> Change:
        """The change as on-call reads it."""
        data = kept_change(self.kind, self.rotation, self.start, self.end, **self.people)
        return change_of(RosterChange(0, self.start, "", self.kind, data))


def foreseen(rules: Rules, moves: Iterable[Move]) -> tuple[Effect, ...]:
    """What they would newly bring about together, the grave ones first."""
    return effects(rules.roster, [move.change() for move in moves])


def effect_text(rules: Rules, effect: Effect, zone: ZoneInfo | None = None) -> str:
    """An effect in words, its times on a zone's clocks."""
    names = " and ".join(rotation_name(rules, id_) for id_ in effect.rotations)
    start, end = (_clock(at, zone) for at in (effect.start, effect.end))
    span, length = f"from {start} to {end}", words(effect.end - effect.start)
    who = person_name(rules, effect.person)
    said = {
        Kind.GAP: f"Nobody would be on call in {names} {span}.",
        Kind.FEWER: f"One person fewer would be on call in {names} {span}.",
        Kind.DOUBLE: f"{who} would be on call in {names} at once {span}.",
        Kind.ROW: f"{who} would be on call for {length} without a break, {span}.",
        Kind.REST: f"{who} would have a break of only {length}, {span}.",
    }
    return said[effect.kind]


def in_words(rules: Rules, found: Sequence[Effect], zone: ZoneInfo | None = None) -> tuple[str, ...]:
    """Effects in words; the first of those that repeat, with how often they do."""
    groups: dict[tuple[Kind, str, tuple[str, ...]], list[Effect]] = {}
    for one in found:
        groups.setdefault((one.kind, one.person, one.rotations), []).append(one)
    return tuple(
        effect_text(rules, same[0], zone) + (f" The same {len(same) - 1} more times." if same[1:] else "")
        for same in groups.values()
    )


def rotation_name(rules: Rules, id_: str) -> str:
    """A rotation's name; its id when the policy has none of that id."""
    rotation = rules.policy.rotations.get(id_)
    return " ".join(rotation.name.split()) if rotation else id_


def person_name(rules: Rules, person: str) -> str:
    """A person's name; their id when the policy has no contact of that id."""
    contact = rules.policy.contacts.get(person)
    return " ".join(contact.name.split()) if contact else person


def _clock(at: datetime, zone: ZoneInfo | None) -> str:
    return at.astimezone(zone or UTC).strftime("%a %Y-%m-%d %H:%M %Z")
