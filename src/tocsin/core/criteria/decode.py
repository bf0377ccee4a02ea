"""Encoded facts back to what people read: `2 h`, `50,000 USD`, `yes` (A2.5: reasons show their facts)."""

from datetime import timedelta

from tocsin.core.criteria.vocabulary import Encoded, Facts, Kind, Type, Vocabulary
from tocsin.core.model.duration import words
from tocsin.core.model.instant import from_micros, iso
from tocsin.core.model.money import Money


def decode_value(of: Type, value: Encoded) -> str:
    """An encoded value of the given type in words. Durations and elapsed times come as microseconds."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) if value else "none"
    if isinstance(value, int):
        return _number(of, value)
    return value if isinstance(value, str) else f"{value:,.10g}"


def _number(of: Type, value: int) -> str:
    if of.kind is Kind.MONEY:
        return str(Money.from_minor(value, of.currency))
    if of.kind is Kind.INSTANT:
        return _instant(value)
    if of.kind in (Kind.DURATION, Kind.ELAPSED):
        return _duration(value)
    return f"{value:,}" if abs(value) >= 10_000 else str(value)


def _instant(micros: int) -> str:
    try:
        return iso(from_micros(micros))
    except OverflowError:
        return f"{micros:,} microseconds from 1970"


def _duration(micros: int) -> str:
    try:
        return words(timedelta(microseconds=micros))
    except OverflowError:
        return f"{micros // 86_400_000_000:,} days"


def decode_fact(name: str, facts: Facts, vocabulary: Vocabulary, now: int) -> str:
    """The fact in words, or `unknown`. An elapsed fact is counted until `now` (microseconds, UTC)."""
    fact = vocabulary.facts[name]
    value = facts.get(vocabulary.base_of(name))
    if value is None:
        return "unknown"
    if fact.kind is Kind.ELAPSED and isinstance(value, int):
        value = now - value
    return decode_value(fact.type, value)
