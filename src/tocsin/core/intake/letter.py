"""A pasted text as a letter: headers, labelled lines, the body without quoted replies (A2.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.core.intake.dates import sent_at

MAX_TEXT = 100_000
"""Characters that are read; what follows is kept in the ticket's text and not searched."""

_HEADER = re.compile(
    r"^[*_\s]*(From|To|Cc|Bcc|Subject|Date|Sent|Reply-To|Organization|Company|Message-ID|Importance|Priority)"
    r"[*_]*\s*:[*_]*\s*(.*)$",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^[-\s>]*(?:forwarded message|begin forwarded message)[-:\s]*$", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"^[-_\s]*(?:original message|original-nachricht|reply above this line)\b.*$", re.IGNORECASE
)
_WROTE = re.compile(r"^(?:On|Am|Le|El)\b.{5,200}\b(?:wrote|schrieb|a écrit|escribió)\s*:\s*$")
_DEVICE = re.compile(r"^(?:sent from my|get outlook for|sent via)\b.*$", re.IGNORECASE)
_LABEL = re.compile(r"^[\s*#>•-]*([A-Za-z][\w /()'’.-]{1,48}?)[*_]*\s*(?::|=|\t)[*_]*\s*(.*)$")
_MAX_SECTION = 40


@dataclass(frozen=True)
class Letter:
    """What the text is made of. `headers` by small letters; `fields` are its labelled lines in order.

    `sent`: when it was written, as its own header says, with that offset; None when it does not say.
    """

    headers: dict[str, str] = field(default_factory=dict)
    fields: tuple[tuple[str, str], ...] = ()
    body: str = ""
    signature: str = ""
    sent: datetime | None = None


def read_letter(text: str) -> Letter:
    """The letter in a text; any text is one, with no headers if need be."""
    lines = [line.rstrip() for line in text[:MAX_TEXT].splitlines()]
    start = next((i + 1 for i, line in enumerate(lines) if _FORWARDED.match(line)), 0)
    headers, rest = _headers(lines[start:])
    body, signature = _own_words(rest)
    kept = "\n".join(body).strip()
    sent = sent_at(headers.get("date") or headers.get("sent") or "")
    return Letter(headers, tuple(labelled(body)), kept, "\n".join(signature).strip(), sent)


def _headers(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The block of headers at the start; a line that is set in belongs to the one before it."""
    found: dict[str, str] = {}
    place, last = _first_line(lines), ""
    while place < len(lines):
        line = lines[place]
        if match := _HEADER.match(line):
            last = match[1].lower()
            found.setdefault(last, match[2].strip())
        elif last and line[:1] in " \t" and line.strip():
            found[last] = f"{found[last]} {line.strip()}"
        else:
            break
        place += 1
    return (found, lines[place:]) if {"from", "subject"} & found.keys() else ({}, lines)


def _first_line(lines: list[str]) -> int:
    return next((i for i, line in enumerate(lines) if line.strip()), len(lines))


def _own_words(lines: list[str]) -> tuple[list[str], list[str]]:
    """The writer's own lines and their signature: without what they quote from others."""
    own: list[str] = []
    for place, line in enumerate(lines):
        begun = any(each.strip() for each in own)
        if begun and (_ORIGINAL.match(line) or _WROTE.match(line) or _quoted_headers(lines, place)):
            break
        if line in ("--", "-- ", "—"):
            return own, _signature(lines[place + 1 :])
        if not line.lstrip().startswith(">") and not _DEVICE.match(line):
            own.append(line)
    return own, own[-6:] if len(own) > 6 else []


def _signature(lines: list[str]) -> list[str]:
    return [line for line in lines[:8] if not line.startswith(">")]


def _quoted_headers(lines: list[str], place: int) -> bool:
    """A block of headers inside the body is the letter that this one answers."""
    if not re.match(r"^[*\s]*(From|Von|De)[*]*\s*:", lines[place]):
        return False
    names = {m[1].lower() for line in lines[place : place + 6] if (m := _HEADER.match(line))}
    return len(names & {"from", "sent", "date", "to", "subject"}) >= 3


def labelled(lines: list[str]) -> Iterator[tuple[str, str]]:
    """`Label: value` lines; a label that stands alone takes the lines below it, up to a blank one."""
    for place, line in enumerate(lines):
        match = _LABEL.match(line)
        if match and not line.strip().lower().startswith(("http:", "https:")):
            value = match[2].strip() or "\n".join(_below(lines[place + 1 :]))
            if value:
                yield match[1].strip(), value


def _below(lines: list[str]) -> Iterator[str]:
    for line in lines[:_MAX_SECTION]:
        if not line.strip() or _LABEL.match(line):
            return
        yield line.strip()
