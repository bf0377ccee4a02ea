"""Customers: who they are, whether they stay, and their personal data taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tocsin import bootstrap_site
from tocsin.accounts import audit
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says import more as says
from tocsin.api.v1.wants.more import Erase, Mark, Named
from tocsin.app.customers import unknown_customer
from tocsin.app.erasure import erase, preview
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action

router = Router(tags=["Customers"])


@endpoint(router, "GET", "/customers", Told(Action.CUSTOMER_SEE), says=says.Customers)
def list_customers(request: HttpRequest, asked: Query[Named]) -> HttpResponse:
    """List customers by a part of their name; without one, those with something open first."""
    store = bootstrap_site.store()
    items = []
    for one in store.customers(asked.text, asked.limit):
        said = store.said_of(one.name)
        lost = said.lost_at if said else None
        told = {"name": one.name, "count": one.count, "open": one.open, "last": iso(one.last)}
        items.append({**told, "lost_at": iso(lost) if lost else None})
    return reply({"items": items})


@endpoint(router, "POST", "/customers/mark", Told(Action.CUSTOMER_MARK), says=says.Staying)
def mark_customer(request: HttpRequest, wanted: Mark) -> HttpResponse:
    """Say that a customer is lost, or that it stays; the figure of those who stay counts it."""
    store, who = bootstrap_site.store(), asker(request)
    held = store.escalations_of(wanted.name)
    if not held:
        raise unknown_customer(wanted.name)
    mark = store.customer_lost if wanted.what == "lost" else store.customer_kept
    mark(wanted.name, who.now, who.who.actor, wanted.note)
    audit.note(who.now, who.account.username, f"customer.{wanted.what}", held[0].stream, who.address)
    return reply({"name": wanted.name, "lost": wanted.what == "lost"})


@endpoint(router, "POST", "/customers/erase", Told(Action.CUSTOMER_ERASE), says=says.Erasure)
def erase_customer(request: HttpRequest, wanted: Erase) -> HttpResponse:
    """Take a customer's personal data away: names, texts, files, messages; the record still verifies.

    Without `really` nothing is done: the answer says what would go. With it, it goes, and never comes back.
    """
    desk, who = bootstrap_site.desk(), asker(request)
    if not wanted.really:
        seen = preview(desk, wanted.name)
        streams = [*(one.stream for one in seen.found), *seen.elsewhere]
        return reply(
            {
                "done": False, "customer": seen.customer, "escalations": streams, "open": list(seen.open),
                "events": seen.events, "messages": seen.messages, "files": seen.files,
            }
        )  # fmt: skip
    done = erase(desk, wanted.name, who.who.actor, wanted.why, who.now)
    told = {"escalations": len(done.streams), "events": done.gone.events}
    first = done.instead.rpartition(" ")[2]
    audit.note(who.now, who.account.username, "customer.erased", first, who.address, **told)
    return reply(
        {
            "done": True, "customer": done.instead, "escalations": list(done.streams), "open": [],
            "events": done.gone.events, "messages": done.gone.messages, "files": done.gone.files,
        }
    )  # fmt: skip
