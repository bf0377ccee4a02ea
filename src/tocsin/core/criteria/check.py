"""From CEL's untyped tree to ours: names, types and limits, each refusal with its place (A1, A2.2, A2.3)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tocsin.core.criteria.calls import (
    CONVERSIONS,
    FOREIGN,
    TEXT_WORDS,
    USAGE,
    convert,
    matches,
    size,
    text_test,
)
from tocsin.core.criteria.check_lists import membership, quantified
from tocsin.core.criteria.complaint import NAME, TYPE, VALUE, Complaint
from tocsin.core.criteria.describe import describe
from tocsin.core.criteria.lower import TRUE, all_of, any_of, negate
from tocsin.core.criteria.nodes import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    FactRef,
    Has,
    If,
    Literal,
    Negate,
    Node,
    ParameterRef,
)
from tocsin.core.criteria.rules import arithmetic, compare, elapsed_misused, same_kind
from tocsin.core.criteria.vocabulary import Kind, Type, Vocabulary
from tocsin.core.criteria.wire import Raw
from tocsin.core.model.words import did_you_mean

_COMPARISONS = {"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"}
_ARITHMETIC = {"_+_", "_-_", "_*_", "_/_", "_%_"}
_LITERALS = {"bool": BOOLEAN, "int": INTEGER, "double": NUMBER, "string": TEXT}


class Checker:
    """Types one expression. `complaints` collects what is wrong, one for each part of `&&` and `||`."""

    def __init__(self, vocabulary: Vocabulary, constants: Mapping[int, Literal]) -> None:
        self.vocabulary = vocabulary
        self.constants = constants
        self.complaints: list[Complaint] = []
        self.bound: dict[str, Type] = {}

    def root(self, raw: Raw) -> Node:
        """The whole expression, which must be a condition."""
        return self.part(raw)

    def part(self, raw: Raw) -> Node:
        """A condition; a complaint inside it is collected, so that the other parts are looked at too."""
        try:
            return self.condition(raw)
        except Complaint as complaint:
            self.complaints.append(complaint)
            return TRUE

    def condition(self, raw: Raw) -> Node:
        """A part that must be true, false or unknown."""
        node = self.value(raw)
        if node.type.kind is Kind.BOOLEAN:
            return node
        help_ = 'compare it with something, as in `severity == "P2"`'
        raise Complaint(TYPE, raw.at, f"a condition is needed, but {describe(node)}", help_)

    def value(self, raw: Raw) -> Node:
        """Any part but an elapsed fact."""
        node = self.any(raw)
        if node.type.kind is Kind.ELAPSED:
            raise Complaint(TYPE, node.at, *elapsed_misused(node))
        return node

    def any(self, raw: Raw) -> Node:
        """Any part."""
        readers: dict[str, Callable[[Raw], Node]] = {
            "const": self._constant, "ident": self._name, "has": self._has, "select": self._select,
            "call": self._call,
        }  # fmt: skip
        if raw.op in ("exists", "all", "exists_one"):
            return quantified(self, raw)
        if raw.op in readers:
            return readers[raw.op](raw)
        if raw.op == "list":
            help_ = 'a list stands after `in`, as in `severity in ["P1", "P2"]`, or before `.exists(…)`'
            raise Complaint(TYPE, raw.at, "a list cannot stand here", help_)
        if raw.op == "fold":
            help_ = "write it with `exists`, `all` or `exists_one`"
            raise Complaint(TYPE, raw.at, "this list function cannot be used in criteria", help_)
        raise Complaint(TYPE, raw.at, "maps and messages cannot be used in criteria", "name a fact instead")

    def _constant(self, raw: Raw) -> Node:
        folded = self.constants.get(raw.at)
        if folded and raw.name == "int" and raw.value == folded.value:
            return folded
        if raw.name == "null":
            help_ = "ask whether a fact is known: `has(ticket.workaround)`"
            raise Complaint(TYPE, raw.at, "there is no `null` in criteria: a missing fact is unknown", help_)
        value = raw.value
        if not isinstance(value, bool | int | float | str):
            help_ = 'write a plain number, or a text in quotes: `5`, `"P2"`'
            raise Complaint(TYPE, raw.at, "this kind of constant cannot be used in criteria", help_)
        if isinstance(value, float) and not -1e300 <= value <= 1e300:
            raise Complaint(VALUE, raw.at, "the number is too large", "use a smaller number")
        if isinstance(value, str) and "\0" in value:
            raise Complaint(VALUE, raw.at, "the text holds a zero character", "remove it")
        return Literal(_LITERALS[raw.name], value, at=raw.at)

    def _name(self, raw: Raw) -> Node:
        known = self.vocabulary
        if raw.name in self.bound:
            return FactRef(raw.name, self.bound[raw.name], at=raw.at)
        if raw.name in known.facts:
            return FactRef(raw.name, known.facts[raw.name].type, at=raw.at)
        if raw.name in known.parameters:
            return ParameterRef(raw.name, known.parameters[raw.name].type, at=raw.at)
        if raw.name == "ticket":
            help_ = "write the fact itself, as in `severity`, or `has(ticket.severity)`"
            raise Complaint(NAME, raw.at, "`ticket` by itself is no value", help_)
        what = f"`{raw.name}` is no fact and no parameter of this policy"
        raise Complaint(NAME, raw.at, what, did_you_mean(raw.name, [*known.names(), *self.bound]))

    def _has(self, raw: Raw) -> Node:
        if raw.args[0].op != "ident" or raw.args[0].name != "ticket":
            what = "`has` asks for one fact of the ticket"
            raise Complaint(NAME, raw.at, what, f"write `has(ticket.{raw.name})`")
        if raw.name in self.vocabulary.facts:
            return Has(raw.name, self.vocabulary.base_of(raw.name), at=raw.at)
        if raw.name in self.vocabulary.parameters:
            raise Complaint(NAME, raw.at, f"`{raw.name}` is a parameter: it is always known", "remove `has`")
        help_ = did_you_mean(raw.name, self.vocabulary.facts)
        raise Complaint(NAME, raw.at, f"`{raw.name}` is no fact of this policy", help_)

    def _select(self, raw: Raw) -> Node:
        if raw.args[0].op == "ident" and raw.args[0].name == "ticket":
            what = f"`ticket.{raw.name}` stands only inside `has(…)`"
            raise Complaint(NAME, raw.at, what, f"write `{raw.name}`")
        raise Complaint(NAME, raw.at, f"`.{raw.name}`: facts have no parts", "name a fact of the policy")

    def _call(self, raw: Raw) -> Node:
        if raw.name in ("_&&_", "_||_"):
            parts = [self.part(arg) for arg in raw.args]
            return (all_of if raw.name == "_&&_" else any_of)(parts, raw.at)
        if raw.name in _COMPARISONS:
            left, right = self.any(raw.args[0]), self.any(raw.args[1])
            return compare(raw.name.strip("_"), left, right, raw.at, self.vocabulary)
        if raw.name in _ARITHMETIC:
            return arithmetic(raw.name[1], self.any(raw.args[0]), self.any(raw.args[1]), raw.at)
        forms: dict[str, Callable[[Raw], Node]] = {
            "!_": lambda r: replace(negate(self.condition(r.args[0])), at=r.at),
            "-_": self._negated, "_?_:_": self._ternary, "@in": lambda r: membership(self, r),
        }  # fmt: skip
        return forms[raw.name](raw) if raw.name in forms else self._function(raw)

    def _negated(self, raw: Raw) -> Node:
        body = self.value(raw.args[0])
        if body.type.kind not in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DURATION):
            raise Complaint(TYPE, raw.at, f"`-` needs a number, but {describe(body)}")
        return Negate(body, at=raw.at)

    def _ternary(self, raw: Raw) -> Node:
        test, yes, no = self.condition(raw.args[0]), self.value(raw.args[1]), self.value(raw.args[2])
        same_kind(yes, no, raw.at)
        if yes.type.kind is Kind.SET:
            raise Complaint(TYPE, raw.at, "`? :` cannot choose between sets", "choose between conditions")
        texts = Type(Kind.TEXT) if yes.type != no.type else yes.type
        return If(test, yes, no, texts if yes.type.kind in (Kind.TEXT, Kind.CHOICE) else yes.type, at=raw.at)

    def _function(self, raw: Raw) -> Node:
        if raw.name in ("exists", "all", "exists_one"):  # CEL expands them when they are well formed
            raise Complaint(NAME, raw.at, *_no_function(raw.name))
        args = [self.value(arg) for arg in raw.args]
        if raw.name in TEXT_WORDS and len(args) == 2 and raw.method:
            return text_test(raw.name, args[0], args[1], raw.at)
        if raw.name == "matches" and len(args) == 2:
            return matches(args[0], args[1], raw.at)
        if raw.name == "size" and len(args) == 1:
            return size(args[0], raw.at)
        if raw.name in CONVERSIONS and len(args) == 1 and not raw.method:
            return convert(raw.name, args[0], raw.at)
        raise Complaint(NAME, raw.at, *_no_function(raw.name))


def _no_function(name: str) -> tuple[str, str]:
    """Message and help for a function that is not there, or used in a wrong way."""
    if name in USAGE:
        return f"`{name}` cannot be used so", USAGE[name]
    if name == "_[_]":
        return "facts have no parts: `[…]` cannot follow one", 'ask a set with `"x" in labels`'
    help_ = FOREIGN.get(name) or did_you_mean(name, [*USAGE, "money", "duration"])
    return f"criteria have no function `{name}`", help_
