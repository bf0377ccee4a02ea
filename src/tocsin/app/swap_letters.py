"""What people are told of swap requests: who is asked, and whoever asked when it is decided (A4.2)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tocsin.app.desk.outgoing import address
from tocsin.app.desk.roster_foreseen import person_name, rotation_name
from tocsin.app.desk.scene import clock, zone
from tocsin.app.ports import Outgoing
from tocsin.app.swap_requests import Span, Status, SwapRequest
from tocsin.core.lifecycle.rules import Rules


def letters(rules: Rules, request: SwapRequest, now: datetime, base: str = "") -> tuple[Outgoing, ...]:
    """The messages that a request makes as it stands now; each has an id, so that none comes twice.

    They do not ring: by e-mail, or by the first way there is. `base` is the desk's address, for links.
    """
    return tuple(_letters(rules, request, now, base))


def _letters(rules: Rules, request: SwapRequest, now: datetime, base: str) -> Iterator[Outgoing]:
    status = request.status(now)
    for person in _told(rules, request, status):
        subject, text = _said(rules, request, status, person)
        link = f"{base}/oncall/swaps/{request.id}" if base else ""
        where = f"Answer or look: {link}" if link else "You find it on the desk under On call, My shifts."
        body = "\n".join([text, "", *_shifts(rules, request, person), "", where])
        message = _message(rules, request, f"{status}", person, subject, body, now)
        if message is not None:
            yield message


def _told(rules: Rules, request: SwapRequest, status: Status) -> Sequence[str]:
    wish = request.wish
    if status is Status.ASKED:
        rotation = rules.policy.rotations.get(wish.rotation)
        everybody = rotation.everybody() if rotation else []
        return [wish.other] if wish.other else [one for one in everybody if one != request.asker]
    if status is Status.WITHDRAWN:
        return [wish.other] if wish.other else []
    return [request.asker] if status in {Status.ACCEPTED, Status.REFUSED} else []


def _said(rules: Rules, request: SwapRequest, status: Status, person: str) -> tuple[str, str]:
    asker, by = person_name(rules, request.asker), person_name(rules, request.decided_by)
    name = rotation_name(rules, request.wish.rotation)
    if status is Status.ASKED:
        whom = "you" if request.wish.other else "anyone in the rotation"
        why = f" Why: {request.wish.why}" if request.wish.why else ""
        return f"{asker} asks for a swap: {name}", f"{asker} asks {whom} to take a shift in {name}.{why}"
    if status is Status.ACCEPTED:
        return f"{by} takes your shift: {name}", f"{by} accepted: the roster has changed."
    if status is Status.REFUSED:
        return f"{by} cannot take your shift: {name}", f"{by} refused: you are still on call then."
    return f"{asker} no longer asks: {name}", f"{asker} withdrew the request: nothing changes for you."


def _shifts(rules: Rules, request: SwapRequest, person: str) -> Iterator[str]:
    wish, asker = request.wish, person_name(rules, request.asker)
    yield f"{asker} gives: {_spans(rules, request.shifts, person)}."
    if request.back_shifts:
        other = person_name(rules, wish.other)
        place = f" in {rotation_name(rules, wish.back_in)}" if wish.back_rotation else ""
        yield f"{other} gives in return: {_spans(rules, request.back_shifts, person)}{place}."


def _spans(rules: Rules, spans: Sequence[Span], person: str) -> str:
    where = zone(rules, person)
    said = [f"{clock(one.start, where)} to {clock(one.end, where)}" for one in spans[:3]]
    return "; ".join(said) + (f"; and {len(spans) - 3} more" if spans[3:] else "")


def _message(
    rules: Rules, request: SwapRequest, step: str, person: str, subject: str, body: str, now: datetime
) -> Outgoing | None:
    contact = rules.contact(person)
    methods = [rule.method for rule in rules.book.rules_of(person)]
    method = "email" if contact and contact.email else next(iter(methods), "")
    if not method:
        return None
    stream = f"swap-{request.id}"
    id_ = f"{stream}/{step}/{person}"
    return Outgoing(id_, stream, "", person, method, address(contact, method), subject, body, False, now)
