"""What people are told besides their pages: who hears what, once, in one message for each decision (A4.5)."""

from collections.abc import Callable, Iterator, Sequence

from tocsin.app.desk.scene import Notice, Scene
from tocsin.core.ladders import events as p
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.lifecycle.decide.seats import COMMANDER
from tocsin.core.lifecycle.rules import name_of
from tocsin.core.policy.book import Stage


def notices(scene: Scene, events: Sequence[Happened], first: int) -> Iterator[tuple[str, Notice]]:
    """One notice for each person, gravest first in it, each with the number of the event that caused it.

    `first` is the version of the first event. Ten things that fall due at one instant are one message.
    """
    told: dict[str, list[tuple[int, str, Notice]]] = {}
    for version, event in enumerate(events, first):
        for place, one in enumerate(_of(scene, event)):
            told.setdefault(one.person, []).append((_weight(event), f"{version}/{place}", one))
    for each in told.values():
        number = each[0][1]
        each.sort(key=lambda found: found[0])
        yield number, _one([notice for _, _, notice in each])


def _one(found: list[Notice]) -> Notice:
    subjects = list(dict.fromkeys(notice.subject for notice in found))
    more = f"; and {len(subjects) - 3} more" if len(subjects) > 3 else ""
    texts = dict.fromkeys(notice.text for notice in found)
    return Notice(found[0].person, "; ".join(subjects[:3]) + more, "\n".join(texts))


def _of(scene: Scene, event: Happened) -> Iterator[Notice]:
    tell = _TELLERS.get(type(event))
    if tell is not None:
        yield from tell(scene, event)


def _opened(scene: Scene, event: e.Opened) -> Iterator[Notice]:
    for person in scene.owners:
        if person == event.owner:
            yield Notice(person, "you own it", f"You are the owner: {event.owner_why}.\n{event.why}\n")
        else:
            text = f"Nothing reaches its owner, `{event.owner}`: hand it to somebody.\n{event.why}\n"
            yield Notice(person, "it was opened", text)
    yield from _informed(scene, ())


def _judged(scene: Scene, event: e.Judged) -> Iterator[Notice]:
    if not scene.before.is_escalation:
        return
    if event.judgement.stop and not scene.before.judged.stop:
        danger = [why.text for why in event.reasons if why.decides == Stage.STOP_THE_LINE.value]
        commander = scene.reachable([scene.after.seats.get(COMMANDER, "")])
        for person in scene.others([*scene.owners, *commander]):
            yield Notice(person, "STOP THE LINE", "\n".join(danger) + "\n")
    yield from _informed(scene, [joining.team for joining in scene.before.judged.joining])


def _informed(scene: Scene, known: Sequence[str]) -> Iterator[Notice]:
    """Teams that the policy informs without paging them (A4.4)."""
    for joining in scene.after.judged.joining:
        if not joining.page and joining.team not in known:
            for someone in scene.rules.answering(f"team {joining.team}", scene.now, scene.after.seats):
                text = f"You are informed, not paged: {joining.text or f'`{joining.team}` is to know'}\n"
                yield Notice(name_of(someone), "for your information", text)


def _returned(scene: Scene, event: e.Returned) -> Iterator[Notice]:
    facts = scene.rules.policy.facts
    asks = "\n".join(
        f"- {facts[name].ask or name}" if name in facts else f"- {name}" for name in event.missing
    )
    for person in scene.others(scene.reachable([scene.after.ticket.reporter])):
        yield Notice(person, "sent back: something is missing", f"Please answer:\n{asks}\n{event.note}\n")


def _changed(scene: Scene, event: e.SeverityChanged | e.LevelChanged) -> Iterator[Notice]:
    what = "severity" if isinstance(event, e.SeverityChanged) else "level"
    if scene.before.is_escalation:
        for person in scene.others(scene.owners):
            yield Notice(person, f"{what} {event.before} to {event.after}", f"{event.why}\n")


def _warned(scene: Scene, event: e.ClockWarned) -> Iterator[Notice]:
    for person in scene.owners:
        due = scene.clock(event.due_at, person)
        text = f"{event.fraction:.0%} of `{event.clock}` is used; it runs out at {due}.\n"
        yield Notice(person, f"{event.clock} is due at {due}", text)


