"""Support hours in words, to calendars (A0.5): `24/7`, `Mon-Fri 8-20`, `24/7 for P1 only`."""

import re
from dataclasses import dataclass

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_TIME = r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?"
_DAYSET = re.compile(rf"({_DAY}(?:\s*-\s*{_DAY})?|daily|every day|weekdays|weekends)", re.IGNORECASE)
_WINDOW = re.compile(rf"({_TIME})\s*(?:-|to|until)\s*({_TIME})", re.IGNORECASE)
_ALWAYS = re.compile(r"24\s*[/x]\s*7|around the clock|round the clock|always", re.IGNORECASE)
_P1 = re.compile(
    rf"(?:{_ALWAYS.pattern})\s*(?:for|on)?\s*(p1(?:\s*(?:and|,|/|\+)\s*p2)?)\b(?:\s*only)?", re.IGNORECASE
)
HELP = "write it like `24/7`, `Mon-Fri 8-20`, `Mon-Fri 8-12 and 13-20, Sat 9-13` or `24/7 for P1 only`"
OFFICE = {"mon-fri": ["09:00-17:00"]}


@dataclass(frozen=True)
class Hours:
    """Support hours: `windows` by days (empty: always open), and severities served at any hour."""

    said: str
    windows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    always_for: tuple[str, ...] = ()

    @property
    def always(self) -> bool:
        """True when support never closes."""
        return not self.windows

    def as_data(self) -> dict[str, list[str]]:
        """The windows as a calendar's `hours`."""
        return {days: list(windows) for days, windows in self.windows}


def read_hours(text: str) -> Hours:
    """Reads support hours. Raises ValueError with what to write instead."""
    clean = re.sub(r"[–—−]", "-", " ".join(str(text).split()))
    special = _P1.search(clean)
    rest = _P1.sub(" ", clean).strip(" ,;+") if special else clean
    for_p = tuple(re.findall(r"P\d", special[1].upper())) if special else ()
    if not special and _ALWAYS.fullmatch(rest.strip()):
        return Hours(clean)
    windows = _windows(rest, clean)
    if not windows and not special:
        raise ValueError(f"`{text}` is not understood: {HELP}")
    chosen = windows or tuple((d, tuple(w)) for d, w in OFFICE.items())
    return Hours(clean, chosen, for_p)


def _windows(text: str, whole: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pieces = _DAYSET.split(text)
    if re.sub(r"[\s,;]|business hours|office hours|otherwise|rest|else", "", pieces[0].lower()):
        raise ValueError(f"`{whole}` is not understood: {HELP}")
    found: dict[str, tuple[str, ...]] = {}
    for days, times in zip(pieces[1::2], pieces[2::2], strict=True):
        windows = tuple(_window(start, end) for start, end in _WINDOW.findall(times))
        left = re.sub(r"\b(?:and|from)\b|[\s,;&]", "", _WINDOW.sub("", times).lower())
        if not windows or left:
            raise ValueError(f"`{whole}` is not understood at `{(days + times).strip()}`: {HELP}")
        found[_days(days)] = windows
    _refuse_twice(found)
    return tuple(found.items())


def _refuse_twice(windows: dict[str, tuple[str, ...]]) -> None:
    seen: set[str] = set()
    for days in windows:
        first, _, last = days.partition("-")
        here = set(_DAYS[_DAYS.index(first) : _DAYS.index(last or first) + 1])
        if here & seen:
            raise ValueError(f"`{days}` names a day that already has hours: name each day once")
        seen |= here


def _days(text: str) -> str:
    named = {"daily": "mon-sun", "every day": "mon-sun", "weekdays": "mon-fri", "weekends": "sat-sun"}
    clean = text.lower().strip()
    if clean in named:
        return named[clean]
    ends = [part.strip()[:3] for part in clean.split("-")]
    if len(ends) == 2 and _DAYS.index(ends[0]) > _DAYS.index(ends[1]):
        raise ValueError(f"`{text}` runs backwards: start with the earlier day of the week")
    return "-".join(ends)


def _window(start: str, end: str) -> str:
    first, last = _clock(start), _clock(end)
    if last == "00:00":
        last = "24:00"
    if first >= last:
        raise ValueError(f"`{start}-{end}` ends before it starts: {HELP}")
    return f"{first}-{last}"


def _clock(text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", text.strip().lower())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise ValueError(f"`{text.strip()}` is no time of day: {HELP}")
    return f"{hour:02d}:{minute:02d}"
