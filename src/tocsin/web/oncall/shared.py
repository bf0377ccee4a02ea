"""What the pages of this room share: the roster as it stands, who looks, times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tocsin import bootstrap_site
from tocsin.app.oncall import Holder
from tocsin.app.swaps import Swaps
from tocsin.core.calendar.zones import zone_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import parse_instant
from tocsin.core.oncall.wall import instant_of
from tocsin.web.shared.pages import may

AHEAD = timedelta(days=60)
"""How far one's own shifts are looked for."""
SOON = timedelta(days=14)
"""How far gaps and conflicts are looked for."""
_TYPED = "%Y-%m-%dT%H:%M"


def rules(request: HttpRequest) -> Rules:
    """The policy in force, with the roster as it stood when this request first asked. Raises Refused."""
    found: Rules | None = getattr(request, "roster_rules", None)
    if found is None:
        desk = bootstrap_site.desk()
        desk.books.refresh()
        found = desk.books.current()
        request.roster_rules = found  # type: ignore[attr-defined]
    return found


def address(request: HttpRequest) -> str:
    """Where people reach this desk: as whoever runs it says, else as this request was sent."""
    return bootstrap_site.public_address() or request.build_absolute_uri("/").rstrip("/")


def swaps(request: HttpRequest) -> Swaps:
    """The use cases of swaps; messages link to where people reach this desk."""
    return Swaps(bootstrap_site.desk(), bootstrap_site.store(), address(request))


def me(request: HttpRequest) -> str:
    """The viewer's id among the policy's contacts, "" when they are none."""
    actor: str = request.who.actor  # type: ignore[attr-defined]
    return actor if actor in rules(request).policy.contacts else ""


def my_rotations(request: HttpRequest) -> list[str]:
    """The rotations in which the viewer takes turns."""
    person = me(request)
    policy = rules(request).policy
    return [id_ for id_, one in policy.rotations.items() if person and person in one.everybody()]


def zone(request: HttpRequest) -> ZoneInfo:
    """The viewer's zone."""
    found: ZoneInfo = request.zone  # type: ignore[attr-defined]
    return found


def now(request: HttpRequest) -> datetime:
    """The one instant of this request."""
    found: datetime = request.now  # type: ignore[attr-defined]
    return found


def tabs(request: HttpRequest, here: str) -> list[dict[str, Any]]:
    """The pages of this room; `here` is the one that is shown."""
    known = (
        ("now", "/oncall/", _("Now")),
        ("month", "/oncall/month", _("Month")),
        ("mine", "/oncall/mine", _("My shifts")),
        ("changes", "/oncall/changes", _("Swaps and overrides")),
        ("ladders", "/oncall/ladders", _("Ladders")),
        ("load", "/oncall/load", _("Load")),
    )
    return [{"url": url, "name": name, "on": id_ == here} for id_, url, name in known]


def can_override(request: HttpRequest) -> bool:
    """Whether the viewer may put others on call."""
    return may(request, "roster.override")


def typed(at: datetime, clock: ZoneInfo) -> str:
    """An instant as the browser's field for a day and time takes it."""
    return at.astimezone(clock).strftime(_TYPED)


def read_typed(text: str, clock: ZoneInfo, name: str) -> datetime:
    """What somebody typed into such a field, by a zone's clocks, as aware UTC. Raises Refused."""
    try:
        wall = datetime.fromisoformat(text.strip())
        return (
            wall.astimezone(UTC) if wall.tzinfo else instant_of(wall.replace(second=0, microsecond=0), clock)
        )
    except (ValueError, OverflowError):
        said = _("%(name)s: `%(text)s` is no day and time") % {"name": name, "text": text[:60]}
        help_ = _("write it like `2026-11-23T09:00`")
        raise Refused(Finding("time", said, Position.of(name), help_)) from None


def given(text: str) -> datetime | None:
    """An instant that a link carries; None for one that cannot be read."""
    try:
        return parse_instant(text) if text else None
    except ValueError:
        return None


def read_zone(text: str, otherwise: ZoneInfo) -> ZoneInfo:
    """A zone by its name; another one when nobody knows it."""
    try:
        return zone_of(text) if text else otherwise
    except ValueError:
        return otherwise


def reach(rules: Rules, person: str) -> dict[str, str]:
    """How to reach a person: their mail address and telephone, as the policy has them."""
    contact = rules.policy.contacts.get(person)
    if contact is None:
        return {"name": person, "email": "", "phone": "", "dial": "", "title": ""}
    dial = "".join(letter for letter in contact.phone if letter.isdigit() or letter == "+")
    return {
        "name": contact.name, "email": contact.email, "phone": contact.phone, "dial": dial,
        "title": contact.title,
    }  # fmt: skip


def shift_link(one: Holder) -> str:
    """The address of the form that asks for a swap of this shift."""
    from urllib.parse import urlencode

    if not one.start or not one.end:
        return ""
    asked = {"rotation": one.rota.id, "from": one.start.isoformat(), "to": one.end.isoformat()}
    return f"/oncall/swaps/new?{urlencode(asked)}"


@cache
def zone_choices() -> tuple[str, ...]:
    """Zones that people live in, by name."""
    from tocsin.core.calendar.zones import zone_names

    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(name for name in zone_names() if name.startswith(areas)))
