"""Constants in our own words, folded before CEL reads the text: `money("50000 USD")`, `duration("1h30m")`.

Each call is replaced by its value and padding, so that every position in the text stays what it was.
"""

import re
from dataclasses import replace

from tocsin.core.criteria.complaint import LIMIT, SYNTAX, VALUE, Complaint
from tocsin.core.criteria.elapsed import elapsed_micros
from tocsin.core.criteria.nodes import Literal
from tocsin.core.criteria.vocabulary import Kind, Type
from tocsin.core.model.instant import parse_instant, to_micros
from tocsin.core.model.money import parse_money

MAX_LENGTH = 4_000
MAX_BRACKETS = 24
_STRING = (
    r"[bB]?[rR]\"[^\"\n]*\"|[bB]?[rR]'[^'\n]*'"
    r"|\"\"\"(?s:(?:\\.|[^\\])*?)\"\"\"|'''(?s:(?:\\.|[^\\])*?)'''"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
)
_TOKEN = re.compile(
    r"(?<![\w.])(?P<call>money|duration|timestamp)\s*\(\s*(?P<arg>\"[^\"\\\n]*\"|'[^'\\\n]*')\s*\)"
    rf"|(?P<string>{_STRING})|(?P<comment>//[^\n]*)|(?P<open>[(\[{{])|(?P<close>[)\]}}])"
)


def fold(text: str) -> tuple[str, dict[int, Literal]]:
    """The text for CEL, of the same length, and the folded constants by their offset in it.

    Raises Complaint when the text is too long, too deep, or a constant cannot be read.
    """
    _refuse_size(text)
    constants: dict[int, Literal] = {}
    pieces, end, depth = [], 0, 0
    for found in _TOKEN.finditer(text):
        depth += bool(found["open"]) - bool(found["close"])
        if depth > MAX_BRACKETS:
            what = f"brackets are nested more than {MAX_BRACKETS} deep"
            raise Complaint(LIMIT, found.start(), what, "split it into several criteria")
        if found["call"]:
            literal = _constant(found)
            constants[found.start() + 1] = literal
            before = text[: found.start()].rstrip()
            if before.endswith("-"):  # to CEL the sign may be a part of the number
                constants[len(before) - 1] = replace(literal, value=-_whole(literal), at=len(before) - 1)
            pieces += [text[end : found.start()], _padded(str(literal.value), found)]
            end = found.end()
    return "".join([*pieces, text[end:]]), constants


def _whole(literal: Literal) -> int:
    return literal.value if isinstance(literal.value, int) else 0


def _refuse_size(text: str) -> None:
    if not text.strip():
        raise Complaint(SYNTAX, 0, "the expression is empty", "write a condition, or `true`")
    if len(text) > MAX_LENGTH:
        what = f"the expression has {len(text)} characters; {MAX_LENGTH} are allowed"
        raise Complaint(LIMIT, MAX_LENGTH, what, "split it into several criteria")
    for at, char in enumerate(text):
        if "\ud800" <= char <= "\udfff" or (char < " " and char not in "\t\n\r"):
            raise Complaint(SYNTAX, at, f"`{ascii(char)[1:-1]}` is no character of a text", "remove it")


def _padded(value: str, found: re.Match[str]) -> str:
    width = len(found[0])
    written = f"({value})" if value.startswith("-") else f" {value}"
    if len(written) > width:
        raise Complaint(VALUE, found.start(), f"`{found[0]}` is too large", "use a smaller amount")
    return written.ljust(width)


def _constant(found: re.Match[str]) -> Literal:
    try:
        of, value = _READERS[found["call"]](found["arg"][1:-1])
    except ValueError as error:
        message, _, help_ = str(error).partition(": ")
        raise Complaint(VALUE, found.start("arg"), message, help_) from None
    return Literal(of, value, at=found.start())


def _money(text: str) -> tuple[Type, int]:
    money = parse_money(text)
    return Type(Kind.MONEY, money.currency), money.minor()


def _duration(text: str) -> tuple[Type, int]:
    return Type(Kind.DURATION), elapsed_micros(text)


def _instant(text: str) -> tuple[Type, int]:
    return Type(Kind.INSTANT), to_micros(parse_instant(text))


_READERS = {"money": _money, "duration": _duration, "timestamp": _instant}
