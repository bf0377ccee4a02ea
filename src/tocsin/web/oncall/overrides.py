"""Overrides: somebody else for a while; what would come of it is said first, and it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.app.desk import roster
from tocsin.app.desk.roster_foreseen import Move, foreseen, in_words
from tocsin.app.desk.rulebooks import kept_change
from tocsin.app.ports_roster import RosterChange
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import parse_instant
from tocsin.core.oncall.effects import Effect
from tocsin.web.oncall import shared
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, both

_LONGEST_WHY = 500
NOBODY = "-"
"""What the form says for a gap on purpose; no contact can be called so."""


@dataclass(frozen=True)
class Typed:
    """What the form says: from when to when `person` is on call for `instead_of` in a rotation."""

    rotation: str
    start: datetime
    end: datetime
    person: str
    instead_of: str
    why: str

    def move(self) -> Move:
        """The change not made yet."""
        people = {"person": self.person or None, "instead_of": self.instead_of or None}
        return Move("override", self.rotation, self.start, self.end, people)


@both("roster.override")
def new(request: HttpRequest) -> HttpResponse:
    """Puts somebody on call for a while, instead of somebody or in addition."""
    rules = shared.rules(request)
    if request.method != "POST":
        return _form(request, rules, {**_blank(request), **request.GET.dict()})
    said = request.POST.dict()
    try:
        typed = _read(request, rules)
        effects = foreseen(rules, [typed.move()])
        if said.get("look") == "yes" or (_grave(effects) and said.get("anyway") != "yes"):
            return _form(request, rules, said, effects=effects, status=200 if said.get("look") else 422)
        made = _keep(request, typed)
    except Refused as refused:
        return _form(request, rules, said, refused, status=422)
    messages.success(request, _("The roster has changed. It counts from the next page on."))
    return HttpResponseRedirect(f"/oncall/changes?done={made.id}")


def _blank(request: HttpRequest) -> dict[str, str]:
    """The form before anybody wrote in it; `at` and `until` say when, if a link brought them."""
    hour, zone = timedelta(hours=1), shared.zone(request)
    begin = shared.now(request).replace(minute=0, second=0, microsecond=0) + hour
    start = shared.given(request.GET.get("at", "")) or begin
    end = shared.given(request.GET.get("until", "")) or start + 8 * hour
    return {"start": shared.typed(start, zone), "end": shared.typed(end, zone)}


def _read(request: HttpRequest, rules: Rules) -> Typed:
    said, zone = request.POST, shared.zone(request)
    typed = Typed(
        said.get("rotation", ""),
        shared.read_typed(said.get("start", ""), zone, _("from")),
        shared.read_typed(said.get("end", ""), zone, _("to")),
        _person(said.get("person", "")),
        said.get("instead_of", ""),
        " ".join(said.get("why", "").split()),
    )
    if len(typed.why) > _LONGEST_WHY:
        text = _("the reason is longer than %(count)d characters") % {"count": _LONGEST_WHY}
        raise Refused(Finding("override", text, Position.of("form"), _("shorten it")))
    roster.check(
        rules.policy, typed.rotation, (typed.start, typed.end), typed.move().people, shared.now(request)
    )
    return typed


def _person(said: str) -> str:
    """Who is on call; a gap has to be chosen, it is not what an empty form makes."""
    if not said:
        text, help_ = _("nobody is chosen to be on call"), _("choose a person, or a gap on purpose")
        raise Refused(Finding("override", text, Position.of("form"), help_))
    return "" if said == NOBODY else said


def _keep(request: HttpRequest, typed: Typed) -> RosterChange:
    """The change, made now; the same one that holds already is that one: a form sent twice makes one."""
    desk, store = bootstrap_site.desk(), bootstrap_site.store()
    people = dict(typed.move().people)
    data = kept_change("override", typed.rotation, typed.start, typed.end, why=typed.why, **people)
    actor: str = request.who.actor  # type: ignore[attr-defined]
    with store.deciding():
        for known in store.roster_changes():
            if (known.kind, known.data) == ("override", data):
                return known
        span = (typed.start, typed.end)
        return roster.add(
            desk,
            "override",
            typed.rotation,
            span,
            people,
            typed.why,
            actor,
            shared.now(request),
            signed_in=True,
        )


def _grave(effects: tuple[Effect, ...]) -> bool:
    return any(one.is_grave for one in effects)


def _form(
    request: HttpRequest,
    rules: Rules,
    said: dict[str, str],
    refused: Refused | None = None,
    effects: tuple[Effect, ...] = (),
    status: int = 200,
) -> HttpResponse:
    zone = shared.zone(request)
    policy = rules.policy
    shown: dict[str, Any] = {
        "tabs": shared.tabs(request, "changes"), "said": said, "zone": zone,
        "rotations": [(id_, one.name, one.everybody()) for id_, one in policy.rotations.items()],
        "contacts": sorted(((id_, c.name) for id_, c in policy.contacts.items()), key=lambda one: one[1]),
        "refused": refused.findings if refused else (), "looked": said.get("look") == "yes",
        "grave": in_words(rules, [e for e in effects if e.is_grave], zone),
        "mild": in_words(rules, [e for e in effects if not e.is_grave], zone),
    }  # fmt: skip
    return render(request, "oncall/override_new.html", shown, status)


@action("roster.override")
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a change back; what it did until now stays."""
    actor: str = request.who.actor  # type: ignore[attr-defined]
    if not bootstrap_site.store().cancel_roster_change(number, shared.now(request), actor):
        text = _("no change #%(number)d holds") % {"number": number}
        raise Refused(Finding("override", text, Position.of("request"), _("look at the list of changes")))
    messages.success(request, _("Taken back. Who was on call before, is again."))
    return HttpResponseRedirect(f"/oncall/changes?done={number}")


@action("roster.override")
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Makes a change once more that was taken back: undo."""
    store, desk = bootstrap_site.store(), bootstrap_site.desk()
    kept = next((one for one in store.roster_changes(cancelled=True) if one.id == number), None)
    if kept is None or kept.cancelled_at is None:
        text = _("no change #%(number)d was taken back") % {"number": number}
        raise Refused(Finding("override", text, Position.of("request"), _("look at the list of changes")))
    data = kept.data
    span = (parse_instant(str(data["from"])), parse_instant(str(data["to"])))
    names = ("one", "other") if kept.kind == "swap" else ("person", "instead_of")
    people = {name: str(data[name]) if data.get(name) else None for name in names}
    actor: str = request.who.actor  # type: ignore[attr-defined]
    made = roster.add(
        desk, kept.kind, str(data["rotation"]), span, people, str(data.get("why", "")), actor,
        shared.now(request), signed_in=True,
    )  # fmt: skip
    messages.success(request, _("Made again."))
    return HttpResponseRedirect(f"/oncall/changes?done={made.id}")
