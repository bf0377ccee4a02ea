"""Webhooks out: who hears what happens here, what each was sent, and whether it arrived."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.accounts.webhooks import manage
from tocsin.accounts.webhooks.models import Attempt, Delivery, Webhook
from tocsin.app.webhooks import KINDS
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import from_micros
from tocsin.web.settings.webhooks_kinds import groups
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import render
from tocsin.web.shared.routes import action, page

HERE = "/settings/webhooks"
PAGE = 25


@page("webhooks.manage")
def listed(request: Ask) -> HttpResponse:
    """The receivers, and a form for a new one."""
    found = [_told(each) for each in Webhook.objects.order_by("pk")]
    context = {"hooks": found, "groups": groups(()), "said": {}}
    return render(request, "settings/webhooks.html", context)


@action("webhooks.manage")
def new(request: Ask) -> HttpResponse:
    """Makes a receiver, and shows its secret this once."""
    wanted = _wanted(request)
    secret = bootstrap_site.fresh_secret()
    cursor = bootstrap_site.store().feed_end()
    made = manage.make(wanted, _sealed(secret), secret[-4:], cursor, _by(request))
    return _one(request, made, secret)


@page("webhooks.manage")
def one(request: Ask, number: int) -> HttpResponse:
    """One receiver: what it hears, what it was sent."""
    return _one(request, manage.get(number))


@action("webhooks.manage")
def change(request: Ask, number: int) -> HttpResponse:
    """Another name, address or choice."""
    found = manage.get(number)
    manage.change(found, _wanted(request), _by(request))
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(f"{HERE}/{number}")


@action("webhooks.manage")
def switch(request: Ask, number: int) -> HttpResponse:
    """On or off; on again, it hears what happens from then on."""
    on = request.POST.get("on") == "1"
    manage.switch(manage.get(number), on, bootstrap_site.store().feed_end(), _by(request))
    told = _("It hears what happens from now on.") if on else _("It hears nothing until it is switched on.")
    messages.success(request, told)
    return HttpResponseRedirect(f"{HERE}/{number}")


@action("webhooks.manage")
def renew(request: Ask, number: int) -> HttpResponse:
    """Another secret, shown this once."""
    found, secret = manage.get(number), bootstrap_site.fresh_secret()
    manage.reseal(found, _sealed(secret), secret[-4:], _by(request))
    return _one(request, found, secret)


@action("webhooks.manage")
def end(request: Ask, number: int) -> HttpResponse:
    """Takes it out with its log."""
    found = manage.get(number)
    name = found.name
    manage.end(found, _by(request))
    messages.success(request, _("`%s` is ended.") % name)
    return HttpResponseRedirect(HERE)


@action("webhooks.manage")
def ping(request: Ask, number: int) -> HttpResponse:
    """A word by hand, to see whether it arrives."""
    manage.ping(manage.get(number), _by(request))
    messages.success(request, _("A ping is on its way: look below in a moment."))
    return HttpResponseRedirect(f"{HERE}/{number}")


@page("webhooks.manage")
def delivery(request: Ask, number: int, delivery: int) -> HttpResponse:
    """What was posted, and what was answered each time."""
    found = manage.get(number)
    sent = manage.delivery(found, delivery)
    tries = [
        (each, from_micros(each.at)) for each in Attempt.objects.filter(delivery=sent).order_by("number")
    ]
    context = {
        "hook": _told(found),
        "sent": _sent(sent),
        "body": json.dumps(json.loads(sent.body), indent=2),
        "tries": tries,
    }
    return render(request, "settings/webhooks_delivery.html", context)


@action("webhooks.manage")
def again(request: Ask, number: int, delivery: int) -> HttpResponse:
    """The same bytes once more."""
    manage.again(manage.delivery(manage.get(number), delivery), _by(request))
    messages.success(request, _("It is sent again: look below in a moment."))
    return HttpResponseRedirect(f"{HERE}/{number}")


def _one(request: Ask, found: Webhook, secret: str = "") -> HttpResponse:
    sent = Delivery.objects.filter(webhook=found).order_by("-pk")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        sent = sent.filter(pk__lt=int(before))
    rows = list(sent[: PAGE + 1])
    context = {
        "hook": _told(found), "secret": secret, "groups": groups(found.kinds.split()),
        "sent": [_sent(each) for each in rows[:PAGE]],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None, "newest": not before,
    }  # fmt: skip
    answer = render(request, "settings/webhooks_one.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@dataclass(frozen=True)
class Shown:
    """A row with its times as instants."""

    row: Webhook | Delivery
    at: object
    then: object


def _told(hook: Webhook) -> Shown:
    failing = from_micros(hook.failing_since) if hook.failing_since is not None else None
    return Shown(hook, from_micros(hook.created_at), failing)


def _sent(sent: Delivery) -> Shown:
    then = from_micros(sent.next_at) if sent.next_at is not None else None
    return Shown(sent, from_micros(sent.created_at), then)


def _wanted(request: Ask) -> manage.Wanted:
    name, url = request.POST.get("name", "").strip(), request.POST.get("url", "").strip()
    kinds = [kind for kind in request.POST.getlist("kinds") if kind in KINDS]
    if not name or len(name) > 80:
        raise _refused(_("the webhook has no name, or one of more than 80 letters"), _("name its receiver"))
    if len(url) > 2000:
        raise _refused(_("the address has more than 2,000 letters"), _("give a shorter one"))
    if why := bootstrap_site.hook_refusal(url):
        message, _colon, help_ = why.partition(": ")
        raise _refused(message, help_)
    return manage.Wanted(name, url, kinds)


def _refused(message: str, help_: str) -> Refused:
    return Refused(Finding("webhook", message, Position.of("webhook"), help_))


def _sealed(secret: str) -> str:
    return bootstrap_site.secrets().encrypt(secret.encode()).decode()


def _by(request: Ask) -> manage.By:
    return manage.By(request.account.username, request.now, str(request.META.get("REMOTE_ADDR", "")))
