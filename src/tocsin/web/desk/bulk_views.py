"""`/bulk`: one action on the lines that were ticked."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict

from tocsin.accounts.views.keep import views_of
from tocsin.web.desk.bulk import carry_out
from tocsin.web.desk.page import list_context, listed, page_context
from tocsin.web.desk.wanted import read_asked
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action


@action("escalation.answer")
def bulk(request: HttpRequest) -> HttpResponse:
    """Says what became of each, above the list as it is now."""
    asks = cast(Ask, request)
    said = carry_out(request.POST, asks)
    asked = read_asked(QueryDict(request.POST.get("query", "")))
    found = listed(asked, asks)
    if request.headers.get("HX-Request"):
        return render(request, "desk/bulk_live.html", {**list_context(asked, asks, found), "said": said})
    shown = page_context(asked, asks, found, views_of(asks.account))
    return render(request, "desk/page.html", {**shown, "said": said})
