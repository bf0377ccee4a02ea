"""The functions of the expression language, each with the types it takes (A1)."""

from tocsin.core.criteria.automaton import automaton
from tocsin.core.criteria.complaint import TYPE, VALUE, Complaint
from tocsin.core.criteria.describe import describe
from tocsin.core.criteria.nodes import INTEGER, NUMBER, TEXT, Convert, Literal, Matches, Node, Size, TextTest
from tocsin.core.criteria.ranges import powers
from tocsin.core.criteria.regex import PatternError
from tocsin.core.criteria.vocabulary import Kind

MAX_INTEGER_POWER = 18.9
TEXT_WORDS = ("startsWith", "endsWith", "contains")
CONVERSIONS = ("int", "double", "string")
_TEXTS = (Kind.TEXT, Kind.CHOICE)
_TIME_PARTS = (
    "getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours getMinutes getSeconds "
    "getMilliseconds"
)
USAGE = {
    "size": "write it like `size(labels)`",
    "has": "write it like `has(ticket.workaround)`",
    "matches": 'write it like `subject.matches("(?i)outage|down")`',
    **{word: f'write it like `subject.{word}("outage")`' for word in TEXT_WORDS},
    **{word: f'write it like `labels.{word}(i, i == "legal")`' for word in ("exists", "all", "exists_one")},
    **{word: f"write it like `{word}(users)`" for word in CONVERSIONS},
}
FOREIGN = {
    **dict.fromkeys(_TIME_PARTS.split(), "parts of a time depend on a calendar and a zone: declare a fact"),
    "money": 'the amount is a constant text, as in `money("50000 USD")`',
    "duration": 'the duration is a constant text, as in `duration("1h30m")`',
    "timestamp": 'the instant is a constant text, as in `timestamp("2026-11-23T03:00:00Z")`',
    "dyn": "every fact has one type: compare values of one kind",
    "type": "every fact has one type: compare values of one kind",
    "now": "use `age` or another elapsed fact",
    "in": 'write `"x" in labels`',
}


def text_test(word: str, subject: Node, argument: Node, at: int) -> Node:
    """`subject.startsWith(argument)` and the like."""
    for side in (subject, argument):
        if side.type.kind not in _TEXTS:
            raise Complaint(TYPE, side.at, f"`{word}` needs texts, but {describe(side)}", _set_help(side))
    if isinstance(argument, Literal) and argument.value == "":
        raise Complaint(VALUE, argument.at, "an empty text is found everywhere", "write what to look for")
    return TextTest(word, subject, argument, at=at)


def _set_help(side: Node) -> str:
    return 'for a set write `"x" in labels`' if side.type.kind is Kind.SET else "use it on a text fact"


def matches(subject: Node, pattern: Node, at: int) -> Node:
    """`subject.matches("pattern")`, the pattern a constant of our subset of RE2."""
    if subject.type.kind not in _TEXTS:
        raise Complaint(TYPE, subject.at, f"`matches` needs a text, but {describe(subject)}")
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        help_ = 'write it out: `subject.matches("(?i)outage|down")`'
        raise Complaint(TYPE, pattern.at, "the pattern of `matches` must be a constant text", help_)
    try:
        automaton(pattern.value)
    except PatternError as error:
        what = f"the pattern `{pattern.value[:60]}` cannot be used, at its character {error.at + 1}: {error}"
        raise Complaint(VALUE, pattern.at, what, "patterns are the common part of RE2") from None
    return Matches(subject, pattern.value, at=at)


def size(subject: Node, at: int) -> Node:
    """`size(x)` of a text, in code points, or of a set."""
    if subject.type.kind not in (*_TEXTS, Kind.SET):
        raise Complaint(TYPE, at, f"`size` needs a text or a set, but {describe(subject)}")
    return Size(subject, at=at)


def convert(word: str, subject: Node, at: int) -> Node:
    """`int(number)`, `double(integer)`, `string(integer)`: the conversions that all engines do alike."""
    kind = subject.type.kind
    if (word, kind) in (("int", Kind.INTEGER), ("double", Kind.NUMBER), ("string", Kind.TEXT)):
        return subject
    if (word, kind) == ("int", Kind.NUMBER):
        if powers(subject)[1] > MAX_INTEGER_POWER:
            what = "`int(…)` of a number that can be beyond 64 bits"
            raise Complaint(TYPE, at, what, "convert a smaller number")
        return Convert(subject, INTEGER, at=at)
    if (word, kind) == ("double", Kind.INTEGER):
        return Convert(subject, NUMBER, at=at)
    if (word, kind) == ("string", Kind.INTEGER):
        return Convert(subject, TEXT, at=at)
    help_ = "declare the fact with the type you need; each engine converts this differently"
    raise Complaint(TYPE, at, f"`{word}(…)` does not convert this: {describe(subject)}", help_)
