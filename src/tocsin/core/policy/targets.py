"""Targets of measures as people write them: `< 15 min`, `> 95%`, `< 6 per week` (A0.9, A10)."""

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tocsin.core.model.duration import parse_span
from tocsin.core.model.money import Money, parse_money

_TARGET = re.compile(r"(<=|>=|<|>)\s*(\S.*)")
_PER = re.compile(r"\s+(?:per|a|an|each)\s+(.*)$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
UNITS = ("hour", "day", "week", "month", "quarter", "year")
HELP = "write it like `< 15 min`, `> 95%`, `< 6 per week` or `< 5000 USD per month`"


@dataclass(frozen=True)
class Target:
    """What a measure aims at: `value` is a share (0 to 1), a duration, a number or money; `per` a unit."""

    op: str
    kind: str
    value: Decimal | timedelta | Money
    per: str = ""


def parse_target(text: str) -> Target:
    """Reads a target. Raises ValueError with what to write instead."""
    found = _TARGET.fullmatch(text.strip())
    if not found:
        raise ValueError(f"`{text}` is no target: {HELP}")
    op, rest, per = found[1], found[2].strip(), ""
    if unit := _PER.search(rest):
        rest, per = rest[: unit.start()], unit[1].strip().lower()
        if per.rstrip("s") not in UNITS and not per.isalpha():
            raise ValueError(f"`{text}` is counted per nothing that is known: {HELP}")
    kind, value = _value(rest, text)
    return Target(op, kind, value, per)


def _value(rest: str, text: str) -> tuple[str, Decimal | timedelta | Money]:
    number = rest.removesuffix("%").strip()
    if _NUMBER.fullmatch(number):
        return ("share", Decimal(number) / 100) if rest.endswith("%") else ("number", Decimal(number))
    try:
        return "duration", parse_span(rest).approximate()
    except ValueError:
        pass
    try:
        return "money", parse_money(rest)
    except ValueError:
        raise ValueError(f"`{text}` is no target: {HELP}") from None
