"""Paging as people meet it: page, acknowledge, decline; and what the delivery reports (A4.5)."""

from collections.abc import Collection

from tocsin.core.ladders import commands as ladders
from tocsin.core.ladders.failures import failed
from tocsin.core.ladders.state import Climb
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.climbs import climb_it
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.refuse import known, refused, said
from tocsin.core.lifecycle.decide.seats import SME, engage
from tocsin.core.lifecycle.rules import name_of
from tocsin.core.lifecycle.state import ASKED
from tocsin.core.model.words import did_you_mean, listing

KINDS = ("rotation", "person", "team", "role", "ladder")


def page(draft: Draft, command: c.Page) -> None:
    """Pages somebody at a person's wish, over and above the policy's ladders."""
    why = f"{draft.actor}: {said(draft, 'reason', command.reason)}"
    kind, _, id_ = command.target.partition(" ")
    if kind not in KINDS or not id_:
        text = f"`{command.target}` names nobody"
        raise refused(draft, "unknown-target", text, _meant(draft, command.target))
    ladder = _ladder(draft, kind, id_)
    asked = ladder if ASKED in ladder else f"ladder {ladder}"
    running = _running(draft, ladder, asked)
    if running and running.state == "climbing":
        text = f"`{ladder}` is being paged already, since {running.started:%H:%M} UTC"
        raise refused(draft, "paged-already", text, "decline on its behalf to reach the next rung")
    if running and running.state in ("acknowledged", "spent"):
        who = draft.rules.who(draft.state)
        draft.add(*ladders.reraise(draft.state.paging, running.id, draft.book, who, draft.now, why))
        return
    climb_it(draft, ladder, why, asked)  # a name of its own: no change of level calls it off


def _ids(draft: Draft) -> dict[str, Collection[str]]:
    policy = draft.rules.policy
    return {
        "rotation": policy.rotations,
        "person": policy.contacts,
        "team": policy.teams,
        "role": policy.roles,
        "ladder": policy.ladders,
    }


def _meant(draft: Draft, target: str) -> str:
    """How a target is written; with the name as it would be right, if there is something of that name."""
    hits = [f"`{kind} {target}`" for kind, ids in _ids(draft).items() if target in ids]
    return (
        f"write {listing(hits, 'or')}"
        if hits
        else "write `rotation ID`, `person ID`, `team ID` or `ladder ID`"
    )


def _running(draft: Draft, *names: str) -> Climb | None:
    found = draft.state.paging.climbs
    return next((c for name in names if (c := found.get(name)) and c.state != "stopped"), None)


def _ladder(draft: Draft, kind: str, id_: str) -> str:
    policy = draft.rules.policy
    if kind == "ladder" or (kind == "team" and id_ in policy.teams and policy.teams[id_].ladder):
        ladder = id_ if kind == "ladder" else policy.teams[id_].ladder or ""
        if ladder not in policy.ladders:
            raise refused(
                draft, "unknown-target", f"there is no ladder `{ladder}`", "see the policy's `ladders`"
            )
        return ladder
    found = draft.rules.answering(f"{kind} {id_}", draft.now, draft.state.seats)
    if id_ not in (ids := _ids(draft)[kind]):
        help_ = did_you_mean(id_, ids) or "write it as it stands in the policy"
        raise refused(draft, "unknown-target", f"there is no {kind} `{id_}`", help_)
    if not found:
        text = f"`{kind} {id_}` is nobody at this moment"
        raise refused(draft, "unknown-target", text, "page another person, team or rotation")
    if not any(draft.book.rules_of(name_of(someone)) for someone in found):
        people = listing([f"`{name_of(someone)}`" for someone in found])
        help_ = "add an address under `contacts`, or page another person, team or rotation"
        raise refused(draft, "unreachable", f"no way is known to reach {people}", help_)
    return f"{kind} {id_}"


