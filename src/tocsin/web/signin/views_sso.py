"""When a provider does not bring somebody in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from tocsin.web.shared.routes import public
from tocsin.web.signin.adapter_social import refused


@public
def cancelled(request: HttpRequest) -> HttpResponse:
    """The person went back."""
    return refused(request, gettext("You stopped signing in at the provider."))


@public
def failed(request: HttpRequest) -> HttpResponse:
    """The provider's answer was no answer."""
    return refused(request, gettext("The provider did not let you in, or its answer could not be read."))
