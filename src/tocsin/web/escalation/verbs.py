"""What can be asked for on the page: each form becomes commands of the life cycle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.clocks import rank
from tocsin.core.model.duration import parse_span
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.escalation.facts_form import facts_of_form
from tocsin.web.escalation.look import Seen
from tocsin.web.shared.ask import Ask

Commands = tuple[c.Command, ...]


@dataclass(frozen=True)
class Form:
    """What was sent, by whom, to which escalation."""

    request: Ask
    seen: Seen

    @property
    def sent(self) -> QueryDict:
        """The fields."""
        return self.request.POST

    def text(self, name: str) -> str:
        """A field, without spaces around it."""
        return self.sent.get(name, "").strip()

    def many(self, name: str) -> tuple[str, ...]:
        """A field that may stand several times."""
        return tuple(value for value in self.sent.getlist(name) if value)


@dataclass(frozen=True)
class Verb:
    """A form: the action it needs, what it asks for, and what happens to the page.

    `guarded`: somebody else's doing since the page was seen stands in the way. What only adds to the record
    (a note, an answer to a page) never conflicts. `reload`: other forms fit afterwards, so the page is new.
    """

    action: str
    make: Callable[[Form], Commands]
    said: str
    guarded: bool = True
    reload: bool = False


def refuse(rule: str, message: str, help_: str) -> Refused:
    """A refusal of a field."""
    return Refused(Finding(rule, message, Position.of("form"), help_))


def _record(form: Form) -> Commands:
    text = form.text("text")
    made: Mapping[str, Callable[[], c.Command]] = {
        "note": lambda: c.Note(text),
        "finding": lambda: c.RecordFinding(text),
        "cause": lambda: c.RecordFinding(text, cause=True),
        "mitigation": lambda: c.RecordMitigation(text),
        "workaround": lambda: c.RecordWorkaround(text),
        "accepted-workaround": lambda: c.RecordWorkaround(text, accepted=True),
        "verified": lambda: c.Verify(text),
    }
    what = form.text("what") or "note"
    if what not in made:
        raise refuse("form", _("`%(what)s` cannot be written down") % {"what": what}, ", ".join(made))
    return (made[what](),)


def _update(form: Form) -> Commands:
    return (c.SendUpdate(form.text("text"), promised(form)),)


def promised(form: Form) -> datetime | None:
    """When the next update is promised: in a while, at a time of the viewer's clock, or by the cadence."""
    at, within = form.text("next_at"), form.text("next_in")
    if at:
        return _next_time(form, at)
    if within:
        try:
            return form.request.now + parse_span(within).approximate()
        except ValueError:
            text = _("`%(given)s` is no length of time") % {"given": within}
            raise refuse("form", text, _("write it like `45m` or `2h`")) from None
    return None


def _next_time(form: Form, text: str) -> datetime:
    """The next time that the viewer's clock shows this."""
    now = form.request.now.astimezone(form.request.zone)
    try:
        hour, minute = (int(part) for part in text.split(":")[:2])
        wanted = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        told = _("`%(given)s` is no time of day") % {"given": text}
        raise refuse("form", told, _("write it like `04:25`")) from None
    found = wanted if wanted > now else wanted + timedelta(days=1)
    return found.astimezone(form.request.now.tzinfo)


def _rate(form: Form) -> Commands:
    """Raised or lowered, whichever it is; both may move, each its own way."""
    state, reason = form.seen.view.state, form.text("reason")
    level = int(form.text("level")) if form.text("level").isdecimal() else state.level
    severity = form.text("severity") or state.severity
    up: dict[str, Any] = {}
    down: dict[str, Any] = {}
    if level != state.level:
        (up if level > state.level else down)["level"] = level
    if severity != state.severity:
        (up if rank(severity) < rank(state.severity) else down)["severity"] = severity
    raised = (c.Raise(reason, **up),) if up else ()
    lowered = (c.Lower(reason, **down),) if down else ()
    if not up and not down:
        text, help_ = _("neither level nor severity is another one"), _("choose what it should be")
        raise refuse("no-change", text, help_)
    return (*raised, *lowered)


def _facts(form: Form) -> Commands:
    facts, unknown = facts_of_form(form.sent, form.seen, form.request)
    if "triage" in form.seen.view.possible:
        return (c.TriageIt(facts, unknown),)
    if not facts:
        raise refuse("no-change", _("nothing new was filled in"), _("fill in what you know"))
    return (c.RecordFacts(facts),)


def _seat(form: Form) -> Commands:
    person = form.text("person") or form.seen.person
    return (c.Fill(form.text("role"), person),)


