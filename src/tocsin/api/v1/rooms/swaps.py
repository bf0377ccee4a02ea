"""Swapping shifts: asked, accepted, refused, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tocsin import bootstrap_site
from tocsin.api.v1.asking import asker
from tocsin.api.v1.endpoint import Told, endpoint
from tocsin.api.v1.reply import reply
from tocsin.api.v1.says import oncall as says
from tocsin.api.v1.values import Count
from tocsin.api.v1.wants.oncall import Anyway, Swap
from tocsin.app.swap_requests import Span, SwapRequest, Wish
from tocsin.app.swaps import Swaps
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.rights.actions import Action

router = Router(tags=["On call"])
SWAP = Told(Action.ROSTER_SWAP)


@endpoint(router, "GET", "/on-call/swaps", Told(Action.ROSTER_SEE), says=says.SwapRequests)
def list_swaps(request: HttpRequest) -> HttpResponse:
    """List the requests to swap shifts whose last shift is not over."""
    now = asker(request).now
    return reply({"items": [_said(each, now) for each in _swaps().requests(now)]})


@endpoint(
    router, "POST", "/on-call/swaps", Told(Action.ROSTER_SWAP, key=True), says=says.SwapRequest, status=201,
    keep=True,
)  # fmt: skip
def ask_swap(request: HttpRequest, wanted: Swap) -> HttpResponse:
    """Ask somebody, or anyone, to take your shifts of a span; nothing changes until it is accepted."""
    who = asker(request)
    if (wanted.back_start is None) != (wanted.back_end is None):
        help_ = "give `back_start` and `back_end`, or neither"
        text = "half of the span in return is missing"
        raise Refused(Finding("swap", text, Position.of("body back_start"), help_), usage=True)
    back = Span(wanted.back_start, wanted.back_end) if wanted.back_start and wanted.back_end else None
    wish = Wish(wanted.rotation, Span(wanted.start, wanted.end), wanted.other, back, wanted.why)
    return reply(_said(_swaps().ask(wish, who.who.actor, who.now), who.now), 201)


@endpoint(router, "POST", "/on-call/swaps/{number}/accept", SWAP, says=says.SwapRequest)
def accept_swap(request: HttpRequest, number: Count, wanted: Anyway) -> HttpResponse:
    """Accept a request: the roster changes at once."""
    who = asker(request)
    found = _swaps().accept(number, who.who.actor, who.now, anyway=wanted.anyway)
    return reply(_said(found, who.now))


@endpoint(router, "POST", "/on-call/swaps/{number}/refuse", SWAP, says=says.SwapRequest)
def refuse_swap(request: HttpRequest, number: Count) -> HttpResponse:
    """Say no to a request that you were asked."""
    who = asker(request)
    return reply(_said(_swaps().refuse(number, who.who.actor, who.now), who.now))


@endpoint(router, "POST", "/on-call/swaps/{number}/withdraw", SWAP, says=says.SwapRequest)
def withdraw_swap(request: HttpRequest, number: Count) -> HttpResponse:
    """Take your own request back."""
    who = asker(request)
    return reply(_said(_swaps().withdraw(number, who.who.actor, who.now), who.now))


def _swaps() -> Swaps:
    return Swaps(bootstrap_site.desk(), bootstrap_site.store())


def _said(swap: SwapRequest, now: datetime) -> dict[str, object]:
    wish, back = swap.wish, swap.wish.back
    return {
        "id": swap.id, "status": str(swap.status(now)), "asker": swap.asker, "rotation": wish.rotation,
        "start": iso(wish.span.start), "end": iso(wish.span.end), "other": wish.other or None,
        "back_start": iso(back.start) if back else None, "back_end": iso(back.end) if back else None,
        "why": wish.why, "at": iso(swap.at), "decided_by": swap.decided_by or None,
        "decided_at": iso(swap.decided_at) if swap.decided_at else None,
    }  # fmt: skip
