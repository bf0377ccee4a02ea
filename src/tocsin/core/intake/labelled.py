"""Labelled lines and keys of a ticket to facts: `Environment: production`, `"nps": 3` (A2.1)."""

import re
from collections.abc import Iterable, Iterator

from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.intake.amounts import COUNT, count_of, lengths, sums
from tocsin.core.intake.dates import moments, sent_at
from tocsin.core.intake.found import Guess, Plain, quoted
from tocsin.core.intake.lexicon import sense_of
from tocsin.core.intake.reading import DECIDED, Reading
from tocsin.core.intake.senses import judged
from tocsin.core.model.instant import iso, to_utc

_SAME = {
    "affected customers": "customers_affected", "customers impacted": "customers_affected",
    "impacted customers": "customers_affected", "number of customers": "customers_affected",
    "affected users": "users_affected", "users impacted": "users_affected",
    "impacted users": "users_affected", "number of users affected": "users_affected",
    "users blocked": "blocked_users", "environment": "production", "env": "production",
    "steps to reproduce": "steps", "repro steps": "steps", "reproduction steps": "steps",
    "how to reproduce": "steps", "business impact": "impact", "customer impact": "impact", "type": "kind",
    "ticket type": "kind", "issue type": "kind", "issuetype": "kind", "request type": "kind",
    "category": "kind", "components": "component", "module": "component", "product area": "component",
    "service": "component", "configuration item": "component", "cmdb_ci": "component",
    "business_service": "component", "start time": "started_at", "started": "started_at",
    "start": "started_at", "since": "started_at", "begin": "started_at", "priority": "severity",
    "sev": "severity", "annual recurring revenue": "arr", "annual contract value": "arr", "acv": "arr",
    "mrr": "monthly_fee", "plan": "segment", "tier": "segment", "customer tier": "segment",
    "renewal": "renewal_within", "nps score": "nps", "disputed amount": "disputed",
    "amount disputed": "disputed", "source": "channel", "contact type": "channel",
    "contact_type": "channel", "via": "channel",
}  # fmt: skip
_SEVERITY = {
    "urgent": "P1", "critical": "P1", "highest": "P1", "blocker": "P1", "emergency": "P1", "1": "P1",
    "high": "P2", "major": "P2", "2": "P2", "normal": "P3", "medium": "P3", "moderate": "P3",
    "minor": "P3", "3": "P3",
    "low": "P4", "lowest": "P4", "trivial": "P4", "planning": "P4", "4": "P4", "5": "P4",
}  # fmt: skip
_SHORT_SEVERITY = re.compile(r"\b(?:P|Sev(?:erity)?[- ]?)([1-4])\b", re.IGNORECASE)
_YES = re.compile(r"^(?:yes|y|true|1|x|✓|ja|oui)\b", re.IGNORECASE)
_NO = re.compile(r"^(?:no|n|false|0|none|nein|non)\b", re.IGNORECASE)
_CHANNEL = {
    "mail": "email", "e-mail": "email", "web": "portal", "api": "portal", "self-service": "portal",
    "web_widget": "chat", "voice": "phone", "call": "phone", "twitter": "social", "facebook": "social",
}  # fmt: skip
_RATED = re.compile(r"^\d\s*(?:-|$)")
_NO_ANSWER = frozenset({"", "?", "-", "n/a", "unknown", "tbd", "not known", "i do not know", "none given"})


def guess_labelled(reading: Reading, fields: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Guess]]:
    """A guess for each labelled line whose label is a fact's name, its label or a usual word for it."""
    by_label = _labels(reading)
    for label, text in fields:
        name = by_label.get(_plain(label))
        value = read_as(reading, reading.vocabulary.facts[name], text) if name else None
        if name and value is not None:
            yield name, Guess(value, quoted(f"{label}: {text}"))


def _labels(reading: Reading) -> dict[str, str]:
    known = {label: name for label, name in _SAME.items() if name in reading.vocabulary.facts}
    for name, fact in reading.vocabulary.facts.items():
        if name not in DECIDED:
            known[_plain(name)] = known[_plain(fact.called)] = name
    return known


