"""What providers send, and what is said when they bring nobody in."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.csrf import csrf_exempt

from tocsin.web.shared.routes import public
from tocsin.web.signin import door
from tocsin.web.signin.adapter_social import refused

NO_ANSWER = gettext_noop("The provider did not let you in, or its answer could not be read.")
NOT_THERE = gettext_noop("The provider does not answer: try again in a minute, or use your password.")
LARGEST = 300_000
"""Bytes of a provider's answer: it is kept for a moment, and anybody can post one."""


@public
def cancelled(request: HttpRequest) -> HttpResponse:
    """The person went back."""
    return refused(request, gettext("You stopped signing in at the provider."))


@public
def failed(request: HttpRequest) -> HttpResponse:
    """The provider's answer was no answer."""
    return refused(request, gettext(NO_ANSWER))


@public
def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the OpenID provider."""
    from allauth.socialaccount.providers.openid_connect.views import login

    return _unshaken(request, login, provider_id=provider_id)


@public
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it."""
    from allauth.socialaccount.providers.openid_connect.views import callback

    return _unshaken(request, callback, provider_id=provider_id)


@csrf_exempt
@public
def saml_take(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """A provider's answer, posted by its page; it is kept until the browser comes back with our cookie."""
    from allauth.socialaccount.providers.saml.views import acs

    if len(request.body) > LARGEST:
        return refused(request, gettext(NO_ANSWER), 413)
    answer: HttpResponse = acs(request, organization_slug=organization_slug)
    return answer


@public
def saml_finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Judges what was posted."""
    from allauth.socialaccount.providers.saml.views import finish_acs

    return _unshaken(request, finish_acs, organization_slug=organization_slug)


@csrf_exempt
@public
def saml_out(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The provider says that somebody left."""
    from allauth.socialaccount.providers.saml.views import sls

    return _unshaken(request, sls, organization_slug=organization_slug)


def _unshaken(request: HttpRequest, view: Callable[..., HttpResponse], **named: str) -> HttpResponse:
    """A provider that does not answer, or a stranger who posts in its stead, is no error of ours."""
    try:
        return view(request, **named)
    except (Http404, PermissionDenied, ImmediateHttpResponse):
        raise
    except Exception as error:  # noqa: BLE001 (the libraries have no common kind of failure)
        door.note(request, None, "signin.failed", by="provider", why=type(error).__name__)
        away = "timeout" in type(error).__name__.lower() or "connection" in type(error).__name__.lower()
        return refused(request, gettext(NOT_THERE if away else NO_ANSWER), 503 if away else 403)
