"""The shifts of calendar events within the horizon, exceptions and all (A4.2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Component

from tocsin.exchange.draft import Span
from tocsin.exchange.ics_events import MOST, UNREADABLE, Series, in_zone, people_of
from tocsin.exchange.part import Part


class Expansion:
    """Writes events out for one import: `people` are the contacts by the events' keys."""

    def __init__(
        self, part: Part, calendars: Sequence[Calendar], people: Mapping[str, str], zone: str
    ) -> None:
        self._part, self._people, self._zone = part, people, zone
        self._zones = [zone for calendar in calendars for zone in calendar.walk("VTIMEZONE")]

    def spans(self, one: Series) -> list[Span]:
        """The event's shifts, cut to the horizon. What the library cannot follow is told and left out."""
        try:
            events = [one.parts[0]] if not one.rule and not one.changed else self._recurrences(one)
            if len(events) > MOST:
                help_ = f"the first {MOST:,} count"
                self._part.notes.lost(one.record, "RRULE", f"more than {MOST:,} shifts", help_)
            spans = [
                Span(self._people[who.key], *self._cut(event, one.seconds))
                for event in events[:MOST]
                for who in people_of(event)
            ]
        except UNREADABLE:
            what = "its rule or its exceptions cannot be read"
            self._part.notes.lost(one.record, "RRULE", what, "it is left out")
            return []
        return [span for span in spans if span.start < span.end]

    def _recurrences(self, one: Series) -> list[Any]:
        made = Calendar()
        for timezone in self._zones:
            made.add_component(timezone)
        for component in one.parts:
            copied = component.copy(recursive=True)
            _bounded(copied, self._part.until)
            made.add_component(copied)
        found: list[Any] = recurring_ical_events.of(made).between(
            self._part.now - timedelta(days=1), self._part.until
        )
        return found

    def _cut(self, event: Component, seconds: int) -> tuple[datetime, datetime]:
        start = in_zone(event.decoded("DTSTART"), self._zone)
        end = (
            in_zone(event.decoded("DTEND"), self._zone)
            if "DTEND" in event
            else start + timedelta(seconds=seconds)
        )
        return max(start, self._part.now), min(end, self._part.until)


def _bounded(component: Any, until: datetime) -> None:
    """The rule ends with the horizon: one that never holds is not searched until the end of time."""
    rule = component.get("RRULE")
    if hasattr(rule, "keys") and "COUNT" not in rule and "UNTIL" not in rule:
        component["RRULE"]["UNTIL"] = [until + timedelta(days=1)]
