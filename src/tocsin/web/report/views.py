"""`/report/`: the form, its preview, a paste, and sending."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from tocsin import bootstrap_site
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Refused
from tocsin.web.report import shown
from tocsin.web.report.paste import Pasted, fill, fill_past
from tocsin.web.report.people import customers
from tocsin.web.report.preview import preview
from tocsin.web.report.send import send, with_nothing_open
from tocsin.web.report.typed import read_typed
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, both

SENT = "tocsin_reported"
"""The cookie that tells the page's script that the draft of this key has arrived."""


def _rules() -> Rules:
    desk = bootstrap_site.desk()
    desk.books.refresh()
    return desk.books.current()


@both("escalation.report")
def form(request: HttpRequest) -> HttpResponse:
    """The form; a POST says what is wanted of it: `paste`, `preview`, `more`, `send`, or `send-unknown`."""
    asks = cast(Ask, request)
    rules = _rules()
    sent: QueryDict = request.POST
    wanted = sent.get("do", "send") if request.method == "POST" else ""
    if wanted in ("send", "send-unknown"):
        return _sent(asks, rules, sent, wanted == "send-unknown")
    pasted = None
    if wanted == "paste":
        sent, pasted = fill(sent, rules, asks)
    return _page(asks, rules, fill_past(sent, rules, asks), wanted, pasted)


def _sent(request: Ask, rules: Rules, sent: QueryDict, nobody_knows: bool) -> HttpResponse:
    typed = read_typed(sent, rules, request)
    try:
        typed = with_nothing_open(typed, rules, request) if nobody_knows else typed
        answer = send(typed, rules, request)
    except Refused as refused:
        return _page(request, rules, sent, "send", None, refused)
    response = HttpResponseRedirect(f"/e/{answer.stream}")
    response.set_cookie(SENT, typed.key, max_age=600, path="/", samesite="Lax", secure=request.is_secure())
    return response


def _page(
    request: Ask, rules: Rules, sent: QueryDict, wanted: str, pasted: Pasted | None,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    typed = read_typed(sent, rules, request)
    seen = preview(typed, rules, request, more=wanted == "more")
    known = [one.name for one in customers(bootstrap_site.desk(), request)[:200]]
    context: dict[str, Any] = {
        **shown.common(typed, seen, rules), "customers": known, "pasted": pasted, "fresh_page": not wanted,
        "questions": shown.questions(typed, (*typed.asked, *seen.fresh), seen.hints),
        "findings": refused.findings if refused else (), "paste": sent.get("paste", ""),
        "levels": [(n, level) for n, level in sorted(rules.policy.levels.items()) if n],
        "channels": rules.policy.organisation.channels, "key": typed.key or bootstrap_site.fresh_secret(16),
    }  # fmt: skip
    return render(request, "report/page.html", context, status=422 if refused else 200)


@action("escalation.report")
def live(request: HttpRequest) -> HttpResponse:
    """The preview alone, and the questions that come with it, while somebody types."""
    asks, rules = cast(Ask, request), _rules()
    before = read_typed(request.POST, rules, asks)
    typed = read_typed(fill_past(request.POST, rules, asks), rules, asks)
    seen = preview(typed, rules, asks, more=request.POST.get("do") == "more")
    fresh = tuple(dict.fromkeys((*(n for n in typed.asked if n not in before.asked), *seen.fresh)))
    context = {**shown.common(typed, seen, rules), "questions": shown.questions(typed, fresh, seen.hints)}
    return render(request, "report/live.html", context)
