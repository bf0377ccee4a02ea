"""The one door to an escalation for web and API: may this person do that to this one? Then it is done."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.app.desk import Answer, Asked, Desk
from tocsin.core.lifecycle.commands import Command
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.actions import ACTION_OF, Action
from tocsin.core.rights.decide import Who, allowed


class Forbidden(Refused):
    """This person may not; nothing has changed."""

    def __init__(self, why: str, action: str, where: str = "request") -> None:
        help_ = "ask somebody who may, or an administrator for another role"
        super().__init__(Finding("forbidden", f"{action}: {why}", Position.of(where), help_))


def require(who: Who | None, action: Action, own: bool = False, where: str = "request") -> Who:
    """The person, when they may. Raises Forbidden."""
    verdict = allowed(who, action, own)
    if who is None or not verdict.allowed:
        raise Forbidden(verdict.why, action, where)
    return who


def is_own(who: Who, state: State, rules: Rules) -> bool:
    """Whether an escalation is one of theirs: owned, offered, seated, paged, reported, or of their team."""
    actor = who.actor
    if actor in (state.owner, state.ticket.reporter, *state.seats.values()):
        return True
    if state.offer is not None and actor == state.offer.to:
        return True
    if state.paging.calling(actor) or any(
        actor in climb.acknowledged_by for climb in state.paging.climbs.values()
    ):
        return True
    teams = {state.judged.team, *(joining.team for joining in state.judged.joining)}
    return any(actor in rules.policy.teams[team].members for team in teams if team in rules.policy.teams)


def do(
    desk: Desk,
    who: Who | None,
    stream: str,
    commands: Sequence[Command],
    now: datetime,
    *,
    key: str = "",
    expected: int | None = None,
) -> Answer:
    """Carries out commands on an escalation for a person, as one.

    Raises Forbidden when one of them is not theirs to give, Refused when it cannot be done, Conflict when
    it moved on since `expected`; then nothing has changed.
    """
    desk.books.refresh()
    state, rules = desk.load(stream)
    person = permitted(who, state, rules, commands)
    return desk.run(Asked(tuple(commands), person.actor, stream, key, expected), now)


def permitted(who: Who | None, state: State, rules: Rules, commands: Sequence[Command]) -> Who:
    """The person, when every one of the commands is theirs to give here. Raises Forbidden."""
    own = who is not None and is_own(who, state, rules)
    for command in commands:
        action = ACTION_OF.get(command.kind)
        if action is None:
            raise Forbidden("only the desk itself does this", command.kind, state.id)
        require(who, action, own, state.id)
    assert who is not None or not commands  # noqa: S101 (require refused nobody)
    if who is None:
        raise Forbidden("nobody is signed in", "escalation.see", state.id)
    return who
