"""Who is on call for each team now, who after that, and whom its ladder pages next (A4.5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.app.desk.roster_desk import RosterDesk
from tocsin.app.oncall import Now
from tocsin.core.lifecycle.rules import Rules, name_of, why_of
from tocsin.core.policy.schema.people import Ladder, Rung, Target


class Named(Protocol):
    """What has a name in the policy."""

    @property
    def name(self) -> str:
        """As people call it."""


@dataclass(frozen=True)
class Answering:
    """What a page to a target reaches now: a rotation with who is on call (`now`), or `people` by name."""

    target: Target
    name: str
    now: Now | None = None
    people: tuple[tuple[str, str], ...] = ()
    """Person and why; who is on call in `now` stands there, too."""


@dataclass(frozen=True)
class Step:
    """A rung: paged so long `after` the first page, and given so long to answer before the next."""

    id: str
    after: timedelta
    wait: str
    answering: tuple[Answering, ...]
    rung: Rung


@dataclass(frozen=True)
class TeamNow:
    """A team with the steps of its ladder; `rest`: members nobody pages by turns."""

    id: str
    name: str
    means: str
    ladder: str
    steps: tuple[Step, ...]
    last: Answering | None = None


def teams_now(rules: Rules, at: datetime) -> list[TeamNow]:
    """Every team of the policy at an instant, in the policy's order."""
    rotations = rotations_now(rules, at)
    return [_team(rules, id_, at, rotations) for id_ in rules.policy.teams]


def rotations_now(rules: Rules, at: datetime) -> Mapping[str, Now]:
    """Every rotation at an instant, by id: who is on call, until when, and who comes then."""
    return {now.rota.id: now for now in RosterDesk(rules).who(at)}


def rotations_of_no_team(rules: Rules, at: datetime, teams: list[TeamNow]) -> list[Now]:
    """Rotations that no team's ladder pages."""
    paged = {one.target.id for team in teams for step in team.steps for one in step.answering if one.now}
    return [now for id_, now in rotations_now(rules, at).items() if id_ not in paged]


def _team(rules: Rules, id_: str, at: datetime, rotations: Mapping[str, Now]) -> TeamNow:
    team = rules.policy.teams[id_]
    ladder = rules.policy.ladders.get(team.ladder or "")
    steps = tuple(steps_of(rules, ladder, at, rotations)) if ladder else ()
    last = answering(rules, ladder.last, at, rotations) if ladder and ladder.last else None
    return TeamNow(id_, " ".join(team.name.split()), team.means, team.ladder or "", steps, last)


def steps_of(rules: Rules, ladder: Ladder, at: datetime, rotations: Mapping[str, Now]) -> Iterator[Step]:
    """The rungs of a ladder, each with who answers at this instant."""
    for after, id_, rung in ladder.timeline():
        targets = tuple(answering(rules, target, at, rotations) for target in (rung.page, *rung.also))
        yield Step(id_, after, str(rung.wait), targets, rung)


def answering(rules: Rules, target: Target, at: datetime, rotations: Mapping[str, Now]) -> Answering:
    """Whom a page to this target reaches at an instant; nobody holds a seat outside an escalation."""
    found = rules.answering(str(target), at, {})
    people = tuple(dict.fromkeys((name_of(one), why_of(one)) for one in found))
    now = rotations.get(target.id) if target.kind == "rotation" else None
    return Answering(target, _name(rules, target), now, people)


def _name(rules: Rules, target: Target) -> str:
    policy = rules.policy
    known: dict[str, Mapping[str, Named]] = {
        "rotation": policy.rotations,
        "person": policy.contacts,
        "team": policy.teams,
        "role": policy.roles,
    }
    found = known[target.kind].get(target.id)
    return " ".join(found.name.split()) if found else target.id
