"""An iCalendar rota as a rotation: turns where they say the same, overrides for the rest (A4.2)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from icalendar import Calendar

from tocsin.core.model.finding import Finding
from tocsin.core.policy.source import Source
from tocsin.exchange.draft import Draft, Span
from tocsin.exchange.ics_events import Series, open_calendar, people_of, series_of
from tocsin.exchange.ics_regular import regular
from tocsin.exchange.ics_spans import Expansion
from tocsin.exchange.ids import Ids, slug
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

_STEPS = {"HOURLY": 3_600, "DAILY": 86_400, "WEEKLY": 604_800, "MONTHLY": 28 * 86_400, "YEARLY": 365 * 86_400}
_COUNTED = {"FREQ", "INTERVAL", "COUNT", "BYDAY", "WKST"}
_SELDOM = {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYEASTER"}
_MOST_STEPS = 100_000


def import_calendar(
    source: Source, rotation: str, zone: str, now: datetime, days: int
) -> tuple[dict[str, Any], list[Finding]]:
    """The policy part of a calendar, and what is not carried over as it was. Raises Refused, ValueError.

    `zone` is that of the rotation, and of times that name none; shifts that turns cannot say are written out
    for `days` from `now` (aware UTC).
    """
    part = Part(now, days)
    calendars = open_calendar(source)
    series = list(_readable(part, calendars, source, zone))
    people = _people(part, series)
    layers, left = regular(series, people, zone)
    draft = Draft(rotation, zone, layers, together=len(layers) > 1)
    expansion = Expansion(part, calendars, people, zone)
    wanted = [span for one in series for span in expansion.spans(one)]
    draft.rewrite(wanted, part.now, part.until)
    for one in left:
        rule = ";".join(f"{key}={','.join(map(str, value))}" for key, value in one.rule.items())
        if one.rule:
            help_ = f"its shifts are overrides until {part.until:%Y-%m-%d}: import again before then"
            part.notes.lost(one.record, "RRULE", "no turns of a rotation say this", help_, rule)
    for one in (s for s in series if s.changed and s not in left):
        help_ = f"its exceptions until {part.until:%Y-%m-%d} are overrides"
        part.notes.told(one.record, "EXDATE", "some of its recurrences are moved or left out", help_)
    whole = Record("calendar", {"name": rotation, "id": rotation}, source.name)
    part.keep(whole, slug(rotation, "rotation"), draft)
    return part.as_dict(), part.notes.sorted()


def spans_of(source: Source, zone: str, start: datetime, end: datetime) -> list[Span]:
    """Who is on call by a calendar from `start` to `end` (aware UTC), by the people's ids. Raises Refused."""
    part = Part(start, max((end - start).days, 1))
    part.until = end
    calendars = open_calendar(source)
    series = list(_readable(part, calendars, source, zone))
    expansion = Expansion(part, calendars, _people(part, series), zone)
    return [span for one in series for span in expansion.spans(one)]


def _readable(part: Part, calendars: Sequence[Calendar], source: Source, zone: str) -> Iterator[Series]:
    for found in series_of(calendars, source, zone):
        if isinstance(found, Record):
            part.notes.lost(found, "", "its times cannot be read, or it lasts no time", "it is left out")
        elif str(found.parts[0].get("STATUS") or "").upper() == "CANCELLED":
            part.notes.told(found.record, "STATUS", "it is called off", "it is left out", "CANCELLED")
        elif "gap" in _categories(found):
            part.notes.told(found.record, "CATEGORIES", "it is a gap", "it is left out", "gap")
        elif not found.who:
            part.notes.lost(found.record, "SUMMARY", "it names nobody", "it is left out")
        elif problem := _endless(part, found):
            part.notes.lost(found.record, "RRULE", problem, "it is left out")
        else:
            yield found


def _categories(one: Series) -> list[str]:
    said = one.parts[0].get("CATEGORIES")
    return [str(word).lower() for word in getattr(said, "cats", [])]


def _endless(part: Part, one: Series) -> str:
    """Why a rule is not followed: it may take too long to come to the present, or to an end."""
    frequency = str((one.rule.get("FREQ") or [""])[0]).upper()
    if not frequency:
        return ""
    if frequency not in _STEPS:
        return "a shift does not come again within minutes"
    interval = (one.rule.get("INTERVAL") or [1])[0]
    if not isinstance(interval, int) or interval < 1:
        return "its interval is no whole number above zero"
    often = frequency in ("HOURLY", "DAILY")
    if ("COUNT" in one.rule and set(one.rule) - _COUNTED) or (often and set(one.rule) & _SELDOM):
        return "days of the month or year are not sought day by day, nor together with a count"
    size = _STEPS[frequency] * interval
    steps = (part.until.replace(tzinfo=None) - one.start).total_seconds() / size
    return "it began too long ago" if steps > _MOST_STEPS else ""


def _people(part: Part, series: Sequence[Series]) -> dict[str, str]:
    """The contacts of everybody named, by the keys of the events."""
    everybody = {who.key: who for one in series for part_ in one.parts for who in people_of(part_)}
    users = [Record("person", {"id": key, "name": who.name}) for key, who in everybody.items()]
    part.people.ids = Ids("person")
    part.people.add(users)
    for user in users:
        part.people.email(user, everybody[user.id].email)
        part.people.used.add(part.people.ids.get(user.id))
    return {key: part.people.ids.get(key) for key in everybody}
