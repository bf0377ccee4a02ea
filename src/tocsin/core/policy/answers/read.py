"""Reads each of the ten inputs from a text or a list, as typed in a terminal or written in a file (A0)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.words import did_you_mean, listing
from tocsin.core.policy.answers.hours import Hours, read_hours
from tocsin.core.policy.answers.model import Aim, SegmentAnswer
from tocsin.core.policy.answers.targets import read_aim
from tocsin.core.policy.answers.words import (
    CHANNELS,
    INDUSTRIES,
    PAINS,
    RISKS,
    SYSTEMS,
    known_as,
    rank,
    slot_of,
)

MAX_TEXT = 200
_COMMA = re.compile(r"[,;\n](?!\d{3}\b)\s*")


def pieces(value: object, also: str = "") -> list[str]:
    """A list as it is, or a text cut at commas (not those of `5,000`) and at the signs in `also`."""
    if isinstance(value, list):
        return [_text(v) for v in value]
    text = _text(value)
    parts = _COMMA.split(text)
    if also:
        parts = [p for part in parts for p in re.split(rf"\s*[{also}]\s*", part)]
    return [p.strip() for p in parts if p.strip()]


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("this is no text: write a word, or a list of words")  # noqa: TRY004
    text = " ".join(str(value).split())
    if len(text) > MAX_TEXT:
        raise ValueError(f"`{text[:40]}…` has {len(text)} characters: write at most {MAX_TEXT}")
    if not text.isprintable():
        raise ValueError("the text has control characters: remove them")
    return text


def company(value: object) -> str:
    """A0.1: any name."""
    if not (text := _text(value)):
        raise ValueError("the name is empty: write the company's name")
    return text


def industry(value: object) -> str:
    """A0.2: one of the industries, by id or by name."""
    return _one(_text(value), INDUSTRIES, "industry")


def segments(value: object) -> tuple[SegmentAnswer, ...]:
    """A0.3: names, most important first; where all are well known, they are put in order."""
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return _distinct(tuple(_segment(v) for v in value))
    names = pieces(re.sub(r"\bvs\.?\b", ",", value) if isinstance(value, str) else value, "/|")
    ranks = [rank(n) for n in names]
    if all(r is not None for r in ranks):
        names = [n for _, n in sorted(zip(ranks, names, strict=True), key=lambda pair: pair[0] or 0)]
    return _distinct(tuple(SegmentAnswer(n) for n in names))


def _distinct(found: tuple[SegmentAnswer, ...]) -> tuple[SegmentAnswer, ...]:
    if not found:
        raise ValueError("there is no segment: name at least one, such as `Standard`")
    if len(found) > 8:
        raise ValueError(f"{len(found)} segments are many: name at most 8")
    if len({s.name.lower() for s in found}) < len(found):
        raise ValueError("two segments have the same name: rename one")
    return found


def _segment(value: object) -> SegmentAnswer:
    if not isinstance(value, dict):
        return SegmentAnswer(_text(value))
    unknown = [k for k in value if k not in ("name", "means", "hours")]
    if unknown or "name" not in value:
        raise ValueError("a segment has `name`, and may have `means` and `hours`: write those")
    own = read_hours(_text(value["hours"])) if value.get("hours") else None
    return SegmentAnswer(_text(value["name"]), _text(value.get("means", "")), own)


def channels(value: object) -> tuple[str, ...]:
    """A0.4: some of the channels."""
    found = [_one(p, CHANNELS, "channel") for p in pieces(value, "+/")]
    if not found:
        raise ValueError("there is no channel: " + _known(CHANNELS))
    return tuple(dict.fromkeys(found))


def support_hours(value: object) -> Hours:
    """A0.5: hours in words."""
    return read_hours(_text(value))


def systems(value: object) -> dict[str, str]:
    """A0.6: names (`Zendesk + Slack + Jira`), or a mapping from what they are for to their names."""
    if isinstance(value, dict):
        wrong = next((k for k in value if k not in SYSTEMS), None)
        if wrong:
            raise ValueError(f"`{wrong}` is no kind of system: {_known(SYSTEMS)}")
        return {k: _text(v) for k, v in value.items() if v}
    found: dict[str, str] = {}
    for name in pieces(value, "+"):
        if plain_none(name):
            continue
        slot = slot_of(name)
        if slot is None:
            known = [n for names in SYSTEMS.values() for n in names]
            help_ = did_you_mean(name, known) or "say what it is for in the file, as in `help_desk: Name`"
            raise ValueError(f"`{name}` is not known here: {help_}")
        found.setdefault(*slot)
    return found


def plain_none(text: str) -> bool:
    """True for words that say that there is nothing."""
    return text.strip().lower() in ("none", "nothing", "no", "-", "n/a", "")


def triggers(value: object) -> tuple[str, ...]:
    """A0.7: any; known ones tune criteria, others become criteria of their own."""
    return tuple(dict.fromkeys(p for p in pieces(value) if not plain_none(p)))


def pains(value: object) -> tuple[str, ...]:
    """A0.8: any; known ones change settings."""
    return tuple(dict.fromkeys(p for p in pieces(value) if not plain_none(p)))


def targets(value: object) -> tuple[Aim, ...]:
    """A0.9: figures that the policy can measure."""
    return tuple(read_aim(p) for p in pieces(value) if not plain_none(p))


def risks(value: object) -> tuple[str, ...]:
    """A0.10: some of the risks."""
    found = [_one(p, RISKS, "risk") for p in pieces(value, "+/") if not plain_none(p)]
    return tuple(dict.fromkeys(found))


def zone(value: object) -> str:
    """The home zone, an IANA name."""
    return zone_of(_text(value)).key


def currency(value: object) -> str:
    """An ISO 4217 code with two decimals, as the presets' amounts need."""
    code = _text(value).upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ValueError(f"`{value}` is no currency: write its code, as in `EUR`")
    return code


def country(value: object) -> str:
    """The country whose holidays count, an ISO 3166 code; empty for none."""
    code = _text(value).upper()
    if not re.fullmatch(r"[A-Z]{2}|", code):
        raise ValueError(f"`{value}` is no country: write its code, as in `US`")
    return code


def _one(text: str, table: Mapping[str, tuple[str, ...]], what: str) -> str:
    found = known_as(text, dict(table))
    if found is None:
        names = [*table, *(n for many in table.values() for n in many)]
        near = did_you_mean(text, names)
        raise ValueError(f"`{text}` is no {what}: {near or _known(table)}")
    return found


def _known(table: Mapping[str, Any]) -> str:
    return f"choose from {listing((f'`{k}`' for k in table), 'or')}"


READERS: dict[str, Callable[[object], Any]] = {
    "company": company, "industry": industry, "segments": segments, "channels": channels,
    "support_hours": support_hours, "systems": systems, "triggers": triggers, "pains": pains,
    "targets": targets, "risks": risks, "zone": zone, "currency": currency, "country": country,
}  # fmt: skip
PAIN_CHOICES = tuple(PAINS)
