"""Who looks at the page: account, rights, zone, language and the one `now` of the request."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tocsin import bootstrap
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.finding import Refused
from tocsin.web.shared.policy_now import begin, policy_now

LANGUAGE_COOKIE = "tocsin_language"


class Viewer:
    """Puts `account`, `who`, `zone` and `now` on the request, and speaks the viewer's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request as this viewer should see it."""
        begin()
        account = request.user if request.user.is_authenticated else None
        request.account = account  # type: ignore[attr-defined]
        request.who = account.who if account is not None else None  # type: ignore[attr-defined]
        request.now = bootstrap.now()  # type: ignore[attr-defined]
        request.zone = zone_for(account)  # type: ignore[attr-defined]
        with translation.override(_language(request, account)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


def _language(request: HttpRequest, account: object) -> str:
    wanted = getattr(account, "language", "") or request.COOKIES.get(LANGUAGE_COOKIE, "")
    known = dict(_languages())
    return wanted if wanted in known else translation.get_language_from_request(request)


def _languages() -> list[tuple[str, str]]:
    from django.conf import settings

    return list(settings.LANGUAGES)


def zone_for(account: object) -> ZoneInfo:
    """The viewer's zone: their own choice, their contact's, the organisation's, else UTC."""
    chosen = getattr(account, "zone", "")
    try:
        return zone_of(chosen or _desk_zone(getattr(account, "contact", "")))
    except (ValueError, Refused):
        return zone_of("UTC")


def _desk_zone(contact: str) -> str:
    policy = policy_now()
    person = policy.contacts.get(contact)
    return (person.zone if person else "") or policy.organisation.zone
