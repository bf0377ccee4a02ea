"""Carries out what a form asks for, and answers with what changed; never a lost update (design §4)."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.app.desk import timeline
from tocsin.app.desk.view import Told
from tocsin.app.doing import do, is_own, require
from tocsin.app.ports import Conflict
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.rights.actions import Action
from tocsin.web.escalation.draw import context_of
from tocsin.web.escalation.look import Seen, look
from tocsin.web.escalation.verbs import VERBS, Commands, Form, Verb
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.routes import action

VERSION = "Tocsin-Version"


def view_of(name: str) -> Callable[..., HttpResponse]:
    """The view of one form."""
    verb = VERBS[name]

    @action(verb.action)
    def act(request: Ask, stream: str) -> HttpResponse:
        seen = look(request, stream)
        # Who may not is told so before anything is read of what they sent.
        require(request.who, Action(verb.action), is_own(request.who, seen.view.state, seen.rules), seen.id)
        return carry_out(request, seen, verb, verb.make(Form(request, seen)))

    act.__name__ = f"act_{name}"
    return act


def carry_out(request: Ask, seen: Seen, verb: Verb, commands: Commands) -> HttpResponse:
    """Does it, or says what others did meanwhile. Raises Refused."""
    expected = _expected(request)
    missed = _missed(seen, expected) if verb.guarded else ()
    if missed:
        return stale(request, seen, missed)
    guard = seen.view.state.version if verb.guarded and expected is not None else None
    desk, key = bootstrap_site.desk(), request.POST.get("key", "")[:64]
    try:
        do(desk, request.who, seen.id, commands, request.now, key=key, expected=guard)
    except Conflict:
        again = look(request, seen.id)
        return stale(request, again, _missed(again, guard) or again.view.timeline[-1:])
    return done(request, seen.id, verb)


def _expected(request: HttpRequest) -> int | None:
    """The version that the person saw; None where the form does not say."""
    text = request.POST.get("expected", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _missed(seen: Seen, expected: int | None) -> tuple[Told, ...]:
    """What other people did since: the desk's own steps and one's own stand in nobody's way."""
    if expected is None or expected >= seen.view.state.version:
        return ()
    since = timeline.since(seen.view.timeline, expected)
    return tuple(told for told in since if told.actor not in (DESK, seen.person))


def stale(request: Ask, seen: Seen, missed: tuple[Told, ...]) -> HttpResponse:
    """Who did what meanwhile; what was typed stays, and can be sent again."""
    version = seen.view.state.version
    context = {"missed": missed, "version": version, "id": seen.id, "sent": _kept(request), "view": seen.view}
    part = bool(request.headers.get("HX-Request"))
    name = "escalation/stale.html" if part else "escalation/stale_page.html"
    context["live"] = context_of(request, seen) if part else {}
    answer = HttpResponse(render_to_string(name, context, request), status=409)
    answer.headers[VERSION] = str(version)
    return answer


def _kept(request: Ask) -> list[tuple[str, str]]:
    """What was typed, to be sent again by a page without scripts."""
    own = ("csrfmiddlewaretoken", "expected")
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]


def done(request: Ask, stream: str, verb: Verb) -> HttpResponse:
    """The parts of the page that changed; without scripts, the page."""
    said = _(verb.said) if verb.said else ""
    part = bool(request.headers.get("HX-Request"))
    if verb.reload or not part:
        if said:
            messages.success(request, said)
        return _to_page(stream, part, request.POST.get("back", ""))
    seen = look(request, stream)
    context = {"said": said, "oob": True, **context_of(request, seen)}
    answer = HttpResponse(render_to_string("escalation/done.html", context, request))
    answer.headers[VERSION] = str(seen.view.state.version)
    answer.headers["HX-Retarget"] = "#said"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _to_page(stream: str, part: bool, back: str) -> HttpResponse:
    anchor = f"#{back}" if back.isalnum() else ""
    if not part:
        return HttpResponseRedirect(f"/e/{stream}{anchor}", status=303)
    answer = HttpResponse()
    answer.headers["HX-Redirect"] = f"/e/{stream}"
    return answer
