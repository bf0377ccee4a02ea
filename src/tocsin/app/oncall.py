"""Who is on call, the shifts of a period, and its gaps, by the rotations of a policy (A4.2, A13.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tocsin.core.calendar.zones import zone_names, zone_of
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.model.words import did_you_mean
from tocsin.core.oncall.answers import OnCall, Why
from tocsin.core.oncall.changes import Change
from tocsin.core.oncall.roster import Roster
from tocsin.core.policy.schema import Policy

AHEAD = timedelta(days=400)
"""How far the next person is looked for."""


@dataclass(frozen=True)
class Rota:
    """One rotation as it is shown: in `zone`, with the people's names."""

    id: str
    name: str
    zone: str


@dataclass(frozen=True)
class Holder:
    """Somebody on call, or nobody (`person` is ""), from `start` to `end` (UTC; None: open), and why."""

    rota: Rota
    person: str
    name: str
    start: datetime | None
    end: datetime | None
    layer: str = ""
    why: str = ""
    email: str = ""
    changed: bool = False

    def as_json(self) -> dict[str, Any]:
        """As JSON, instants in UTC."""
        return {
            "rotation": self.rota.id, "person": self.person or None, "name": self.name or None,
            "start": iso(self.start) if self.start else None, "end": iso(self.end) if self.end else None,
            "layer": self.layer or None, "why": self.why,
        }  # fmt: skip


@dataclass(frozen=True)
class Now:
    """A rotation at an instant: who is on call, until when that holds, and who comes then.

    When nobody comes, `resumes` says until when that is, and `following` who is on call after it.
    """

    rota: Rota
    holders: tuple[Holder, ...]
    then: datetime | None
    following: tuple[str, ...]
    resumes: datetime | None = None


class OnCallDesk:
    """Asks the rotations of one policy, with the changes made at run time. Raises Refused.

    `zone` is shown instead of the rotations' own.
    """

    def __init__(
        self, policy: Policy, names: Sequence[str], zone: str = "", changes: Sequence[Change] = ()
    ) -> None:
        self.policy = policy
        try:
            self.roster = Roster.of(policy, [c for c in changes if c.rotation in policy.rotations])
            self._zone = zone_of(zone).key if zone else ""
        except ValueError as error:
            raise refused(error) from None
        ids = [id_ for name in names for id_ in rotations_of(policy, name)] or list(policy.rotations)
        if not ids:
            raise refused(ValueError("the policy has no rotations: add one under `rotations:`"))
        self.rotas = tuple(self._rota(id_) for id_ in dict.fromkeys(ids))

    def _rota(self, id_: str) -> Rota:
        rotation = self.policy.rotations[id_]
        return Rota(id_, " ".join(rotation.name.split()), self._zone or rotation.zone)

    @property
    def home(self) -> str:
        """The zone in which a date alone is read: that of all rotations asked for, or of the house."""
        zones = {rota.zone for rota in self.rotas}
        home = self.policy.organisation.zone
        return zones.pop() if len(zones) == 1 else home if home in zone_names() else "UTC"

    def name(self, person: str) -> str:
        """The person's name; their id when the policy has no contact of that id."""
        contact = self.policy.contacts.get(person)
        return " ".join(contact.name.split()) if contact else person

    def told(self, why: Why) -> str:
        """How somebody comes to be on call, in words."""
        return str(why)

    def who(self, at: datetime) -> list[Now]:
        """Every rotation at an aware instant: who is on call, until when, why, and who comes next (A4.2)."""
        return [self._now(rota, at) for rota in self.rotas]

    def _now(self, rota: Rota, at: datetime) -> Now:
        found = self.roster.who(rota.id, at)
        holders = tuple(self._holder(rota, one) for one in found)
        then = min((one.until for one in found if one.until), default=None)
        if not found:
            then = self._gap_end(rota, at)
        following = self.roster.people(rota.id, then) if then else ()
        resumes = self._gap_end(rota, then) if then and not following else None
        if resumes:
            following = self.roster.people(rota.id, resumes)
        return Now(rota, holders, then, tuple(map(self.name, following)), resumes)

    def _gap_end(self, rota: Rota, at: datetime) -> datetime | None:
        """When the gap that runs at an instant ends; None when that is too far ahead."""
        gap = next(iter(self.roster.gaps(rota.id, at, at + AHEAD)), None)
        return gap.end if gap and gap.start == at and gap.end < at + AHEAD else None

    def _holder(self, rota: Rota, one: OnCall) -> Holder:
        return Holder(
            rota, one.person, self.name(one.person), one.since, one.until, one.layer, self.told(one.why),
            self._email(one.person), bool(one.why.changes),
        )  # fmt: skip

    def _email(self, person: str) -> str:
        contact = self.policy.contacts.get(person)
        return contact.email if contact else ""

    def shifts(self, start: datetime, end: datetime) -> Iterator[Holder]:
        """The shifts of a period, gaps included, rotation by rotation, cut to it (A4.2)."""
        for rota in self.rotas:
            for shift in self.roster.shifts(rota.id, start, end):
                person = shift.person or ""
                yield Holder(
                    rota, person, self.name(person) if person else "", shift.start, shift.end, shift.layer,
                    self.told(shift.why), self._email(person), bool(shift.why.changes),
                )  # fmt: skip

    def whole_shifts(self, start: datetime, end: datetime) -> Iterator[Holder]:
        """The same, with the first and last ones whole: an event that is fetched again stays the same."""
        for one in self.shifts(start, end):
            whole = one
            if one.person and one.start == start:
                found = self._same(one, start)
                whole = replace(whole, start=found.since if found and found.since else start)
            if one.person and one.end == end and one.start:
                found = self._same(one, one.start)
                whole = replace(whole, end=found.until if found and found.until else end)
            yield whole

    def _same(self, one: Holder, at: datetime) -> OnCall | None:
        return next((o for o in self.roster.who(one.rota.id, at) if o.person == one.person), None)

    def gaps(self, start: datetime, end: datetime) -> list[Holder]:
        """The spans of a period in which a rotation has nobody on call (A13.2)."""
        return [
            Holder(rota, "", "", gap.start, gap.end, why=self.told(gap.why), changed=bool(gap.why.changes))
            for rota in self.rotas
            for gap in self.roster.gaps(rota.id, start, end)
        ]


def rotations_of(policy: Policy, name: str, seen: frozenset[str] = frozenset()) -> list[str]:
    """The rotations that a name stands for: itself, or those that the team's ladder pages. Raises Refused."""
    if name in policy.rotations:
        return [name]
    team = policy.teams.get(name)
    if team is None:
        known = [*policy.rotations, *policy.teams]
        help_ = did_you_mean(name, known) or "see `rotations:` and `teams:` in the policy"
        raise refused(ValueError(f"`{name}` is no rotation and no team: {help_}"))
    ladder = policy.ladders.get(team.ladder or "")
    targets = [t for rung in ladder.rungs.values() for t in (rung.page, *rung.also)] if ladder else []
    found = [t.id for t in targets if t.kind == "rotation" and t.id in policy.rotations]
    for target in targets:
        if target.kind == "team" and target.id in policy.teams and target.id not in seen | {name}:
            found += rotations_of(policy, target.id, seen | {name})
    if not found and not seen:
        raise refused(ValueError(f"team `{name}` pages no rotation: name a rotation, or give its ladder one"))
    return found


def refused(error: ValueError) -> Refused:
    """A ValueError's text, what is wrong before the colon and what to do after it."""
    message, _, help_ = str(error).partition(": ")
    return Refused(Finding("usage", message, Position("command line"), help_), usage=True)
