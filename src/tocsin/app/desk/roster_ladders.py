"""Ladders drawn with times: each rung's time from the first page, and who that is now (A4.3, A4.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.app.desk.roster_teams import Answering, Step, answering, rotations_now, steps_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.people import Ladder


@dataclass(frozen=True)
class Promise:
    """How soon a level has to be acknowledged: `default`, and segments that differ; spans as words."""

    level: int
    name: str
    within: timedelta
    words: str
    segments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Use:
    """Why a ladder is climbed: a route with the levels at which it holds (none: all), or a team's own."""

    kind: str
    name: str
    levels: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class LadderNow:
    """A ladder at an instant. `end`: when the last rung has stayed silent, from the first page.

    `uses` say when it is climbed, `promises` what has to be kept meanwhile, soonest first.
    """

    id: str
    ladder: Ladder
    name: str
    steps: tuple[Step, ...]
    end: timedelta
    last: Answering | None
    uses: tuple[Use, ...]
    promises: tuple[Promise, ...]


def ladders_now(rules: Rules, at: datetime) -> list[LadderNow]:
    """Every ladder of the policy, in its order."""
    rotations = rotations_now(rules, at)
    made = []
    for id_, ladder in rules.policy.ladders.items():
        uses = tuple(_uses(rules.policy, id_))
        steps = tuple(steps_of(rules, ladder, at, rotations))
        last = answering(rules, ladder.last, at, rotations) if ladder.last else None
        promises = tuple(_promises(rules.policy, uses))
        name = " ".join(ladder.name.split())
        made.append(LadderNow(id_, ladder, name, steps, ladder.end(), last, uses, promises))
    return made


def _uses(policy: Policy, ladder: str) -> Iterator[Use]:
    for route in policy.routes.values():
        team = policy.teams.get(route.team)
        if (route.ladder or (team.ladder if team else None)) == ladder:
            yield Use("route", " ".join(route.name.split()), tuple(route.levels), route.text)
    for involve in policy.involve.values():
        team = policy.teams.get(involve.team)
        if involve.page and team and team.ladder == ladder:
            yield Use("joins", " ".join(team.name.split()), (), involve.text)


def _promises(policy: Policy, uses: tuple[Use, ...]) -> Iterator[Promise]:
    """What its routes' levels promise; a route of no level is one of all that are paged."""
    wanted = {level for use in uses for level in use.levels}
    if any(not use.levels for use in uses):
        wanted = set(policy.levels) - {0}
    for number in sorted(wanted & set(policy.levels)):
        level = policy.levels[number]
        within = level.acknowledge.get("default")
        if within is not None:
            others = tuple(
                (_segment(policy, s), str(t)) for s, t in level.acknowledge.items() if s != "default"
            )
            yield Promise(number, " ".join(level.name.split()), within.approximate(), str(within), others)


def _segment(policy: Policy, id_: str) -> str:
    segment = policy.segments.get(id_)
    return " ".join(segment.name.split()) if segment else id_
