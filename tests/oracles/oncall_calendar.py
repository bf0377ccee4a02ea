"""Calendars of on-call events: recurrence by recurring-ical-events, as in our importer; the rest is ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from tests.oracles.compare import instant
from tocsin.core.oncall.layers import Layer, Listed, Planned
from tocsin.core.oncall.rotation import Rotation

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Event:
    """One occurrence, read as UTC."""

    user: str
    start: datetime
    end: datetime
    all_day: bool


def calendar(records: Sequence[Mapping[str, Any]]) -> icalendar.Calendar:
    """The records as an iCalendar."""
    made = icalendar.Calendar()
    for record in records:
        event = icalendar.Event()
        event.add("uid", record["uid"])
        event.add("summary", record["user"])
        event.add("dtstart", _moment(record["start"]))
        event.add("dtend", _moment(record["end"]))
        if record.get("rrule"):
            event.add("rrule", _recurrence(record["rrule"]))
        if record.get("replaces"):
            event.add("recurrence-id", _moment(record["replaces"]))
        for without in record.get("exdates") or record.get("exdate") or ():
            event.add("exdate", _moment(without))
        if record.get("status"):
            event.add("status", record["status"].upper())
        made.add_component(event)
    return made


def _moment(told: Mapping[str, str]) -> datetime | date:
    if "date" in told:
        return date.fromisoformat(told["date"])
    if "at" in told:
        return instant(told["at"])
    return datetime.fromisoformat(told["local"]).replace(tzinfo=ZoneInfo(told.get("zone") or "UTC"))


def _recurrence(told: Mapping[str, Any] | str) -> Any:
    """By its parts, or as iCalendar writes it."""
    if isinstance(told, str):
        return icalendar.vRecur.from_ical(told)
    return {name: _rule(value) for name, value in told.items()}


def _rule(value: Any) -> Any:
    if isinstance(value, str) and value[:4].isdigit():
        return instant(value) if "T" in value else date.fromisoformat(value)
    return value


def occurrences(given: Mapping[str, Any], start: datetime, end: datetime) -> list[Event]:
    """Every occurrence that overlaps the window and is not cancelled, by start, end and user."""
    query = recurring_ical_events.of(calendar(given["calendar"]))
    found = []
    for one in query.between(start - timedelta(days=1), end + timedelta(days=1)):
        event = Event(str(one["SUMMARY"]), *_span(one), not isinstance(one["DTSTART"].dt, datetime))
        if one.get("STATUS", "") != "CANCELLED" and event.start < end and event.end > start:
            found.append(event)
    known = given.get("known_users")
    return sorted(_known(found, known), key=lambda e: (e.start, e.end, e.user))


def _span(one: icalendar.Event) -> tuple[datetime, datetime]:
    start, end = one["DTSTART"].dt, one["DTEND"].dt
    if isinstance(start, datetime):
        return start.astimezone(UTC), end.astimezone(UTC)
    midnight = datetime.min.time()
    return datetime.combine(start, midnight, UTC), datetime.combine(end, midnight, UTC)


def _known(found: list[Event], users: Sequence[Mapping[str, str]] | None) -> Iterator[Event]:
    """Only users that are known, by their names; they match by name or e-mail without regard to case."""
    names = {
        user[key].casefold(): user.get("name", user[key])
        for user in users or ()
        for key in ("email", "name")
        if user.get(key)
    }
    for event in found:
        if users is None:
            yield event
        elif event.user.casefold() in names:
            yield Event(names[event.user.casefold()], event.start, event.end, event.all_day)


def rotation(events: Sequence[Event]) -> Rotation:
    """The events as written-out shifts of one layer."""
    shifts = tuple(Planned(e.user, e.start, e.end) for e in events)
    return Rotation("calendar", (Layer("calendar", Listed(shifts)),))


def told(event: Event, convention: Mapping[str, Any]) -> dict[str, Any]:
    """The event as the peer reports it; some end the day a second before midnight."""
    early = event.all_day and str(convention.get("all_day_end", "")).startswith("one second")
    end = event.end - SECOND if early else event.end
    return {"users": [event.user], "start": event.start, "end": end, "all_day": event.all_day}
