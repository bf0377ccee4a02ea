"""The rotations of a desk as they are shown: with run-time changes, gaps and conflicts (A4.2, A13.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tocsin.app.oncall import Holder, OnCallDesk
from tocsin.core.calendar.zones import zone_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.oncall.answers import Why
from tocsin.core.oncall.changes import Change, Override, Swap
from tocsin.core.oncall.duty import Duty, Load, doubled, duties, load
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.people import Target


class RosterDesk(OnCallDesk):
    """As `OnCallDesk`, over rules that are ready; a policy without rotations has none to show."""

    def __init__(self, rules: Rules, names: Sequence[str] = (), zone: str = "") -> None:
        self.policy = rules.policy
        self.roster = rules.roster
        self._zone = zone
        known = list(dict.fromkeys(name for name in names if name in rules.policy.rotations))
        self.rotas = tuple(self._rota(id_) for id_ in (known or rules.policy.rotations))

    def told(self, why: Why) -> str:
        """Only what was changed, with names: `Mina Park instead of Ravi Menon, by Elena Rossi: dentist`."""
        if not why.changes:
            return str(why)
        return "; ".join(map(self._change, why.changes))

    def _change(self, change: Change) -> str:
        by = f", by {self.name(change.by)}" if change.by else ""
        return f"{self._people(change)}{by}" + (f": {change.reason}" if change.reason else "")

    def _people(self, change: Change) -> str:
        if isinstance(change, Swap):
            return f"{self.name(change.one)} and {self.name(change.other)} swapped"
        if not isinstance(change, Override):
            return str(change)
        person = self.name(change.person) if change.person else "nobody"
        if change.alone:
            return f"{person} instead of everybody"
        if change.instead_of is None:
            return f"{person} in addition"
        return f"{person} instead of {self.name(change.instead_of)}"

    def zone_of(self, person: str) -> ZoneInfo:
        """Whose clocks count for a person: their own zone's, else the organisation's."""
        contact = self.policy.contacts.get(person)
        return zone_of((contact.zone if contact else "") or self.policy.organisation.zone)

    def load(self, start: datetime, end: datetime, *, first: bool | None = None) -> list[Load]:
        """What the period asks of everybody who is on call in it, by their own clocks; most hours first.

        `first`: only the rotations that a ladder pages first, or only the others (A13.2).
        """
        front = first_paged(self.policy) if first is not None else frozenset()
        wanted = [rota.id for rota in self.rotas if first is None or (rota.id in front) is first]
        found = duties(self.roster, start, end, wanted) if wanted else []
        own: dict[str, list[Duty]] = {}
        for duty in found:
            own.setdefault(duty.person, []).append(duty)
        made = [load(person, theirs, self.zone_of(person)) for person, theirs in own.items()]
        return sorted(made, key=lambda one: (-one.time, one.person))


@dataclass(frozen=True)
class Trouble:
    """What is wrong with who is on call, from `start` to `end` (UTC, end excluded).

    `kind` is `gap` (nobody), or `double` (`person` in several rotations at once); `why` says what made it.
    `ladder` names the ladder that would page the same person twice, if one would. `times` above 1: it is
    the first of so many gaps that the rotation's plan leaves.
    """

    kind: str
    rotations: tuple[str, ...]
    start: datetime
    end: datetime
    person: str = ""
    why: str = ""
    ladder: str = ""
    times: int = 1


def troubles(desk: RosterDesk, start: datetime, end: datetime) -> list[Trouble]:
    """Gaps and people booked twice in a period, in order of time (A13.2)."""
    found = [*_gaps(desk, start, end), *_doubles(desk, start, end)]
    return sorted(found, key=lambda one: (one.start, one.kind, one.rotations))


def _gaps(desk: RosterDesk, start: datetime, end: datetime) -> Iterator[Trouble]:
    planned: dict[str, list[Trouble]] = {}
    for gap in desk.gaps(start, end):
        if gap.start and gap.end:
            found = Trouble("gap", (gap.rota.id,), gap.start, gap.end, why=gap.why if gap.changed else "")
            if gap.changed:
                yield found
            else:
                planned.setdefault(gap.rota.id, []).append(found)
    for gaps in planned.values():
        yield replace(gaps[0], times=len(gaps))


def _doubles(desk: RosterDesk, start: datetime, end: datetime) -> Iterator[Trouble]:
    shown = {rota.id for rota in desk.rotas}
    for one in doubled(duties(desk.roster, start, end)):
        if shown & set(one.rotations):
            ladder = _shared_ladder(desk.policy, one.rotations)
            yield Trouble("double", one.rotations, one.start, one.end, one.person, ladder=ladder)


def _shared_ladder(policy: Policy, rotations: Sequence[str]) -> str:
    """The name of a ladder on which two of these rotations follow each other, or ""."""
    for ladder in policy.ladders.values():
        paged = {t.id for rung in ladder.rungs.values() for t in (rung.page, *rung.also) if _rotates(t)}
        if len(paged & set(rotations)) > 1:
            return " ".join(ladder.name.split())
    return ""


def _rotates(target: Target) -> bool:
    return target.kind == "rotation"


def own_shifts(desk: RosterDesk, person: str, start: datetime, end: datetime) -> list[Holder]:
    """A person's shifts that touch the period, whole, in order of time."""
    found = [one for one in desk.whole_shifts(start, end) if one.person == person]
    return sorted(found, key=lambda one: (one.start or start, one.rota.id))


def rotations_of_team(policy: Policy, team: str, seen: frozenset[str] = frozenset()) -> list[str]:
    """The rotations that a team's ladder pages, and those of teams on it; none for an unknown team."""
    known = policy.teams.get(team)
    ladder = policy.ladders.get(known.ladder or "") if known and team not in seen else None
    found: list[str] = []
    for target in [t for rung in ladder.rungs.values() for t in (rung.page, *rung.also)] if ladder else ():
        if target.kind == "team":
            found += rotations_of_team(policy, target.id, seen | {team})
        elif target.kind == "rotation" and target.id in policy.rotations:
            found.append(target.id)
    return list(dict.fromkeys(found))


def first_paged(policy: Policy) -> frozenset[str]:
    """The rotations that some ladder pages on its first rung, and those that are on no ladder at all."""
    first: set[str] = set()
    later: set[str] = set()
    for ladder in policy.ladders.values():
        for place, rung in enumerate(ladder.rungs.values()):
            (later if place else first).update(t.id for t in (rung.page, *rung.also) if _rotates(t))
    return frozenset(first | (set(policy.rotations) - later))
