"""Money, counts and lengths of time in running text, with their places (A2.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tocsin.core.intake.dates import WORDS
from tocsin.core.model.money import minor_digits

_SIGNS = {
    "$": "",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "€": "EUR",
    "£": "GBP",
    "¥": "",
    "₹": "INR",
    "₩": "KRW",
}
_NAMES = {
    "dollar": "",
    "dollars": "",
    "euro": "EUR",
    "euros": "EUR",
    "pounds": "GBP",
    "yen": "JPY",
    "francs": "CHF",
}
_DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
_OF_SIGN = {"$": _DOLLARS, "dollar": _DOLLARS, "dollars": _DOLLARS, "¥": ("JPY", "CNY")}
_CODES = (
    "USD|EUR|GBP|CHF|JPY|CNY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|BRL|MXN|ZAR|SGD|HKD|KRW|TRY|AED|SAR|ILS"
)
_NUMBER = r"\d{1,3}(?:[,' ’]\d{3})+(?:\.\d{1,3})?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s?(?P<scale{0}>k|m|mn|million|thousand|bn|billion)\b)?"
_MONEY = re.compile(
    rf"(?P<sign>US\$|A\$|C\$|[$€£¥₹₩]|\b(?:{_CODES})\b)\s?(?P<n1>{_NUMBER}){_SCALE.format(1)}"
    rf"|(?<![\w.,])(?P<n2>{_NUMBER}){_SCALE.format(2)}\s?(?P<unit>{_CODES}|€|"
    rf"£|\$|dollars?|euros?|pounds|yen|francs)(?!\w)",
    re.IGNORECASE,
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
COUNT = (
    r"(?P<count>\d{1,3}(?:[,.' ]\d{3})+|\d+(?:\.\d+)?|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve)(?:\s?(?P<scale>k|m|thousand|million)"
    r"\b)?"
)
_DURATION = re.compile(
    r"(?<![\w.,$€£])(?P<n>\d{1,4}(?:\.\d+)?|a|an|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve)[\s-]+"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_DAYS = {"month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount as it stands in a text: in `currencies` (one, or those that its sign may mean)."""

    amount: Decimal
    currencies: tuple[str, ...]
    start: int
    end: int

    def written(self, currency: str) -> str:
        """As a fact in this currency; empty when it is another one, or has more decimals than it has."""
        if currency not in self.currencies:
            return ""
        kept = self.amount.quantize(Decimal(1).scaleb(-minor_digits(currency)))
        return f"{kept.normalize():f} {currency}" if kept == self.amount else ""


def sums(text: str) -> Iterator[Sum]:
    """Every amount of money in a text."""
    for match in _MONEY.finditer(text):
        place = 1 if match["n1"] else 2
        name = (match["sign"] or match["unit"]).lower()
        try:
            amount = Decimal(re.sub(r"[,' ’]", "", match[f"n{place}"]))
        except InvalidOperation:  # no number of any script that Decimal reads
            continue
        amount = amount.scaleb(_SCALES.get((match[f"scale{place}"] or "").lower(), 0))
        if amount < Decimal(10) ** 15:
            yield Sum(amount, _currencies(name), match.start(), match.end())


def _currencies(name: str) -> tuple[str, ...]:
    if name in _OF_SIGN:
        return _OF_SIGN[name]
    return (_SIGNS.get(name) or _NAMES.get(name) or name.upper(),)


def count_of(match: re.Match[str]) -> int | float | None:
    """The number of a match of `COUNT`; None when it cannot be told."""
    text = match["count"].lower()
    if text in WORDS:
        return WORDS[text]
    scale = (match["scale"] or "").lower()
    grouped = re.fullmatch(r"\d{1,3}(?:[,.' ]\d{3})+", text)
    try:
        number = Decimal(re.sub(r"[,.' ]", "", text) if grouped and not scale else text)
    except InvalidOperation:
        return None
    number = number.scaleb(_SCALES.get(scale, 0))
    if number >= Decimal(10) ** 12:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def lengths(text: str) -> Iterator[tuple[str, int, int]]:
    """Every length of time in a text, as `21 days`, with its place. A month is 30 days, a year 365."""
    for match in _DURATION.finditer(text):
        word, unit = match["n"].lower(), match["unit"].lower().rstrip("s")
        number = Decimal(WORDS[word]) if word in WORDS else Decimal(word)
        number, unit = (number * _DAYS[unit], "day") if unit in _DAYS else (number, unit)
        unit = {"min": "minute", "hr": "hour"}.get(unit, unit)
        if number <= 30_000:
            yield f"{number.normalize():f} {unit}{'' if number == 1 else 's'}", match.start(), match.end()
