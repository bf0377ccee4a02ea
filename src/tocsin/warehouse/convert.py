"""One column's values to one fact's encoding, and the test that finds values it cannot read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.history.conditions import Scalar
from tocsin.core.model.money import minor_digits
from tocsin.warehouse import quote
from tocsin.warehouse.columns import TIMES, WHOLE, ZONED, Columns

_YES = quote.listing(["true", "t", "yes", "y", "1", "on"])
_NO = quote.listing(["false", "f", "no", "n", "0", "off"])
_OFFSET = "'(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)$'"
_HAS_CLOCK = "'[0-9]:[0-9]{2}'"
MICROS = {
    "microseconds": 1, "milliseconds": 1_000, "seconds": 1_000_000, "minutes": 60_000_000,
    "hours": 3_600_000_000, "days": 86_400_000_000,
}  # fmt: skip
_WORDS = (("weeks?|w", 604_800), ("days?|d", 86_400), ("hours?|hrs?|h", 3_600), ("minutes?|mins?|m", 60),
          ("seconds?|secs?|s", 1))  # fmt: skip

_SIGNS = {"EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "¥"}
_GAPS = " ''\u2019\u00a0\u202f"
"""What groups digits besides points and commas: spaces that break no line, the Swiss apostrophe."""


@dataclass(frozen=True)
class Reading:
    """A value in SQL; `bad` is true where there is a value that cannot be read, "" when that cannot be.

    `stray` is true where a value is none of the policy's: the fact is then missing, and counted.
    `clean` may stand for `value` where no value is stray.
    """

    value: str
    bad: str = ""
    reason: str = ""
    raw: str = ""
    stray: str = ""
    clean: str = ""


@dataclass(frozen=True)
class How:
    """The mapping's settings for one fact."""

    fact: Fact
    column: str
    values: dict[str, Scalar | None] = field(default_factory=dict)
    unit: str = ""
    separator: str = ","
    zone: str = ""
    formats: tuple[str, ...] = ()


def read(how: How, columns: Columns) -> Reading:
    """How this fact comes from its column."""
    return _KINDS[how.fact.kind](how, columns)


def mapped(text: str, values: dict[str, Scalar | None]) -> str:
    """The text after the mapping's `values`, which are found without regard to case."""
    if not values:
        return text
    whens = " ".join(
        f"WHEN {quote.literal(given.lower())} THEN {quote.literal(None if to is None else quote.plain(to))}"
        for given, to in values.items()
    )
    return f"CASE lower({text}) {whens} ELSE {text} END"


def _text_of(how: How, columns: Columns) -> str:
    return mapped(columns.text(how.column), how.values)


def _boolean(how: How, columns: Columns) -> Reading:
    if columns.type(how.column) == "BOOLEAN" and not how.values:
        return Reading(columns.sql(how.column))
    text = _text_of(how, columns)
    value = f"CASE WHEN lower({text}) IN ({_YES}) THEN TRUE WHEN lower({text}) IN ({_NO}) THEN FALSE END"
    return _checked(value, text, "it is neither yes nor no; list it under `values`")


def _checked(value: str, text: str, reason: str) -> Reading:
    return Reading(value, f"({value}) IS NULL AND ({text}) IS NOT NULL", reason, text)


def _integer(how: How, columns: Columns) -> Reading:
    if columns.type(how.column) in WHOLE and not how.values:
        return Reading(f"CAST({columns.sql(how.column)} AS BIGINT)")
    text = _text_of(how, columns)
    number = f"TRY_CAST({text} AS DOUBLE)"
    value = (
        f"CASE WHEN regexp_full_match({text}, '[-+]?[0-9]+') THEN TRY_CAST({text} AS BIGINT) "
        f"WHEN {number} = trunc({number}) AND abs({number}) < 9e15 THEN CAST({number} AS BIGINT) END"
    )
    return _checked(value, text, "it is no whole number")


def _number(how: How, columns: Columns) -> Reading:
    if columns.type(how.column) in WHOLE | {"DOUBLE", "FLOAT"} and not how.values:
        return Reading(f"CAST({columns.sql(how.column)} AS DOUBLE)")
    text = _text_of(how, columns)
    number = f"TRY_CAST({_decimal(text)} AS DOUBLE)"
    return _checked(f"CASE WHEN isfinite({number}) THEN {number} END", text, "it is no number")


def _text(how: How, columns: Columns) -> Reading:
    return Reading(_text_of(how, columns))


