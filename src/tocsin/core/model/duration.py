"""Durations as people write them: `15m`, `1h30m`, `2 days`, `5 business days`, `PT2H` (B4, A4.3)."""

import re
from dataclasses import dataclass
from datetime import timedelta

_UNITS = {
    "w": 604_800, "week": 604_800, "weeks": 604_800,
    "d": 86_400, "day": 86_400, "days": 86_400,
    "h": 3_600, "hour": 3_600, "hours": 3_600,
    "m": 60, "min": 60, "minute": 60, "minutes": 60,
    "s": 1, "sec": 1, "second": 1, "seconds": 1,
}  # fmt: skip
_PIECE = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)")
_BUSINESS = re.compile(r"^(\d+)\s*business\s+(days?|hours?|minutes?|min)$")
_ISO = re.compile(r"^p(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?)?$")
_MAX_SECONDS = 100 * 366 * 86_400
HELP = "write it like `15m`, `1h30m`, `2 days` or `5 business days`"


@dataclass(frozen=True, order=True)
class Span:
    """A length of time: elapsed (`amount`), or counted in a calendar's open hours or days.

    `business_days` counts days on which the calendar opens; `business` is open time.
    Exactly one of the three is above zero, unless the span is zero.
    """

    amount: timedelta = timedelta(0)
    business_days: int = 0
    business: timedelta = timedelta(0)

    @property
    def is_business(self) -> bool:
        """True when a calendar is needed to turn the span into an instant."""
        return bool(self.business_days or self.business)

    def approximate(self) -> timedelta:
        """Elapsed time for comparing spans: a business day as 24 h, open time as it stands."""
        return self.amount + self.business + timedelta(days=self.business_days)

    def __str__(self) -> str:
        """The span in the words in which it can be read back."""
        if self.business_days:
            return f"{self.business_days} business day{'s' if self.business_days != 1 else ''}"
        if self.business:
            minutes = int(self.business.total_seconds() // 60)
            if minutes % 60:
                return f"{minutes} business minutes"
            return f"{minutes // 60} business hour{'s' if minutes != 60 else ''}"
        return words(self.amount)


def parse_span(text: str) -> Span:
    """Reads a duration in words. Raises ValueError with what to write instead."""
    clean = " ".join(text.strip().lower().split())
    if found := _BUSINESS.match(clean):
        count, unit = int(found[1]), found[2]
        if unit.startswith("day"):
            return Span(business_days=count)
        return Span(business=timedelta(seconds=count * _UNITS["h" if unit.startswith("hour") else "m"]))
    return Span(amount=parse_duration(clean))


def parse_duration(text: str) -> timedelta:
    """Reads an elapsed duration (no business time). Raises ValueError with what to write instead."""
    clean = " ".join(text.strip().lower().split())
    if clean.startswith("-"):
        raise ValueError(f"`{text}` is negative; a duration runs forward: {HELP}")
    seconds = _iso_seconds(clean) if clean.startswith("p") else _word_seconds(clean)
    if seconds is None:
        raise ValueError(f"`{text}` is no duration: {HELP}")
    if seconds > _MAX_SECONDS:
        raise ValueError(f"`{text}` is longer than 100 years: {HELP}")
    return timedelta(seconds=seconds)


def _word_seconds(text: str) -> float | None:
    if text == "0":
        return 0.0
    compact = text.replace(",", " ").replace(" and ", " ")
    pieces = _PIECE.findall(compact)
    if not pieces or _PIECE.sub("", compact).strip():
        return None
    if any(unit not in _UNITS for _, unit in pieces):
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in pieces)


def _iso_seconds(text: str) -> float | None:
    found = _ISO.match(text)
    if not found or not any(found.groups()):
        return None
    sizes = (604_800, 86_400, 3_600, 60, 1)
    return sum(float(part or 0) * size for part, size in zip(found.groups(), sizes, strict=True))


def words(amount: timedelta) -> str:
    """An elapsed duration in short words that read back to the same length: `1 h 30 min`, `2 days`."""
    micros = amount // timedelta(microseconds=1)
    if micros < 0:
        return "-" + words(-amount)
    total, fraction = divmod(micros, 1_000_000)
    days, rest = divmod(total, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    parts = []
    if days:
        parts.append(f"{days} day{'s' if days != 1 else ''}")
    parts += [f"{value} {unit}" for value, unit in ((hours, "h"), (minutes, "min")) if value]
    if fraction:
        parts.append(f"{seconds}.{fraction:06d}".rstrip("0") + " s")
    elif seconds or not parts:
        parts.append(f"{seconds} s" if parts or seconds else "0 min")
    return " ".join(parts)
