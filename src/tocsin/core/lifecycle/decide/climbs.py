"""Which ladders are climbed: raising a level starts its ladder, lowering stops it (A4.1, A4.4, A4.5)."""

from collections.abc import Mapping

from tocsin.core.ladders import commands as paging
from tocsin.core.ladders.advance import advance
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.facts import facts_of
from tocsin.core.lifecycle.parts import Joining, Judgement
from tocsin.core.lifecycle.state import ASKED, State
from tocsin.core.lifecycle.table import Status
from tocsin.core.model.instant import to_micros
from tocsin.core.policy.book import Stage
from tocsin.core.triage.routing import route


def wanted(draft: Draft) -> dict[str, str]:
    """The ladders that this level calls for, each with why: the route's, and those of teams that join."""
    judged = routed(draft)
    ladder = judged.ladder or (f"team {judged.team}" if judged.team else "")
    found = {ladder: judged.route} if ladder else {}
    for joining in judged.joining:
        if joining.page and joining.team in draft.rules.policy.teams:
            found.setdefault(ladder_of(draft, joining.team), joining.text or f"{joining.team} joins")
    return found


def ladder_of(draft: Draft, team: str) -> str:
    """What is climbed when a team is paged."""
    teams = draft.rules.policy.teams
    return (teams[team].ladder if team in teams else None) or f"team {team}"


def routed(draft: Draft) -> Judgement:
    """The route at the level and severity as they stand, whether criteria or people decided on them."""
    state, triage = draft.state, draft.rules.triage
    if (state.judged.level, state.judged.severity) == (state.level, state.severity):
        return state.judged
    facts = {**facts_of(state), "level": state.level}
    stopped = tuple(
        key.partition(": ")[2] for key in state.judged.held if key.startswith(Stage.STOP_THE_LINE.value)
    )

    def holds(stage: Stage, id_: str) -> bool:
        return triage.holds(stage, id_, facts, to_micros(draft.now))

    found = route(draft.rules.policy, state.severity, state.level, state.segment, holds, stopped)
    joining = tuple(Joining(i.team, i.page, i.text) for i in found.involve)
    return Judgement(route=found.name, team=found.team, ladder=found.ladder, joining=joining)


def is_paged_for(state: State) -> bool:
    """Whether people are paged for this one by itself: its impact lasts, and no other stands for it."""
    return state.status is Status.OPEN and not state.rests


def answered_by(state: State) -> str:
    """Who has it, "" when nobody has. Where somebody has, lowering gets nobody else out of bed."""
    climbs = state.paging.climbs.values()
    answers = [climb for climb in climbs if climb.state == "acknowledged" and climb.acknowledged_by]
    last = max(answers, key=lambda climb: climb.acknowledged_at or climb.started, default=None)
    return last.acknowledged_by[-1] if last else ""


def page_teams(draft: Draft, teams: Mapping[str, str]) -> None:
    """These teams are paged, each with why, whatever else goes on; who had answered is paged again."""
    who = draft.rules.who(draft.state)
    for team, why in teams.items():
        ladder = ladder_of(draft, team)
        climb_it(draft, ladder, why)
        draft.add(*paging.reraise(draft.state.paging, ladder, draft.book, who, draft.now, why))


def follow_level(draft: Draft, why: str, again: bool = False, taken_by: str = "") -> None:
    """Starts what the level calls for, and stops what it no longer calls for.

    `again`: the level was raised, so ladders that were answered before are climbed anew. `taken_by` has it:
    nobody is paged, but patience with silence runs.
    """
    state, rules = draft.state, draft.rules
    ladders = wanted(draft)
    for climb in list(state.paging.climbs.values()):
        if climb.id not in ladders and ASKED not in climb.id and climb.state != "stopped":
            draft.add(*paging.stop(draft.state.paging, climb.id, draft.now, why))
    who = rules.who(draft.state)
    for ladder, reason in ladders.items():
        known = state.paging.climbs.get(ladder)
        if again or known is None or known.state != "spent":
            current = draft.state.paging
            draft.add(*paging.begin(current, ladder, ladder, draft.book, who, draft.now, reason, taken_by))
    answered = [ladder for ladder in ladders if again and ladder in state.paging.climbs]
    draft.add(*paging.reraise_each(draft.state.paging, answered, draft.book, who, draft.now, why))
    # One who is called on several ladders at once is paged once.
    draft.add(*advance(draft.state.paging, draft.book, who, draft.now))


def climb_it(draft: Draft, ladder: str, reason: str, name: str = "") -> None:
    """Climbs a ladder from its first rung, unless it is being climbed under this name."""
    who = draft.rules.who(draft.state)
    draft.add(*paging.start(draft.state.paging, name or ladder, ladder, draft.book, who, draft.now, reason))


def stop_all(draft: Draft, reason: str) -> None:
    """Nobody is paged any more, and nobody who answered is raised again for being silent."""
    for climb in draft.state.paging.climbs.values():
        draft.add(*paging.stop(draft.state.paging, climb.id, draft.now, reason))