def _breached(scene: Scene, event: e.ClockBreached) -> Iterator[Notice]:
    for person in dict.fromkeys((*scene.owners, *scene.leads)):
        due = scene.clock(event.due_at, person)
        yield Notice(
            person,
            f"{event.clock} is late",
            f"`{event.clock}` was due at {due}. Late is late; act now and say so.\n",
        )


def _reminded(scene: Scene, event: e.Reminded) -> Iterator[Notice]:
    for person in scene.owners if event.who == "owner" else scene.leads:
        due, owner = scene.clock(event.due_at, person), scene.called(scene.after.owner)
        text = f"The customer must hear from us by {due}. Owner: {owner}.\n"
        yield Notice(person, f"an update is due at {due}", text)


def _offered(scene: Scene, event: e.HandOverOffered) -> Iterator[Notice]:
    before, stream = scene.before.offer, scene.after.id
    if scene.after.owner != event.to:
        text = f"{scene.called(scene.before.owner)} hands it to you.\n{event.note}\n"
        yield Notice(
            event.to,
            "the ownership is offered to you",
            f"{text}Accept: tocsin accept {stream} --as {event.to}\n",
        )
    if before is not None and before.to not in (event.to, scene.actor):
        text = f"It is offered to {scene.called(event.to)} instead.\n"
        yield Notice(before.to, "the ownership is no longer offered to you", text)


def _refused(scene: Scene, event: e.HandOverRefused) -> Iterator[Notice]:
    """Who made the offer must know that they still answer for it; who was to take it, that it is gone."""
    offer = scene.before.offer
    if offer is None:
        return
    to, owner = scene.called(offer.to), scene.called(scene.after.owner)
    text = f"Offered to {to}: {event.why}. {owner} owns it still.\n"
    for person in scene.others([scene.after.owner, offer.by, offer.to]):
        yield Notice(person, "the ownership was not taken over", text)


def _handed_over(scene: Scene, event: e.HandedOver) -> Iterator[Notice]:
    for person in scene.others([event.before]):
        yield Notice(person, "handed over", f"{scene.called(event.after)} owns it now.\n")


def _seated(scene: Scene, event: e.Seated) -> Iterator[Notice]:
    role = scene.rules.policy.roles.get(event.role)
    name = "incident commander" if event.role == COMMANDER else (role.name if role else event.role)
    for person in scene.others([event.person]):
        yield Notice(person, f"you are {name}", f"{event.why}.\n")


def _reopened(scene: Scene, event: e.Reopened) -> Iterator[Notice]:
    for person in scene.others(scene.owners):
        yield Notice(person, "it is back", f"{event.why}\nYou own it.\n")


def _grown(scene: Scene, event: e.Grown) -> Iterator[Notice]:
    for person in scene.others(scene.owners):
        yield Notice(
            person, f"{event.count} tickets say the same", "It has grown. See who is linked to it.\n"
        )


def _spent(scene: Scene, event: p.LadderSpent) -> Iterator[Notice]:
    """The worst that can happen to a page must reach somebody who can do something."""
    text = f"Ladder `{event.climb}`: {event.why}. Nobody is paged any more.\n"
    text += f'Page somebody: tocsin page {scene.after.id} "person ID" --reason WHY\n'
    commander = scene.after.seats.get(COMMANDER, "")
    for person in dict.fromkeys((*scene.owners, *scene.reachable([commander]), *scene.leads)):
        yield Notice(person, "NOBODY ANSWERED", text)


_TELLERS: dict[type[Happened], Callable[..., Iterator[Notice]]] = {
    e.Judged: _judged,
    p.LadderSpent: _spent,
    e.ClockBreached: _breached,
    e.Opened: _opened,
    e.Reopened: _reopened,
    e.HandOverRefused: _refused,
    e.HandOverOffered: _offered,
    e.HandedOver: _handed_over,
    e.Grown: _grown,
    e.LevelChanged: _changed,
    e.SeverityChanged: _changed,
    e.Seated: _seated,
    e.Reminded: _reminded,
    e.ClockWarned: _warned,
    e.Returned: _returned,
}
_GRAVITY = {kind: place for place, kind in enumerate(_TELLERS)}


def _weight(event: Happened) -> int:
    return _GRAVITY[type(event)]
