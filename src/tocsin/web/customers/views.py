"""The list of customers, one customer's page, and what is said about their staying."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.app.customers import customer_view, unknown_customer
from tocsin.app.ports import Row
from tocsin.app.ports_board import Place, Wanted
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.exports import Cell, csv_answer
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, page

MOST = 100
LONGEST_NOTE = 500


def url_of(name: str) -> str:
    """A customer's page."""
    return f"/customers/of?name={quote(name)}"


@page("customer.see")
def customers(request: Ask) -> HttpResponse:
    """Customers by a part of their name; without one, those with something open first."""
    text = request.GET.get("q", "").strip()[:100]
    found = bootstrap_site.store().customers(text, MOST)
    return render(request, "customers/list.html", {"customers": found, "text": text, "most": MOST})


@page("customer.see")
def customer(request: Ask) -> HttpResponse:
    """One customer."""
    name = request.GET.get("name", "")
    view = customer_view(bootstrap_site.desk(), name, request.now, _place(request.GET.get("after", "")))
    context = {"view": view, "after": _cursor(view.past.next), "first": not request.GET.get("after")}
    return render(request, "customers/one.html", context)


def _place(said: str) -> Place | None:
    at, _dash, stream = said.partition("-")
    return Place(int(at), stream) if at.isascii() and at.isdigit() and len(at) < 20 and stream else None


def _cursor(place: Place | None) -> str:
    return f"{place.at}-{place.stream}" if place else ""


@action("customer.mark")
def mark(request: Ask) -> HttpResponse:
    """They are lost, or they stay: the figure of retention counts it (B3)."""
    name, what = request.POST.get("name", ""), request.POST.get("what", "")
    why = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    store = bootstrap_site.store()
    if not store.escalations_of(name):
        raise unknown_customer(name)
    if what not in ("lost", "kept"):
        text, help_ = _("nothing is said about them"), _("say that they are lost, or that they stay")
        raise Refused(Finding("usage", text, Position.of("customer"), help_))
    (store.customer_lost if what == "lost" else store.customer_kept)(
        name, request.now, request.who.actor, why
    )
    note(request, f"customer.{what}", _first(name))
    messages.success(request, _("Kept. It counts in the figure of customers who stay."))
    return HttpResponseRedirect(url_of(name))


def _first(name: str) -> str:
    """A customer in the audit log: by their first escalation, for names can be erased and the log cannot."""
    held = bootstrap_site.store().escalations_of(name)
    return held[0].stream if held else ""


@page("export")
def export(request: Ask) -> HttpResponse:
    """A customer's escalations as a table for spreadsheets."""
    name = request.GET.get("name", "")
    if not bootstrap_site.store().escalations_of(name):
        raise unknown_customer(name)
    note(request, "customer.exported", _first(name))
    head = ("escalation", "title", "severity", "level", "status", "owner", "reported_at", "closed_at")
    return csv_answer("escalations", head, (_cells(row) for row in _rows(name)))


def _rows(name: str) -> Iterator[Row]:
    store = bootstrap_site.store()
    for closed in (False, True):
        place: Place | None = None
        while True:
            found = store.found(Wanted(customer=name, closed=closed), 500, place)
            yield from found.rows
            place = found.next
            if place is None:
                break


def _cells(row: Row) -> list[Cell]:
    told: list[Cell] = [row.stream, row.title, row.severity, row.level, row.status, row.owner]
    return [*told, row.reported_at, row.closed_at]