def _climbs(draft: Draft, wanted: str, person: str) -> list[Climb]:
    """The named climb; else those on which the person is paged; else the one that nobody has answered."""
    found = draft.state.paging.climbs
    if wanted:
        if wanted not in found:
            known_ = ", ".join(f"`{id_}`" for id_ in found) or "none is climbed"
            raise refused(draft, "unknown-ladder", f"`{wanted}` is not being paged here", known_)
        return [found[wanted]]
    unanswered = [climb for climb in found.values() if climb.state in ("climbing", "spent")]
    theirs = _theirs(draft, unanswered, person)
    if not theirs and len(unanswered) > 1:  # nobody's answer for one team calls off the others
        which = listing([f"`{climb.id}`" for climb in unanswered], "or")
        text = f"`{person}` is on none of the {len(unanswered)} ladders that nobody has answered"
        raise refused(draft, "which-ladder", text, f"name the ladder: {which}")
    return theirs or unanswered


def _theirs(draft: Draft, climbs: list[Climb], person: str) -> list[Climb]:
    """Those on which the person is paged now; else those on which they were, by whatever way that failed."""
    paging = draft.state.paging
    asked = [c for c in climbs if any(page.person == person for page in paging.open_pages(c.id))]
    return asked or [climb for climb in climbs if climb.id in paging.calling(person)]


def acknowledge(draft: Draft, command: c.Acknowledge) -> None:
    """The actor has it: the ladder stops, and the time to acknowledge with it."""
    person = known(draft, draft.actor)
    answered = []
    for climb in _climbs(draft, command.climb, person):
        events = ladders.acknowledge(draft.state.paging, climb.id, person, draft.now)
        draft.add(*events)
        answered += [climb.id] if events else []
    if not answered:
        mine = any(person in climb.acknowledged_by for climb in draft.state.paging.climbs.values())
        help_ = "you have it already" if mine else "to own it as well: `assign` it to yourself"
        raise refused(draft, "nothing-to-answer", _nobody_paged(draft), help_)
    draft.add(e.Acknowledged(person, tuple(answered)))
    if person in draft.rules.able(SME):
        engage(draft, person, "acknowledged, and may lead the technical work")


def _nobody_paged(draft: Draft) -> str:
    by = [p for climb in draft.state.paging.climbs.values() for p in climb.acknowledged_by]
    return (
        f"nobody is being paged: acknowledged by {', '.join(dict.fromkeys(by))}"
        if by
        else "nobody is being paged"
    )


def decline(draft: Draft, command: c.Decline) -> None:
    """The actor cannot act: the next rung is paged at once."""
    why = said(draft, "reason", command.reason)
    person = known(draft, draft.actor)
    climbs = _answered_by(draft, command.climb, person) or _climbs(draft, command.climb, person)
    if not climbs:
        raise refused(draft, "nothing-to-answer", _nobody_paged(draft), "nothing has to be done")
    draft.add(e.Declined(person, tuple(climb.id for climb in climbs), why))
    for climb in climbs:
        who = draft.rules.who(draft.state)
        text = f"{person} declined: {why}"
        draft.add(*ladders.escalate(draft.state.paging, climb.id, draft.book, who, draft.now, person, text))


def _answered_by(draft: Draft, wanted: str, person: str) -> list[Climb]:
    """Where nothing else asks for them, those that they had answered: now they find that they cannot act."""
    climbs = list(draft.state.paging.climbs.values())
    if wanted or _theirs(draft, [c for c in climbs if c.state in ("climbing", "spent")], person):
        return []
    return [c for c in climbs if c.state == "acknowledged" and person in c.acknowledged_by]


def page_failed(draft: Draft, command: c.PageFailed) -> None:
    """A method did not reach them: another one at once, then the next rung."""
    found = draft.state.paging.pages.get(command.page)
    draft.add(e.Undelivered(command.page, command.detail, (found.person,) if found else ()))
    who = draft.rules.who(draft.state)
    draft.add(*failed(draft.state.paging, command.page, draft.book, who, draft.now, command.detail))
