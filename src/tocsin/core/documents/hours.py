"""Opening hours in words (A0.5)."""

from collections.abc import Mapping, Sequence

from tocsin.core.documents.say import DAYS
from tocsin.core.policy.schema.time import Calendar


def hours_in_words(calendar: Calendar) -> str:
    """`Mon–Fri 08:00–12:00 and 13:00–20:00, America/New_York; closed on the holidays of US`."""
    text = f"{windows_in_words(calendar.hours)}, {calendar.zone}"
    holidays = calendar.holidays
    if holidays.country:
        place = "-".join(filter(None, (holidays.country, holidays.subdivision)))
        text += f"; closed on public holidays ({place})"
    if holidays.days:
        text += "; closed on " + ", ".join(f"{day} ({name})" for day, name in sorted(holidays.days.items()))
    for day, windows in sorted(calendar.shifts.items()):
        text += f"; on {day} {_windows(windows) if windows else 'closed'}"
    for day, windows in sorted(calendar.breaks.items()):
        text += f"; on {day} closed {_windows(windows)}"
    return text


def windows_in_words(hours: Mapping[str, Sequence[str]]) -> str:
    """Days with their windows: `Mon–Fri 08:00–12:00 and 13:00–20:00, Sat 09:00–12:00`."""
    return ", ".join(f"{_days(days)} {_windows(windows)}" for days, windows in hours.items())


def _windows(windows: Sequence[str]) -> str:
    return " and ".join(map(_window, windows))


def _days(given: str) -> str:
    parts = given.lower().split("-")
    return "–".join(part.strip().title() if part.strip() in DAYS else part.strip() for part in parts)


def _window(given: str) -> str:
    return given.replace("-", "–")
