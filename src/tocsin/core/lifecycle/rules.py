"""A policy ready to be obeyed: criteria compiled, calendars, rosters, ladders (design §4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tocsin.core.calendar.business import ALWAYS, BusinessHours
from tocsin.core.criteria.python import Compiled
from tocsin.core.ladders.book import book_of
from tocsin.core.ladders.rungs import Book, Ladder, Rule, Rung, Someone, Who
from tocsin.core.lifecycle.state import State
from tocsin.core.model.duration import Span
from tocsin.core.oncall.changes import Change
from tocsin.core.oncall.roster import Roster
from tocsin.core.policy.book import Stage
from tocsin.core.policy.hours import hours_of
from tocsin.core.policy.load import policy_hash
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.people import Contact, Role
from tocsin.core.triage.decide import Triage


@dataclass(frozen=True)
class Rules:
    """One policy as the life cycle asks it. Build with `Rules.of`; keep it, compiling takes milliseconds."""

    policy: Policy
    hash: str
    triage: Triage
    hours: Mapping[str, BusinessHours]
    roster: Roster
    book: Book
    lines: Mapping[str, Compiled]
    """Conditions of gate lines, by `stabilised.workaround`."""
    reached: Mapping[str, Contact] = field(default_factory=dict)
    """Contacts with addresses of their own."""
    _books: dict[str, Book] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, policy: Policy, changes: Sequence[Change] = ()) -> "Rules":
        """The rules of a policy, with the run-time changes of who is on call. Raises Refused."""
        triage = Triage(policy)
        hours = {id_: hours_of(calendar) for id_, calendar in policy.calendars.items()}
        roster = Roster.of(policy, changes)
        lines = _conditions(triage)
        book = book_of(policy)
        book = replace(book, ladders=_Ladders(book.ladders))
        return cls(policy, policy_hash(policy), triage, hours, roster, book, lines)

    def with_changes(self, changes: Sequence[Change]) -> "Rules":
        """The same policy with other run-time changes of who is on call."""
        return replace(self, roster=Roster.of(self.policy, changes), _books={})

    def with_contacts(self, contacts: Mapping[str, Contact], ways: Mapping[str, tuple[Rule, ...]]) -> "Rules":
        """The same policy, with these people's own addresses and rules (A4.5)."""
        book = replace(self.book, rules={**self.book.rules, **ways})
        return replace(self, reached=contacts, book=book, _books={})

    def contact(self, person: str) -> Contact | None:
        """How a person is reached: as the policy says, with the addresses that they verified themselves."""
        return self.reached.get(person) or self.policy.contacts.get(person)

    def book_at(self, severity: str) -> Book:
        """What paging reads, with the personal rules that hold at this severity."""
        found = self._books.get(severity)
        if found is None:
            found = self._books[severity] = self.book.at(severity)
        return found

    def calendar(self, segment: str, severity: str) -> tuple[str, BusinessHours]:
        """The calendar in which the clocks of this segment and severity run: its id and its hours."""
        id_ = self.policy.calendar(segment, severity)
        return id_, self.hours.get(id_, ALWAYS)

    def who(self, state: State) -> Who:
        """Who answers for a target such as `rotation support` at an instant, in this escalation."""

        def answer(target: str, at: datetime) -> Sequence[Someone]:
            return self.answering(target, at, state.seats)

        return answer

    def answering(self, target: str, at: datetime, seats: Mapping[str, str]) -> list[Someone]:
        """The people behind a target at an instant; empty when there is nobody."""
        kind, _, id_ = target.partition(" ")
        if kind == "person":
            return [id_] if id_ in self.policy.contacts else []
        if kind == "rotation":
            return self._on_call(id_, at)
        if kind == "team":
            return self._team(id_, at, seats)
        if seats.get(id_):
            return [(seats[id_], f"holds the seat {id_}")]
        role = self.policy.roles.get(id_)
        return self._holders(role, at, seats)[:1] if role else []

    def _on_call(self, rotation: str, at: datetime) -> list[Someone]:
        if rotation not in self.policy.rotations:
            return []
        found = self.roster.who(rotation, at)
        return [(each.person, f"on call in `{rotation}`, {each.why}") for each in found]

    def _team(self, id_: str, at: datetime, seats: Mapping[str, str]) -> list[Someone]:
        """Whoever its ladder pages first and can be paged now; without a ladder all of its members."""
        team = self.policy.teams.get(id_)
        ladder = self.policy.ladders.get(team.ladder or "") if team else None
        for rung in ladder.rungs.values() if ladder else ():
            for target in (rung.page, *rung.also):
                if target.kind != "team" and (found := self.answering(str(target), at, seats)):
                    return found
        return list(team.members) if team else []

    def _holders(self, role: Role, at: datetime, seats: Mapping[str, str]) -> list[Someone]:
        """Everyone who may hold a role, whoever is on call first."""
        found: list[Someone] = []
        for id_ in role.held_by:
            found += [id_] if id_ in self.policy.contacts else self._team(id_, at, seats)
        for id_ in role.held_by:
            found += self.policy.teams[id_].members if id_ in self.policy.teams else []
        return found

    def able(self, role: str) -> frozenset[str]:
        """Everyone who may take a role's seat: its teams with their rotations, and its contacts (A3.7)."""
        known = self.policy.roles.get(role)
        return (
            frozenset(person for id_ in known.held_by for person in self._people(id_))
            if known
            else frozenset()
        )

    def _people(self, id_: str) -> list[str]:
        if id_ not in self.policy.teams:
            return [id_]
        team = self.policy.teams[id_]
        ladder = self.policy.ladders.get(team.ladder or "")
        targets = [t for rung in ladder.rungs.values() for t in (rung.page, *rung.also)] if ladder else []
        rotations = (self.policy.rotations.get(t.id) for t in targets if t.kind == "rotation")
        return [*team.members, *(person for r in rotations if r for person in r.everybody())]

    def on_duty(self, role: str, at: datetime) -> list[Someone]:
        """Everyone who may hold a role at an instant, whoever is on call first, each once."""
        known = self.policy.roles.get(role)
        return list(dict.fromkeys(self._holders(known, at, {}))) if known else []


class _Ladders(dict[str, Ladder]):
    """The policy's ladders, and one for each target that people page by name: `person anna`."""

    def get(self, key: str, default: object = None) -> Ladder | None:  # type: ignore[override]
        """The ladder; a name with a space is a target of its own, asked again twice."""
        found = super().get(key)
        if found is None and " " in key:
            return Ladder(key, (Rung("asked", (key,), Span(timedelta(minutes=10)), patient=True),), repeat=2)
        return found


def why_of(someone: Someone) -> str:
    """Why it is that person."""
    return "may hold the role" if isinstance(someone, str) else someone[1]


def name_of(someone: Someone) -> str:
    """The person's id."""
    return someone if isinstance(someone, str) else someone[0]


def _conditions(triage: Triage) -> dict[str, Compiled]:
    found = {}
    for ruled in triage.rules.of(Stage.LINE):
        path = ruled.source.path
        if path[0] == "resolution":
            key = f"{path[1]}.{path[2]}"
            found[key] = Compiled([ruled.criterion], triage.judge.parameters)
    return found