def _plain(label: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", label.replace("_", " ")).lower().split())


def read_as(reading: Reading, fact: Fact, text: str) -> Plain | None:
    """The text after a label as a value of this fact; None when it cannot be one."""
    clean = text.strip()
    if clean.lower() in _NO_ANSWER:
        return None
    reader = _READERS.get(fact.kind)
    return reader(reading, fact, clean) if reader else None


def _boolean(_reading: Reading, fact: Fact, text: str) -> Plain | None:
    if _YES.match(text) or _NO.match(text):
        return bool(_YES.match(text))
    meaning = sense_of(fact.name, fact.label)
    answer = judged(meaning, text, text) if meaning else None
    if answer:
        return answer[0]
    return (
        False
        if fact.name == "production" and re.search(r"\b(?:staging|sandbox|test|dev|uat)\b", text, re.I)
        else None
    )


def _number(_reading: Reading, fact: Fact, text: str) -> Plain | None:
    match = re.match(rf"(?:about |over |at least |~|≥|>)?\s*{COUNT}", text, re.IGNORECASE)
    value = count_of(match) if match else None
    if value is None or fact.kind is Kind.NUMBER:
        return None if value is None else float(value)
    return value if isinstance(value, int) else None


def _money(reading: Reading, fact: Fact, text: str) -> Plain | None:
    for amount in sums(text):
        if value := amount.written(fact.currency):
            return value
        note = (
            f"`{quoted(text)}` is not in {fact.currency}, in which {fact.called} is "
            f"counted: fill it in by hand"
        )
        reading.notes.append(note)
        return None
    bare = next(sums(f"{text.split(maxsplit=1)[0]} {fact.currency}"), None) if text else None
    return (bare.written(fact.currency) or None) if bare else None


def _choice(_reading: Reading, fact: Fact, text: str) -> Plain | None:
    wanted = _plain(text)
    exact = next((v for v in fact.values if _plain(v) == wanted), None)
    if exact or fact.name not in ("severity", "channel"):
        named = [v for v in fact.values if re.search(rf"(?<!\w){re.escape(_plain(v))}(?!\w)", wanted)]
        return exact or (named[0] if len(named) == 1 else None)
    return (
        _severity(fact, text) if fact.name == "severity" else _known(fact, _CHANNEL.get(text.strip().lower()))
    )


def _severity(fact: Fact, text: str) -> str | None:
    short = _SHORT_SEVERITY.search(text)
    word = re.match(r"\W*(\w+)", text)
    found = f"P{short[1]}" if short else _SEVERITY.get(word[1].lower() if word else "")
    return _known(fact, found)


def _known(fact: Fact, value: str | None) -> str | None:
    return value if value in fact.values else None


def _set(_reading: Reading, fact: Fact, text: str) -> Plain | None:
    given = {_plain(part) for part in re.split(r"[,;/|\n]+", text)}
    return tuple(v for v in fact.values if _plain(v) in given) or None


def _duration(_reading: Reading, _fact: Fact, text: str) -> Plain | None:
    return next((length for length, _, _ in lengths(text)), None)


def _instant(reading: Reading, _fact: Fact, text: str) -> Plain | None:
    at = sent_at(text)
    if at is not None:
        return iso(to_utc(at))
    first = next(iter(moments(f"since {text}", reading.written, reading.zone)), None)
    return iso(first.at) if first else None


def _text(_reading: Reading, fact: Fact, text: str) -> Plain | None:
    return None if fact.name == "impact" and _RATED.match(text) else text[:2000]


_READERS = {
    Kind.BOOLEAN: _boolean, Kind.INTEGER: _number, Kind.NUMBER: _number, Kind.MONEY: _money,
    Kind.CHOICE: _choice, Kind.SET: _set, Kind.DURATION: _duration, Kind.INSTANT: _instant, Kind.TEXT: _text,
}  # fmt: skip
