"""The events of an iCalendar, read without trust: who, when, and by which rule they come again (A4.2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from tocsin.core.calendar.zones import zone_names
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.policy.source import Source
from tocsin.exchange.reading import RULE
from tocsin.exchange.record import Record, clean, shown

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError)
"""What the library runs into where a file is broken."""
MOST = 5_000
_MAIL = re.compile(r"(?i)^mailto:")
_LEAD = re.compile(r"(?i)^(?:\[l?\d+\]\s*|@|on[- ]?call\s*[-:–]\s*|primary\s*[-:–]\s*|backup\s*[-:–]\s*)+")


@dataclass(frozen=True)
class Who:
    """Somebody whom an event names."""

    key: str
    name: str
    email: str = ""


@dataclass
class Series:
    """One event with all its recurrences: `start` is local in `zone`; `changed` tells of exceptions."""

    record: Record
    who: list[Who]
    start: datetime
    zone: str
    seconds: int
    rule: dict[str, list[Any]] = field(default_factory=dict)
    changed: bool = False
    parts: list[Component] = field(default_factory=list)


def open_calendar(source: Source) -> list[Calendar]:
    """The calendars of a file. Raises Refused when it holds none."""
    try:
        found = Calendar.from_ical(source.text, multiple=True)
    except UNREADABLE as error:
        text = f"not valid iCalendar: {clean(str(error))[:120]}"
        raise _refused(source, text, "give the .ics file as it came") from None
    calendars = [c for c in found if isinstance(c, Calendar)]
    if not any(c.walk("VEVENT") for c in calendars):
        raise _refused(source, "it holds no events", "give an .ics file whose events name who is on call")
    if sum(len(c.walk("VEVENT")) for c in calendars) > MOST:
        raise _refused(source, f"more than {MOST:,} events", "export a shorter period")
    return calendars


def _refused(source: Source, message: str, help_: str) -> Refused:
    return Refused(Finding(RULE, message, Position(source.name), help_))


def series_of(calendars: Sequence[Calendar], source: Source, zone: str) -> Iterator[Series | Record]:
    """Each event with its exceptions; a record alone for one that cannot be read, or names nobody."""
    groups: dict[str, list[Component]] = {}
    for calendar in calendars:
        for number, event in enumerate(calendar.walk("VEVENT")):
            groups.setdefault(str(event.get("UID") or f"event {number}"), []).append(event)
    lines = _lines(source.text)
    for parts in groups.values():
        masters = [part for part in parts if "RECURRENCE-ID" not in part]
        # A UID that stands on several whole events is several series in practice.
        for master in masters or parts[:1]:
            own = [master, *(p for p in parts if p is not master and p not in masters)]
            record = _record(master, source, lines)
            try:
                yield _series(master, own, record, zone)
            except UNREADABLE:
                yield record


def _series(master: Component, own: list[Component], record: Record, zone: str) -> Series:
    start, zone_name = _local(master.decoded("DTSTART"), zone)
    seconds = int(_length(master).total_seconds())
    if seconds <= 0:
        raise ValueError("it lasts no time")
    rules = master.get("RRULE")
    rule = rules[0] if isinstance(rules, list) and rules else rules
    several = isinstance(rules, list) and len(rules) > 1
    said = {str(key).upper(): list(value) for key, value in rule.items()} if rule else {}
    changed = several or len(own) > 1 or any(key in master for key in ("EXDATE", "RDATE", "EXRULE"))
    return Series(record, people_of(master), start, zone_name, seconds, said, changed, own)


def _length(event: Component) -> timedelta:
    start = event.decoded("DTSTART")
    if "DTEND" in event:
        end = event.decoded("DTEND")
        if isinstance(start, datetime) and start.tzinfo and isinstance(end, datetime) and end.tzinfo:
            # By the clocks on the wall, as a turn is.
            return end.astimezone(start.tzinfo).replace(tzinfo=None) - start.replace(tzinfo=None)
        length: timedelta = end - start
        return length
    if "DURATION" in event:
        said: timedelta = event.decoded("DURATION")
        return said
    return timedelta(0) if isinstance(start, datetime) else timedelta(days=1)


def _local(value: date | datetime, zone: str) -> tuple[datetime, str]:
    """What the clocks show, and in which zone; a time without a zone, or a day, is in `zone`."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day), zone  # noqa: DTZ001 (a wall clock)
    if value.tzinfo is None:
        return value, zone
    own = getattr(value.tzinfo, "key", "") or getattr(value.tzinfo, "zone", "")
    if own in zone_names():
        return value.replace(tzinfo=None, fold=0), own
    moved = value.astimezone(UTC)
    return moved.replace(tzinfo=None), "UTC"


def in_zone(value: date | datetime, zone: str) -> datetime:
    """The instant (UTC) of a decoded date or time."""
    local, own = _local(value, zone)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    return local.replace(tzinfo=ZoneInfo(own)).astimezone(UTC)


def people_of(event: Component) -> list[Who]:
    """Whom an event names: our own mark, its attendees, or else its summary."""
    summary = shown(clean(str(event.get("SUMMARY") or "")))
    attendees = event.get("ATTENDEE") or []
    listed = attendees if isinstance(attendees, list) else [attendees]
    found = [_attendee(one) for one in listed]
    if own := clean(str(event.get("X-TOCSIN-PERSON") or "")):
        email = next((who.email for who in found if who), "")
        return [Who(own, summary.rpartition(": ")[0] or own, email)]
    if named := [who for who in found if who]:
        return named
    bare = _LEAD.sub("", summary).partition(": ")[0].partition(" - ")[0].strip()
    return [Who(bare.lower(), bare)] if bare else []


def _attendee(value: Any) -> Who | None:
    address = clean(_MAIL.sub("", str(value)))
    email = address if "@" in address and " " not in address else ""
    params = getattr(value, "params", {})
    name = shown(clean(str(params.get("CN") or ""))) or email.partition("@")[0]
    return Who(email.lower() or name.lower(), name, email) if name else None


def _lines(text: str) -> dict[str, int]:
    """The line on which each UID stands first."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line[:4].upper() == "UID:":
            found.setdefault(clean(line[4:]), number)
    return found


def _record(event: Component, source: Source, lines: dict[str, int]) -> Record:
    uid = clean(str(event.get("UID") or ""))
    data = {"name": clean(str(event.get("SUMMARY") or "")), "id": uid}
    return Record("event", data, source.name, lines.get(uid, 1))
