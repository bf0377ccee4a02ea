"""Before something that matters: people show once more who they are, unless they just did."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def ask(request: HttpRequest) -> None:
    """Goes to the proof and comes back with what was sent; nothing happens when it is fresh (15 minutes)."""
    raise_if_reauthentication_required(request, app="allauth.mfa")


def proven(view: View) -> View:
    """A view that changes something which only its owner may: what is looked at needs no proof."""

    @wraps(view)
    def call(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method == "POST":
            ask(request)
        return view(request, *arguments, **named)

    return call
