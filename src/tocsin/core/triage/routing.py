"""From a decided level to the team, the ladder and the promise to acknowledge (A4.1-A4.5)."""

from collections.abc import Callable

from tocsin.core.model.duration import words
from tocsin.core.policy.book import Stage
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.people import Ladder
from tocsin.core.policy.schema.people import Route as Rule
from tocsin.core.triage.decision import Involved, Route, RungAt

Holds = Callable[[Stage, str], bool]
"""Whether the expression of a stage (`route`, `involve`) with this id holds on the ticket."""


def route(
    policy: Policy, severity: str, level: int, segment: str, holds: Holds, stopped: tuple[str, ...]
) -> Route:
    """The route of a ticket; the team of the first criterion in `stopped` is paged at once (A2.3)."""
    if level == 0:
        return Route(name="stays with support", calendar=policy.calendar(segment, severity))
    id_, name, team, ladder = _first(policy, level, holds)
    if stopped:
        team, ladder = policy.stop_the_line[stopped[0]].page, ""
        id_, name = stopped[0], "stop the line"
    ladder = ladder or (policy.teams[team].ladder or "" if team in policy.teams else "")
    return Route(
        id=id_,
        name=name,
        team=team,
        ladder=ladder,
        acknowledge=_acknowledge(policy, level, segment),
        calendar=policy.calendar(segment, severity),
        rungs=rungs(policy.ladders[ladder]) if ladder in policy.ladders else (),
        involve=_involved(policy, holds, team, stopped[1:]),
    )


def _first(policy: Policy, level: int, holds: Holds) -> tuple[str, str, str, str]:
    for id_, rule in policy.routes.items():
        if _applies(id_, rule, level, holds):
            return id_, rule.name, rule.team, rule.ladder or ""
    return "", "no route holds", "", ""


def _applies(id_: str, rule: Rule, level: int, holds: Holds) -> bool:
    return (not rule.levels or level in rule.levels) and (rule.when is None or holds(Stage.ROUTE, id_))


def _involved(policy: Policy, holds: Holds, team: str, stopped: tuple[str, ...]) -> tuple[Involved, ...]:
    found = {
        rule.team: Involved(id_, rule.team, rule.page, rule.text)
        for id_, rule in policy.involve.items()
        if rule.team != team and holds(Stage.INVOLVE, id_)
    }
    for id_ in stopped:
        stop = policy.stop_the_line[id_]
        if stop.page != team:
            found[stop.page] = Involved(id_, stop.page, True, stop.text)
    return tuple(found.values())


def rungs(ladder: Ladder) -> tuple[RungAt, ...]:
    """The rungs with the time after the first page at which each is paged when nobody acknowledges."""
    found = []
    for after, id_, rung in ladder.timeline():
        pages = " and ".join([str(rung.page), *map(str, rung.also)])
        found.append(RungAt(id_, pages, words(after) if after else "at once"))
    if ladder.last:
        found.append(RungAt("last", str(ladder.last), words(ladder.end())))
    return tuple(found)


def _acknowledge(policy: Policy, level: int, segment: str) -> str:
    known = policy.levels.get(level)
    span = known.acknowledge_within(segment) if known else None
    return str(span) if span else ""
