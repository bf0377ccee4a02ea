"""Small texts that several of the desk's commands say."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import click

from tocsin.app.desk.standing import SPENT
from tocsin.app.desk.view import View
from tocsin.core.lifecycle.story import clock_name
from tocsin.core.model.duration import words

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JOINERS = "\u200c\u200d"
"""They join letters and pictures, and steer nothing."""
_DUE = {"warn": "warning for", "breach": "time is up for", "remind": "reminder to the", "judge": "look at"}

_ALONE = {"warn": "warning", "breach": "time is up", "remind": "reminder", "judge": "look at criteria"}


def countdown(at: datetime, now: datetime) -> str:
    """`in 12 min`, `now`, or `3 min ago`; to the minute beyond an hour, to the hour beyond a day."""
    left = at - now
    size = abs(left)
    second = timedelta(seconds=1)
    if size < second:
        return "now"
    unit = HOUR if size >= DAY else timedelta(minutes=1) if size >= HOUR else second
    told = words(size // unit * unit)
    return f"in {told}" if left > timedelta(0) else f"{told} ago"


def overdue(at: datetime, now: datetime) -> str:
    """The countdown of something that the worker does; what it has not done is no news of the past."""
    if now - at < timedelta(minutes=1):
        return countdown(at, now)
    return f"overdue by {countdown(at, now).removesuffix(' ago')}: is a worker running?"


def due_words(kind: str, what: str = "") -> str:
    """What falls due, in words: `page security`, `warning for response`."""
    if not what:
        return _ALONE.get(kind, kind)
    return f"{_DUE.get(kind, kind)} {clock_name(what)}"


def plain(text: str) -> str:
    """A user's text on one line of a terminal: no line breaks, no control characters."""
    line = " ".join(text.split())
    return "".join(c if c.isprintable() or c in JOINERS else "\N{REPLACEMENT CHARACTER}" for c in line)


def number(text: str) -> str:
    """An escalation's number as people type it: `esc-1001` and `1001` are `ESC-1001`."""
    found = text.strip().upper()
    return f"ESC-{found}" if found.isdecimal() and found.isascii() else found


def alarms(seen: View) -> Iterator[str]:
    """Ladders that nobody answered: whoever reads this is the one who can help."""
    yield from (click.style(line, fg="red", bold=True) for line in seen.paging if SPENT in line)


def questions(seen: View) -> Iterator[str]:
    """What to ask the reporter, in one message."""
    if seen.questions:
        yield ""
        yield click.style("Sent back; ask in one message", bold=True)
        yield from (f"  {ask} [{fact}]" for fact, ask in seen.questions)
        yield f"  then: tocsin learn {seen.state.id} --facts FILE, and --unknown FACT for what nobody knows"
