"""How I am reached: what the policy says, and addresses of my own that I showed to be mine."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.accounts.people import codes
from tocsin.app import reach
from tocsin.app.desk.outgoing import address
from tocsin.core.policy.schema.people import Contact
from tocsin.web.account.contact_send import send_code, send_test, sends
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.noted import note
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, page

HERE = "/me/contact/"


def contact_of(request: Ask) -> Contact | None:
    """The viewer as the policy knows them; None when it does not."""
    return bootstrap_site.desk().books.current().policy.contacts.get(request.account.contact)


def mine(request: Ask) -> reach.Reach:
    """What the viewer verified and chose."""
    return reach.of(bootstrap_site.store(), request.account.contact)


@page("account.own")
def contact(request: Ask) -> HttpResponse:
    """The addresses, and those that wait for their code."""
    known = contact_of(request)
    own = mine(request)
    laid = reach.laid_over(known, own) if known else None
    context = {
        "contact": known,
        "rows": _rows(known, own),
        "pending": codes.pending(request.account, request.now),
        "methods": reach.methods_of(laid[0]) if laid else (),
        "sends": sends(),
    }
    return render(request, "account/contact.html", context)


def _rows(known: Contact | None, own: reach.Reach) -> list[dict[str, Any]]:
    said = {"email": known.email, "phone": known.phone, "webhook": known.webhook} if known else {}
    return [{"kind": kind, "policy": said.get(kind, ""), "own": own.ways.get(kind)} for kind in reach.KINDS]


@action("account.own")
def add(request: Ask) -> HttpResponse:
    """An address is to be shown: its code is sent, or an administrator is to confirm it."""
    kind, said = request.POST.get("kind", ""), request.POST.get("address", "")
    reach.require_contact(contact_of(request), request.who.actor)
    code = codes.fresh_code()
    made = codes.begin(request.account, kind, said, code, request.now)
    if made.digest:
        try:
            send_code(request, kind, made.address, code)
        except Exception:
            codes.drop(made)
            raise
        messages.success(request, _("A code is on its way to %s: write it here.") % made.address)
    else:
        messages.success(request, _("Kept. An administrator calls you there and confirms it."))
    return HttpResponseRedirect(HERE)


@action("account.own")
def code(request: Ask) -> HttpResponse:
    """The code that came: the address is theirs, and pages go there from now on."""
    kind = request.POST.get("kind", "")
    shown = codes.show(request.account, kind, request.POST.get("code", ""), request.now)
    reach.keep_way(
        bootstrap_site.store(),
        contact_of(request),
        request.account.contact,
        kind,
        shown,
        "code",
        request.now,
    )
    note(request, "contact.verified", request.account.username, kind=kind)
    messages.success(request, _("Verified: pages go there from now on."))
    return HttpResponseRedirect(HERE)


@action("account.own")
def drop(request: Ask) -> HttpResponse:
    """An address of their own goes; the policy's holds again."""
    kind = request.POST.get("kind", "")
    waiting = codes.pending(request.account, request.now).filter(kind=kind).first()
    if request.POST.get("pending") and waiting is not None:
        codes.drop(waiting)
        return HttpResponseRedirect(HERE)
    reach.drop_way(bootstrap_site.store(), contact_of(request), request.account.contact, kind, request.now)
    note(request, "contact.dropped", request.account.username, kind=kind)
    messages.success(request, _("Taken away: what the policy says holds again."))
    return HttpResponseRedirect(HERE)


@action("account.own")
def test(request: Ask) -> HttpResponse:
    """A page that says that it is none, to where real ones would go."""
    known = contact_of(request)
    made = reach.laid_over(known, mine(request))[0] if known else None
    method = request.POST.get("method", "")
    messages.success(request, send_test(request, method, address(made, method)))
    return HttpResponseRedirect(HERE)