def _choice(how: How, columns: Columns) -> Reading:
    allowed = quote.listing(how.fact.values)
    if columns.type(how.column) == "VARCHAR" and not how.values and not columns.json and not columns.empty:
        text = columns.sql(how.column)
    else:
        text = _text_of(how, columns)
    value = f"CASE WHEN {text} IN ({allowed}) THEN {text} END"
    if how.values:
        value, text = _direct(how, columns), columns.text(how.column)
        nothing = quote.listing([g.lower() for g, to in how.values.items() if to is None] or [""])
        stray = f"({value}) IS NULL AND {text} IS NOT NULL AND lower({text}) NOT IN ({nothing})"
        return Reading(value, raw=text, stray=stray)
    stray = f"({text}) IS NOT NULL AND ({text}) NOT IN ({allowed}, '')"
    return Reading(value, raw=text, stray=stray, clean=f"nullif({text}, '')")


def _direct(how: How, columns: Columns) -> str:
    """One CASE from the export's values to the policy's; the policy's own values stand for themselves."""
    pairs = {own.lower(): own for own in how.fact.values}
    pairs |= {given.lower(): str(to) for given, to in how.values.items() if to is not None}
    nothing = [given.lower() for given, to in how.values.items() if to is None]
    pairs = {given: to for given, to in pairs.items() if given not in nothing}
    whens = " ".join(f"WHEN {quote.literal(g)} THEN {quote.literal(to)}" for g, to in pairs.items())
    return f"CASE lower({columns.text(how.column)}) {whens} END"


def _set(how: How, columns: Columns) -> Reading:
    text = columns.text(how.column)
    listed = f"CAST(TRY_CAST({text} AS JSON) AS VARCHAR[])"
    split = f"string_split({text}, {quote.literal(how.separator)})"
    parts = f"CASE WHEN {text} LIKE '[%]' THEN {listed} ELSE {split} END"
    if columns.type(how.column).endswith("[]"):
        parts = f"CAST({columns.sql(how.column)} AS VARCHAR[])"
    one = mapped("trim(v)", how.values)
    known = quote.listing(how.fact.values)
    values = f"list_filter(list_transform({parts}, lambda v: {one}), lambda v: v IN ({known}))"
    return Reading(f"list_sort(list_distinct({values}))", raw=text)


def _money(how: How, columns: Columns) -> Reading:
    digits = minor_digits(how.fact.currency)
    factor = {"minor": 1, "thousands": 1000 * 10**digits}.get(how.unit, 10**digits)
    if columns.type(how.column) in WHOLE and not how.values:
        return Reading(_times(columns.sql(how.column), factor))
    text = _text_of(how, columns)
    bare = _amount(text, how.fact.currency, columns.type(how.column) == "VARCHAR" and not columns.json)
    value = f"TRY_CAST(TRY_CAST({bare} AS DECIMAL(24, 4)) * {factor} AS BIGINT)"
    return _checked(value, text, f"it is no amount in {how.fact.currency}, or it may be two")


def _amount(text: str, currency: str, typed: bool) -> str:
    """An amount without its currency, as `50,000.00`, `50.000,00` or `50000`; NULL where it could be two.

    Another currency's sign stays and makes it no amount. `typed` by people, `50.000` may be either.
    """
    bare = f"regexp_replace({text}, '{currency}|[{_SIGNS.get(currency, '$')}_{_GAPS}]', '', 'gi')"
    comma = rf"regexp_full_match({bare}, '[-+]?([0-9]+|[0-9]{{1,3}}(\.[0-9]{{3}})+),[0-9]{{1,2}}')"
    dots = rf"regexp_full_match({bare}, '[-+]?[0-9]{{1,3}}(\.[0-9]{{3}}){{2,}}')"
    either = rf"regexp_full_match({bare}, '[-+]?[1-9][0-9]{{0,2}}\.[0-9]{{3}}')" if typed else "FALSE"
    return (
        f"CASE WHEN {either} THEN NULL WHEN {comma} THEN replace(replace({bare}, '.', ''), ',', '.') "
        f"WHEN {dots} THEN replace({bare}, '.', '') ELSE replace({bare}, ',', '') END"
    )


def _decimal(text: str) -> str:
    """A number whose decimals may stand after a comma; `1,500` stays, since it may be either."""
    comma = f"regexp_full_match({text}, '[-+]?[0-9]+,[0-9]{{1,2}}')"
    return f"CASE WHEN {comma} THEN replace({text}, ',', '.') ELSE {text} END"


