"""What a swap request must hold to be asked and accepted; each refusal says what to do (A4.2)."""

from datetime import datetime

from tocsin.app.desk.roster import LONGEST
from tocsin.app.desk.roster_foreseen import person_name, rotation_name
from tocsin.app.doing import Forbidden
from tocsin.app.swap_requests import Span, Status, SwapRequest, Wish, shifts_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso

LONGEST_WHY = 500
ACTION = "roster.swap"


def refused(message: str, help_: str) -> Refused:
    """The refusal of a request or of an answer to one."""
    return Refused(Finding("swap", message, Position.of("request"), help_))


def refuse_wish(rules: Rules, wish: Wish, actor: str, now: datetime) -> None:
    """Raises Refused for what nobody can ask, whoever is on call."""
    for rotation in dict.fromkeys((wish.rotation, wish.back_in)):
        if rotation not in rules.policy.rotations:
            raise refused(f"there is no rotation `{rotation}`", "choose one of the rotations")
        for person in filter(None, (actor, wish.other)):
            _refuse_outsider(rules, rotation, person)
    if wish.other == actor:
        raise refused("one cannot swap with oneself", "choose somebody else, or anyone")
    if wish.back and not wish.other:
        raise refused("a shift in return needs a person to swap with", "choose one, or ask for nothing back")
    for span in filter(None, (wish.span, wish.back)):
        _refuse_span(span, now)
    if wish.back and not wish.is_exchange and wish.back_in == wish.rotation and _meet(wish.back, wish.span):
        raise refused("the two times overlap in part", "give the same time twice, or two times apart")
    if len(wish.why) > LONGEST_WHY:
        raise refused(f"the reason is longer than {LONGEST_WHY} characters", "shorten it")


def _refuse_outsider(rules: Rules, rotation: str, person: str) -> None:
    known = rules.policy.rotations.get(rotation)
    everybody = known.everybody() if known else []
    if person not in everybody:
        text = f"{person_name(rules, person)} takes no turn in {rotation_name(rules, rotation)}"
        names = ", ".join(person_name(rules, one) for one in everybody)
        raise refused(text, f"its people: {names}" if names else "the policy no longer has this rotation")


def _refuse_span(span: Span, now: datetime) -> None:
    if span.start >= span.end:
        raise refused("it ends before it begins", "put its end after its beginning")
    if span.start <= now:
        text = f"it begins at {iso(span.start)}, which is not ahead"
        raise refused(text, "ask for a part that is still to come; a lead can make an override at once")
    if span.end - span.start > LONGEST:
        raise refused(f"it is longer than {LONGEST.days} days", "change the rotation in the policy")


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def shifts_asked(rules: Rules, wish: Wish, actor: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The shifts to give, and those to take in return. Raises Refused when there are none."""
    mine = shifts_of(rules.roster, wish.rotation, actor, wish.span)
    if not mine:
        raise refused(f"{person_name(rules, actor)} is not on call then", "choose one of your own shifts")
    theirs = shifts_of(rules.roster, wish.back_in, wish.other, wish.back) if wish.back else ()
    if wish.back and not theirs:
        text = f"{person_name(rules, wish.other)} is not on call in the time to take in return"
        raise refused(text, "choose one of their shifts, or ask for nothing in return")
    return mine, theirs


def refuse_closed(rules: Rules, request: SwapRequest, now: datetime) -> None:
    """Raises Refused for a request that is decided, or whose shift began."""
    status = request.status(now)
    if status is Status.EXPIRED:
        text = f"this request expired at {iso(request.begins)}, when the shift began"
        raise refused(text, "a lead can make an override for what is left of the shift")
    if status is not Status.ASKED:
        by = person_name(rules, request.decided_by)
        at = iso(request.decided_at) if request.decided_at else ""
        raise refused(f"this request was {status} by {by} at {at}", "ask again for another swap")


def refuse_taker(rules: Rules, request: SwapRequest, actor: str) -> None:
    """Nobody accepts for somebody else. Raises Forbidden, and Refused for who takes no turn there."""
    if not request.can_be_answered_by(actor):
        other = person_name(rules, request.wish.other)
        why = f"only {other} can accept it" if request.wish.other else "somebody else has to accept it"
        raise Forbidden(why, ACTION, where(request))
    for rotation in dict.fromkeys((request.wish.rotation, request.wish.back_in)):
        for person in (actor, request.asker):
            _refuse_outsider(rules, rotation, person)


def refuse_moved(rules: Rules, request: SwapRequest) -> None:
    """Raises Refused when the shifts do not stand where they stood when they were asked about."""
    wish = request.wish
    held = [(request.asker, wish.rotation, wish.span, request.shifts)]
    if wish.back:
        held.append((wish.other, wish.back_in, wish.back, request.back_shifts))
    for person, rotation, span, shifts in held:
        if shifts_of(rules.roster, rotation, person, span) != shifts:
            text = f"the shifts of {person_name(rules, person)} have changed since this was asked"
            raise refused(text, "withdraw it and ask again from the shifts as they are now")


def where(request: SwapRequest) -> str:
    """The request as a place in a finding."""
    return f"swap request {request.id}"
