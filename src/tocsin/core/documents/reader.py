"""What the document builders read from: the policy, with its names looked up and its criteria in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.words import words
from tocsin.core.documents import outline as o
from tocsin.core.documents.hours import hours_in_words
from tocsin.core.documents.letters import script
from tocsin.core.documents.say import bare, names, plain, text, thresholds
from tocsin.core.policy.load import policy_hash
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import ALWAYS, Item
from tocsin.core.policy.schema.messages import Message
from tocsin.core.policy.schema.people import Ladder, Route, Target
from tocsin.core.triage.rules import Rules, read_rules


@dataclass(frozen=True)
class Reader:
    """One policy printed at `made` (aware UTC). A lookup gives the id in words where a name is missing."""

    policy: Policy
    made: datetime
    paper: o.Paper
    hash: str
    rules: Rules
    criteria: Mapping[str, Criterion]

    @classmethod
    def of(cls, policy: Policy, made: datetime, paper: o.Paper = "a4") -> Reader:
        """The reader of one policy. Raises Refused when a criterion of it cannot be read."""
        rules = read_rules(policy)
        criteria = {ruled.source.expression: ruled.criterion for ruled in rules.ruled}
        return cls(policy, made, paper, policy_hash(policy), rules, criteria)

    # -- names -----------------------------------------------------------------------------------------

    def role(self, id_: str) -> str:
        """A role's name."""
        return self.policy.roles[id_].name if id_ in self.policy.roles else plain(id_)

    def team(self, id_: str) -> str:
        """A team's name."""
        return self.policy.teams[id_].name if id_ in self.policy.teams else plain(id_)

    def person(self, id_: str) -> str:
        """A contact's name."""
        return self.policy.contacts[id_].name if id_ in self.policy.contacts else plain(id_)

    def party(self, id_: str) -> str:
        """Whoever an id names: a role, a team or a contact, in this order."""
        for known in (self.policy.roles, self.policy.teams, self.policy.contacts):
            if id_ in known:
                return str(known[id_].name)
        return plain(id_)

    def parties(self, ids: list[str]) -> str:
        """Several parties in a sentence."""
        return names(self.party(i) for i in ids)

    def segment(self, id_: str) -> str:
        """A segment's name."""
        return self.policy.segments[id_].name if id_ in self.policy.segments else plain(id_)

    def severity(self, key: str) -> o.Span:
        """A severity tag with its word."""
        known = self.policy.severities.get(key)
        return o.severity(key, known.name.lower().removeprefix(key.lower()).strip() if known else "")

    def level(self, number: int) -> o.Span:
        """A level tag with its word."""
        known = self.policy.levels.get(number)
        return o.level(number, known.name[:1].lower() + known.name[1:] if known else "")

    def fact(self, id_: str) -> str:
        """What people call a fact."""
        known = self.policy.facts.get(id_)
        return bare(known.label if known else "") or plain(id_)

    def page(self, target: Target) -> str:
        """Whom a rung pages."""
        if target.kind == "rotation":
            known = self.policy.rotations.get(target.id)
            return known.name if known else plain(target.id)
        return {"person": self.person, "team": self.team, "role": self.role}[target.kind](target.id)

    def hours(self, calendar: str) -> str:
        """A calendar's hours in words; `24/7` for `always`."""
        if calendar == ALWAYS:
            return "24/7"
        known = self.policy.calendars.get(calendar)
        return hours_in_words(known) if known else plain(calendar)

    def open(self, calendar: str) -> str:
        """A calendar by its name, in lower case; `24/7` for `always`."""
        known = self.policy.calendars.get(calendar)
        return known.name[:1].lower() + known.name[1:] if known else self.hours(calendar)

    # -- rules -----------------------------------------------------------------------------------------

    def ladder_of(self, route: Route) -> Ladder | None:
        """The ladder that a route climbs: its own, or its team's."""
        team = self.policy.teams.get(route.team)
        return self.policy.ladders.get(route.ladder or (team.ladder if team else "") or "")

    def says(self, expression: str) -> str:
        """An expression in plain English with the thresholds that hold now; names in backticks."""
        criterion = self.criteria.get(expression)
        return words(criterion, self.rules.vocabulary) if criterion else f"`{expression}`"

    def reads(self, expression: str) -> o.Text:
        """The same with its names set as code and their values as figures."""
        return thresholds(self.says(expression))

    def line(self, item: Item) -> o.Text:
        """A line of a list, with the condition under which it counts."""
        if not item.when:
            return item.text
        return text(item.text, " (only where ", self.reads(item.when), ")")

    # -- messages --------------------------------------------------------------------------------------

    def messages(self, *stages: str) -> list[Message]:
        """The templates of these stages, in the order of the stages, the policy's own order within."""
        language = self.policy.document.language
        found = [m for m in self.policy.messages.values() if m.stage in stages]
        return sorted(found, key=lambda m: (stages.index(m.stage), m.language != language))

    def script(self, message: Message, title: str = "") -> o.Script:
        """One template ready to copy."""
        return script(message, title)

    def scripts(self, *stages: str) -> tuple[o.Script, ...]:
        """The templates of these stages, ready to copy."""
        return tuple(self.script(m) for m in self.messages(*stages))
