"""Shifts as an iCalendar that any calendar can show (A4.2). Times are UTC, which every reader understands."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from tocsin import __version__
from tocsin.app.oncall import Holder
from tocsin.core.model.instant import iso
from tocsin.exchange.record import clean


def calendar(holders: Iterable[Holder], name: str, zone: str, now: datetime) -> bytes:
    """One event a shift; nobody's shift is a gap, shown as free time. `now` (aware UTC) stamps them.

    An event's UID comes from rotation, person and start: fetched again, it is the same event.
    """
    made = Calendar()
    made.add("prodid", f"-//Tocsin//on-call {__version__}//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(clean(name)))
    made.add("x-wr-timezone", zone)
    for holder in holders:
        if holder.start and holder.end:
            made.add_component(_event(holder, holder.start, holder.end, now))
    return bytes(made.to_ical())


def uid(holder: Holder) -> str:
    """The event's stable id."""
    said = "\n".join((holder.rota.id, holder.person, iso(holder.start) if holder.start else ""))
    return f"{hashlib.sha256(said.encode()).hexdigest()[:32]}@tocsin"


def _event(holder: Holder, start: datetime, end: datetime, now: datetime) -> Event:
    made = Event()
    made.add("uid", uid(holder))
    made.add("dtstamp", now)
    made.add("dtstart", start)
    made.add("dtend", end)
    who = holder.name if holder.person else "Nobody is on call"
    made.add("summary", clean(f"{who}: {holder.rota.name}"))
    made.add("description", clean(holder.why))
    made.add("x-tocsin-rotation", holder.rota.id)
    made.add("transp", "OPAQUE" if holder.person else "TRANSPARENT")
    if not holder.person:
        made.add("categories", ["gap"])
        return made
    made.add("x-tocsin-person", holder.person)
    if holder.email:
        address = vCalAddress(f"MAILTO:{holder.email}")
        address.params["CN"] = vText(clean(holder.name).replace('"', "'"))
        address.params["ROLE"] = vText("REQ-PARTICIPANT")
        made.add("attendee", address, encode=False)
    return made