def _undo(form: Form) -> Commands:
    found = form.seen.undo
    if found is None or str(found.version) != form.text("version"):
        text = _("it cannot be taken back any more")
        raise refuse("too-late", text, _("do the opposite by its own form"))
    return (found.command,)


def _move(form: Form) -> Commands:
    from tocsin import bootstrap_site

    current = bootstrap_site.desk().books.current().hash
    return (c.MovePolicy(current, form.text("reason")),)


def _open(form: Form) -> Commands:
    level = form.text("level")
    return (c.Open(form.text("reason"), int(level) if level.isdecimal() else 1),)


VERBS: dict[str, Verb] = {
    "acknowledge": Verb(
        "escalation.answer", lambda f: (c.Acknowledge(f.text("climb")),), gettext_noop("You have it."), False
    ),
    "decline": Verb(
        "escalation.answer",
        lambda f: (c.Decline(f.text("reason"), f.text("climb")),),
        gettext_noop("Declined: the next rung is paged."),
        False,
    ),
    "accept": Verb("escalation.answer", lambda f: (c.Accept(),), gettext_noop("You own it."), False, True),
    "refuse": Verb(
        "escalation.answer", lambda f: (c.Refuse(f.text("reason")),), gettext_noop("Not taken."), False, True
    ),
    "update": Verb("escalation.work", _update, gettext_noop("Recorded as sent.")),
    "record": Verb("escalation.work", _record, gettext_noop("Written down."), False),
    "verify": Verb(
        "escalation.end", lambda f: (c.Verify(f.text("text")),), gettext_noop("Written down."), False
    ),
    "tick": Verb(
        "escalation.work",
        lambda f: (c.Tick(f.text("line"), f.text("mark") or "done"),),  # type: ignore[arg-type]
        "",
        False,
    ),
    "confirm": Verb(
        "escalation.work", lambda f: (c.Confirm(f.many("confirm")),), gettext_noop("Confirmed."), False
    ),
    "assign": Verb(
        "escalation.people",
        lambda f: (c.Assign(f.text("person") or f.seen.person, f.text("note")),),
        gettext_noop("Offered. Until it is accepted, the owner stays."),
    ),
    "seat": Verb("escalation.people", _seat, gettext_noop("Seated.")),
    "leave": Verb(
        "escalation.people",
        lambda f: (c.Leave(f.text("role"), f.text("reason")),),
        gettext_noop("The seat is free."),
    ),
    "page": Verb(
        "escalation.page",
        lambda f: (c.Page(f.text("target"), f.text("reason")),),
        gettext_noop("They are being paged."),
    ),
    "rate": Verb("escalation.rate", _rate, gettext_noop("Rated anew."), True, True),
    "open": Verb("escalation.rate", _open, gettext_noop("It is an escalation now."), True, True),
    "facts": Verb(
        "escalation.work", _facts, gettext_noop("Written down; the criteria were asked again."), True, True
    ),
    "wait": Verb(
        "escalation.work", lambda f: (c.Wait(f.text("reason")),), gettext_noop("It waits."), True, True
    ),
    "resume": Verb(
        "escalation.work", lambda f: (c.Resume(f.text("reason")),), gettext_noop("It goes on."), True, True
    ),
    "link": Verb(
        "escalation.work",
        lambda f: (c.Link(f.text("original").upper(), f.text("why")),),
        gettext_noop("Linked as a duplicate."),
        True,
        True,
    ),
    "unlink": Verb(
        "escalation.work", lambda f: (c.Unlink(f.text("why")),), gettext_noop("Unlinked."), True, True
    ),
    "stabilise": Verb(
        "escalation.end",
        lambda f: (c.Stabilise(f.text("note"), f.many("confirm")),),
        gettext_noop("Stabilised."),
        True,
        True,
    ),
    "resolve": Verb(
        "escalation.end",
        lambda f: (c.Resolve(f.text("note"), f.many("confirm")),),
        gettext_noop("Resolved."),
        True,
        True,
    ),
    "close": Verb(
        "escalation.end",
        lambda f: (c.Close(f.text("note"), f.many("confirm")),),
        gettext_noop("Closed."),
        True,
        True,
    ),
    "reopen": Verb(
        "escalation.end", lambda f: (c.Reopen(f.text("reason")),), gettext_noop("Reopened."), True, True
    ),
    "move": Verb("escalation.move", _move, gettext_noop("It follows the present policy now."), True, True),
    "undo": Verb("escalation.work", _undo, gettext_noop("Taken back."), True, True),
}
"""Every form of the page by its address."""
