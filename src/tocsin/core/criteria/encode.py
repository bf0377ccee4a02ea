"""Facts as people and systems write them, to encoded facts; what cannot be read is said (A2.1, A2.6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from tocsin.core.criteria.elapsed import elapsed_micros
from tocsin.core.criteria.vocabulary import Encoded, Kind, Type, Vocabulary
from tocsin.core.model.instant import parse_instant, to_micros, to_utc
from tocsin.core.model.money import Money, parse_money
from tocsin.core.model.words import did_you_mean

T = TypeVar("T")
U = TypeVar("U")
MAX_TEXT = 1_000_000
MAX_NUMBER = 1e15
_INT64 = 2**63
_MICRO = timedelta(microseconds=1)
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class FactProblem:
    """One fact that cannot be used: its name, what is wrong, what to do."""

    name: str
    message: str
    help: str = ""


class Unreadable(ValueError):  # noqa: N818 (an answer to the user, not a failure)
    """A value that cannot be encoded; `help` says what to write."""

    def __init__(self, message: str, help_: str = "") -> None:
        super().__init__(message)
        self.help = help_


def encode(
    raw: Mapping[str, object], vocabulary: Vocabulary, now: int | None = None
) -> tuple[dict[str, Encoded], list[FactProblem]]:
    """The facts that could be read, and what is wrong with the others. A null is a missing fact.

    With `now` (microseconds, UTC) an elapsed fact may be given as a duration: its instant is counted back.
    """
    encoded: dict[str, Encoded] = {}
    problems: list[FactProblem] = []
    for name, value in raw.items():
        if value is None:
            continue
        try:
            key, found = _fact(str(name), value, vocabulary, now)
        except Unreadable as error:
            problems.append(FactProblem(str(name), str(error), error.help))
            continue
        if encoded.setdefault(key, found) != found:
            message = f"`{name}` does not agree with `{key}`"
            problems.append(FactProblem(str(name), message, f"give `{key}` only"))
    return encoded, problems


def _fact(name: str, value: object, vocabulary: Vocabulary, now: int | None) -> tuple[str, Encoded]:
    fact = vocabulary.facts.get(name)
    if fact is None:
        if name in vocabulary.parameters:
            raise Unreadable(f"`{name}` is a parameter of the policy, not a fact of a ticket", "remove it")
        raise Unreadable(f"`{name}` is no fact of this policy", did_you_mean(name, vocabulary.facts))
    if fact.kind is not Kind.ELAPSED:
        return name, encode_value(value, fact.type, name)
    if now is None:
        raise Unreadable(f"`{name}` is counted from `{fact.since}`", f"give `{fact.since}` instead")
    elapsed = _duration(value, fact.type, name)
    if not isinstance(elapsed, int):
        raise Unreadable(f"`{name}` is no duration", "write it like `2h`")
    return fact.since, now - elapsed


def encode_value(value: object, of: Type, name: str = "value") -> Encoded:
    """One value, such as a parameter's. Raises Unreadable, a ValueError with the help apart."""
    return _READERS[of.kind](value, of, name)


def _boolean(value: object, _of: Type, name: str) -> Encoded:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _WORDS:
        return _WORDS[value.strip().lower()]
    raise Unreadable(f"`{name}` is {_shown(value)}, but it is a yes/no fact", "write `true` or `false`")


def _integer(value: object, _of: Type, name: str) -> Encoded:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unreadable(f"`{name}` is {_shown(value)}, but it is a whole number", "write it like `3`")
    return _in_range(value, name)


def _in_range(value: int, name: str) -> int:
    if not -_INT64 <= value < _INT64:
        raise Unreadable(f"`{name}` does not fit into 64 bits", "give a smaller number")
    return value


def _number(value: object, _of: Type, name: str) -> Encoded:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(f"`{name}` is {_shown(value)}, but it is a number", "write it like `4.5`")
    if value != 0 and not 1 / MAX_NUMBER <= abs(value) <= MAX_NUMBER:
        raise Unreadable(f"`{name}` is {_shown(value)}", "give zero, or a number between 1e-15 and 1e15")
    return float(value)


def _text(value: object, of: Type, name: str) -> Encoded:
    if not isinstance(value, str):
        raise Unreadable(f"`{name}` is {_shown(value)}, but it is {of}", "put it in quotes")
    if len(value) > MAX_TEXT:
        raise Unreadable(f"`{name}` has {len(value):,} characters", f"give at most {MAX_TEXT:,}")
    if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise Unreadable(f"`{name}` holds something that is no character of a text", "remove it")
    return value


def _choice(value: object, of: Type, name: str) -> Encoded:
    if isinstance(value, str) and value in of.values:
        return value
    help_ = did_you_mean(str(value), of.values)
    raise Unreadable(f"`{name}` is {_shown(value)}, which is none of its values", help_)


def _set(value: object, of: Type, name: str) -> Encoded:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Unreadable(f"`{name}` is {_shown(value)}, but it is a set", "write a list")
    given = {item for item in value if isinstance(item, str)}
    for item in value:
        if not isinstance(item, str) or item not in of.values:
            help_ = did_you_mean(str(item), of.values)
            raise Unreadable(f"`{name}` holds {_shown(item)}, which is none of its values", help_)
    return tuple(item for item in of.values if item in given)


def _money(value: object, of: Type, name: str) -> Encoded:
    help_ = f"write it like `50000 {of.currency}`"
    if isinstance(value, str):
        money = _with_help(parse_money, value)
    elif isinstance(value, Mapping) and {"amount", "currency"} <= value.keys():
        try:
            money = Money(Decimal(str(value["amount"])), str(value["currency"]).upper())
        except InvalidOperation:
            raise Unreadable(f"`{name}` is no amount of money", help_) from None
    else:
        raise Unreadable(f"`{name}` is {_shown(value)}, but it is money", help_)
    if money.currency != of.currency:
        raise Unreadable(f"`{name}` is in {money.currency}, but it is counted in {of.currency}", help_)
    if not money.amount.is_finite() or money.amount.copy_abs() > _INT64:
        raise Unreadable(f"`{name}` is no amount of money that can be counted", help_)
    return _with_help(lambda m: m.minor(), money)


def _duration(value: object, _of: Type, name: str) -> Encoded:
    if isinstance(value, timedelta):
        return value // _MICRO
    if not isinstance(value, str):
        raise Unreadable(f"`{name}` is {_shown(value)}, but it is a duration", "add the unit, as in `2h`")
    return _with_help(elapsed_micros, value)


def _instant(value: object, _of: Type, name: str) -> Encoded:
    if isinstance(value, datetime):
        return to_micros(_with_help(to_utc, value))
    if isinstance(value, date) or not isinstance(value, str):
        help_ = "write it like `2026-11-23T03:00:00Z`"
        raise Unreadable(f"`{name}` is {_shown(value)}, but it is an instant", help_)
    return to_micros(_with_help(parse_instant, value))


def _with_help(read: Callable[[T], U], value: T) -> U:
    """The models' readers put the help after a colon; here it stands apart."""
    try:
        return read(value)
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise Unreadable(message, help_) from None


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, str):
        text = f'"{value}"'
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"


_READERS: dict[Kind, Callable[[object, Type, str], Encoded]] = {
    Kind.BOOLEAN: _boolean, Kind.INTEGER: _integer, Kind.NUMBER: _number, Kind.TEXT: _text,
    Kind.CHOICE: _choice, Kind.SET: _set, Kind.MONEY: _money, Kind.DURATION: _duration,
    Kind.INSTANT: _instant, Kind.ELAPSED: _duration,
}  # fmt: skip