def _times(whole: str, factor: int) -> str:
    """A whole number times a factor; the data's own numbers are far from the bounds of 64 bits."""
    return f"CAST({whole} AS BIGINT)" if factor == 1 else f"CAST({whole} AS BIGINT) * {factor}"


def _duration(how: How, columns: Columns) -> Reading:
    if columns.type(how.column) in WHOLE and how.unit in MICROS and not how.values:
        value = _times(columns.sql(how.column), MICROS[how.unit])
        reason = f"it is no length of time in {how.unit}"
        return Reading(value, f"({value}) < 0", reason, columns.text(how.column))
    text = _text_of(how, columns)
    if how.unit in MICROS:
        value = f"TRY_CAST(round(TRY_CAST({_decimal(text)} AS DOUBLE) * {MICROS[how.unit]}) AS BIGINT)"
        bad = f"{text} IS NOT NULL AND coalesce({value}, -1) < 0"
        return Reading(
            f"CASE WHEN {value} >= 0 THEN {value} END", bad, f"it is no length of time in {how.unit}", text
        )
    low = f"lower({text})"
    pieces = [
        f"coalesce(TRY_CAST(regexp_extract({low}, '([0-9]+(\\.[0-9]+)?) *({names})([^a-z]|$)', 1) AS "
        f"DOUBLE), 0) * {size}"
        for names, size in _WORDS
    ]
    is_words = f"regexp_full_match({low}, '([0-9]+(\\.[0-9]+)? *[a-z]+[ ,]*)+')"
    clock = f"epoch_us(TRY_CAST({text} AS INTERVAL))"
    is_clock = f"regexp_full_match({text}, '[0-9]+:[0-9]{{2}}(:[0-9]{{2}})?')"
    value = (
        f"CASE WHEN {is_clock} THEN {clock} "
        f"WHEN {is_words} THEN nullif(CAST(round(({' + '.join(pieces)}) * 1000000) AS BIGINT), 0) END"
    )
    return _checked(value, text, "it is no length of time; give its unit under `units`")


def _instant(how: How, columns: Columns) -> Reading:
    kind, sql = columns.type(how.column), columns.sql(how.column)
    if how.unit.startswith("epoch"):
        size = 1_000_000 if how.unit == "epoch_seconds" else 1_000
        text = columns.text(how.column)
        value = f"TRY_CAST(round(TRY_CAST({text} AS DOUBLE) * {size}) AS BIGINT)"
        return _checked(value, text, f"it is no instant in {how.unit.replace('_', ' ')}")
    if kind == ZONED:
        return Reading(f"epoch_us({sql})")
    if kind in TIMES:
        return Reading(_zoned(f"CAST({sql} AS TIMESTAMP)", how.zone))
    return _instant_text(how, columns)


def _zoned(naive: str, zone: str) -> str:
    """Microseconds of a naive time in its zone; UTC needs no table of zones."""
    if zone in ("UTC", "Etc/UTC"):
        return f"epoch_us({naive})"
    return f"epoch_us(timezone({quote.literal(zone)}, {naive}))"


def _instant_text(how: How, columns: Columns) -> Reading:
    text = columns.text(how.column)
    aware = f"regexp_matches({text}, {_OFFSET}) AND regexp_matches({text}, {_HAS_CLOCK})"
    formats = quote.listing(how.formats)
    naive = f"TRY_CAST({text} AS TIMESTAMP)"
    if how.formats:
        naive = f"coalesce(try_strptime({text}, [{formats}]), {naive})"
    other = _zoned(naive, how.zone) if how.zone else quote.NULL
    value = f"CASE WHEN {aware} THEN epoch_us(TRY_CAST({text} AS TIMESTAMPTZ)) ELSE {other} END"
    reason = (
        "it is no instant in a format that the mapping names"
        if how.zone
        else ("it is no instant with an offset; give `zone` (and `formats`) in the mapping")
    )
    return _checked(value, text, reason)


_KINDS: dict[Kind, Callable[[How, Columns], Reading]] = {
    Kind.BOOLEAN: _boolean, Kind.INTEGER: _integer, Kind.NUMBER: _number, Kind.TEXT: _text,
    Kind.CHOICE: _choice, Kind.SET: _set, Kind.MONEY: _money, Kind.DURATION: _duration,
    Kind.INSTANT: _instant,
}  # fmt: skip
