"""Opening hours in words (A0.5)."""

from tocsin.core.documents.say import DAYS
from tocsin.core.policy.schema.time import Calendar


def hours_in_words(calendar: Calendar) -> str:
    """`Mon–Fri 08:00–12:00 and 13:00–20:00, America/New_York; closed on the holidays of US`."""
    spans = (
        f"{_days(days)} {' and '.join(map(_window, windows))}" for days, windows in calendar.hours.items()
    )
    text = f"{', '.join(spans)}, {calendar.zone}"
    holidays = calendar.holidays
    if holidays.country:
        place = "-".join(filter(None, (holidays.country, holidays.subdivision)))
        text += f"; closed on public holidays ({place})"
    if holidays.days:
        text += "; closed on " + ", ".join(f"{day} ({name})" for day, name in sorted(holidays.days.items()))
    return text


def _days(given: str) -> str:
    parts = given.lower().split("-")
    return "–".join(part.strip().title() if part.strip() in DAYS else part.strip() for part in parts)


def _window(given: str) -> str:
    return given.replace("-", "–")
