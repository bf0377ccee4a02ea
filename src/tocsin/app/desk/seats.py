"""Who sits where, who could, and who is on call for it first (A3.1-A3.7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.app.desk.view import View
from tocsin.core.lifecycle.decide.seats import COMMAND_LEVEL, COMMANDER, OWNER
from tocsin.core.lifecycle.rules import Rules, name_of, why_of
from tocsin.core.lifecycle.story import seat


@dataclass(frozen=True)
class Candidate:
    """Somebody who may take a seat; `on_call`: they are on duty for it now, `why` says by what."""

    person: str
    name: str
    on_call: bool = False
    why: str = ""


@dataclass(frozen=True)
class Seat:
    """One role: `wanted` by the level, `fixed` when never left empty; `candidates` besides its holder."""

    role: str
    name: str
    means: str
    holder: str
    wanted: bool
    fixed: bool
    candidates: tuple[Candidate, ...]

    @property
    def is_vacant(self) -> bool:
        """The level asks for it and nobody sits there."""
        return self.wanted and not self.holder


def seats(view: View, rules: Rules) -> tuple[Seat, ...]:
    """The owner's seat first, then those that the level asks for, then others that somebody holds."""
    level = rules.policy.levels.get(view.state.level)
    wanted = level.roles if level and view.state.is_escalation else []
    order = dict.fromkeys([OWNER, *wanted, *view.state.seats])
    return tuple(_seat(view, rules, role, role in wanted) for role in order if role in rules.policy.roles)


def others(view: View, rules: Rules) -> tuple[Seat, ...]:
    """Roles of the policy that the level does not ask for and nobody holds: they can be filled as well."""
    shown = {seat_.role for seat_ in seats(view, rules)}
    return tuple(_seat(view, rules, role, False) for role in rules.policy.roles if role not in shown)


def _seat(view: View, rules: Rules, role: str, wanted: bool) -> Seat:
    fixed = role == OWNER or (role == COMMANDER and view.state.level >= COMMAND_LEVEL)
    means = rules.policy.roles[role].means
    holder = view.state.seats.get(role, "")
    others_ = tuple(one for one in candidates(view, rules, role) if one.person != holder)
    return Seat(role, seat(role), means, holder, wanted, fixed, others_)


def candidates(view: View, rules: Rules, role: str) -> Iterator[Candidate]:
    """Everyone who may take a role, whoever is on call for it first, each once."""
    able = rules.able(role)
    seen: set[str] = set()
    for someone in rules.on_duty(role, view.now):
        person, why = name_of(someone), why_of(someone)
        on_call = not isinstance(someone, str)
        if person not in seen and person in rules.policy.contacts:
            seen.add(person)
            yield Candidate(person, view.name(person), on_call, why if on_call else "")
    for person in sorted(able - seen, key=view.name):
        if person in rules.policy.contacts:
            yield Candidate(person, view.name(person))
