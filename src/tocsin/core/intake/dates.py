"""Times as people write them in a ticket, read against the moment it was written (A2.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

_OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 60, "WET": 0, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "JST": 540,
    "SGT": 480,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?P<h>\d{1,2})(?:[:h](?P<m>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<half>[ap]\.?m\.?)?"
_ZONE = r"(?:\s*(?P<zone>Z\b|[A-Z]{2,5}\b|[+-]\d{2}:?\d{2}\b))?"
_DAY = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<mon>[A-Za-z]{3,9})"
    r"(?:\s+(?P<y>\d{4}))?"
    r"|(?P<mon2>[A-Za-z]{3,9})\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<y2>\d{4})"
    r")?|(?P<near>today|yesterday))"
)
_BEGAN = (
    r"\b(?:since|started|began|start|starting|beginning|from|as\s+of|onset|first\s+seen)"
    r"\b[\s:,]*(?:on|at|around|about|approximately|approx\.?|roughly|ca\.?|~)?[\s:,]*"
)
SINCE = re.compile(
    rf"{_BEGAN}(?:{_DAY}(?:T|,?\s+(?:at|around|about)?\s*|\s+))?(?<![\d.,$€£]){_CLOCK}{_ZONE}(?![\d%,]|\.\d)",
    re.IGNORECASE,
)
_SPAN = (
    r"(?P<n>\d+(?:\.\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve)\s*(?P<unit>minutes?|mins?|hours?|hrs?|h|days?)"
)
AGO = re.compile(
    rf"\b(?:for|since)\s+(?:(?:the\s+)?(?:last|past)|about|around|over|more\s+than|"
    rf"nearly|almost|at\s+least|already)?\s*{_SPAN}\b(?:\s+now|\s+already)?"
    r"|\b(?:about|around|over)?\s*(?P<n2>\d+(?:\.\d+)?|an?|one|two|three)\s*(?P<unit2>minutes?|"
    r"mins?|hours?|hrs?|h|days?)\s+ago\b",
    re.IGNORECASE,
)
WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (aware UTC) that words name, and where they stand in their text."""

    at: datetime
    start: int
    end: int


def sent_at(text: str) -> datetime | None:
    """When a letter says that it was sent, with its own offset; None when that cannot be read."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            at = read(text.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return at if at.tzinfo and 1971 < at.year < 9999 else None
    return None


def moments(text: str, written: datetime, zone: tzinfo) -> Iterator[Moment]:
    """The starts that a text names, seen from when it was `written` (aware); `zone` for bare clock times."""
    for match in SINCE.finditer(text):
        at = _clock(match, written, zone)
        if at is not None and at <= written + timedelta(hours=1):
            yield Moment(at.astimezone(UTC), match.start(), match.end())
    for match in AGO.finditer(text):
        unit = (match["unit"] or match["unit2"])[0].lower()
        number = (match["n"] or match["n2"]).lower()
        length = float(WORDS.get(number) or number) * {"m": 60, "h": 3600, "d": 86400}[unit]
        if length <= 365 * 86400:
            yield Moment(_minute(written - timedelta(seconds=length)), match.start(), match.end())


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _clock(match: re.Match[str], written: datetime, zone: tzinfo) -> datetime | None:
    if match["m"] is None and match["half"] is None:
        return None  # a bare number is no time
    place = _zone(match["zone"], zone)
    hour = _hour(int(match["h"]), (match["half"] or "").lower())
    if place is None or hour is None:
        return None
    day = _day(match, written.astimezone(place))
    if day is None:
        return None
    try:
        at = day.replace(hour=hour, minute=int(match["m"] or 0), second=0, microsecond=0, tzinfo=place)
        late = at > written and not _dated(match)
        return at - timedelta(days=1) if late else at
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str) -> int | None:
    if half:
        return (hour % 12) + (12 if half.startswith("p") else 0) if 1 <= hour <= 12 else None
    return hour if hour < 24 else None


def _zone(name: str | None, zone: tzinfo) -> tzinfo | None:
    """None for a zone that cannot be told: then nothing is guessed."""
    if not name:
        return zone
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return (
            timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes)) if minutes < 1440 else None
        )
    if name.upper() not in _OFFSETS:
        return zone if name.islower() else None
    return timezone(timedelta(minutes=_OFFSETS[name.upper()]))


def _dated(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("iso", "mon", "mon2", "near"))


def _day(match: re.Match[str], written: datetime) -> datetime | None:
    try:
        if match["iso"]:
            return datetime.fromisoformat(match["iso"])
        if match["near"]:
            return written - timedelta(days=1 if match["near"].lower() == "yesterday" else 0)
        name = (match["mon"] or match["mon2"] or "").lower()[:3]
        if not name:
            return written
        if name not in _MONTHS:
            return None
        year = int(match["y"] or match["y2"] or written.year)
        return datetime(year, _MONTHS.index(name) + 1, int(match["d"] or match["d2"]), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
