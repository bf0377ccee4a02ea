"""`/`: the desk's page, its list and its figures alone, and the list as a file."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse

from tocsin.accounts import audit
from tocsin.accounts.views.keep import views_of
from tocsin.web.desk.export import HEADER, rows
from tocsin.web.desk.page import behind, figures, first_query, list_context, listed, page_context
from tocsin.web.desk.wanted import read_asked
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.exports import csv_answer
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import page


def _pages(request: HttpRequest) -> int:
    text = request.GET.get("pages", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


@page("desk.see")
def index(request: HttpRequest) -> HttpResponse:
    """The desk. Without any question it opens with the view that the person chose to open first."""
    asks = cast(Ask, request)
    seen = views_of(asks.account)
    asked = read_asked(request.GET if request.GET else first_query(seen))
    found = listed(asked, asks, _pages(request))
    return render(request, "desk/page.html", page_context(asked, asks, found, seen))


@page("desk.see")
def lines(request: HttpRequest) -> HttpResponse:
    """The list alone: fresh, or the page behind a cursor."""
    asks = cast(Ask, request)
    asked, after = read_asked(request.GET), request.GET.get("after", "")
    if after:
        context = list_context(asked, asks, behind(asked, asks, after, _pages(request)))
        return render(request, "desk/more.html", context)
    return render(request, "desk/list.html", list_context(asked, asks, listed(asked, asks, _pages(request))))


@page("desk.see")
def numbers(request: HttpRequest) -> HttpResponse:
    """The six figures alone."""
    return render(request, "desk/figures.html", figures(cast(Ask, request)))


@page("export")
def export(request: HttpRequest) -> HttpResponse:
    """The list as a file for a spreadsheet, as long as it is filtered."""
    asks = cast(Ask, request)
    asked = read_asked(request.GET)
    audit.note(asks.now, asks.account.username, "export", "escalations", query=asked.query)
    return csv_answer(f"escalations-{asks.now:%Y-%m-%d}", HEADER, rows(asked, asks))
