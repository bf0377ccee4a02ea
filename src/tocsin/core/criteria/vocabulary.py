"""What a criterion may speak of: typed facts, named parameters, and what each is called (A1, A2.1)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Encoded = bool | int | float | str | tuple[str, ...]
"""One encoded fact: money in minor units, durations and instants in microseconds (UTC), sets as tuples."""
Facts = Mapping[str, Encoded]
"""Encoded facts by name; a missing fact has no key."""


class Kind(StrEnum):
    """The kinds of a fact or parameter; `elapsed` is a duration that grows from an instant until now."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    SET = "set"
    MONEY = "money"
    DURATION = "duration"
    INSTANT = "instant"
    ELAPSED = "elapsed"


@dataclass(frozen=True, slots=True)
class Type:
    """The kind of a value, with the currency of money and the allowed values of a choice or set."""

    kind: Kind
    currency: str = ""
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The type in words, for messages: `money in USD`, `a choice`."""
        if self.kind is Kind.MONEY:
            return f"money in {self.currency}"
        return _ARTICLE[self.kind]


_ARTICLE = {
    Kind.BOOLEAN: "a yes/no fact", Kind.INTEGER: "a whole number", Kind.NUMBER: "a number",
    Kind.TEXT: "a text", Kind.CHOICE: "a choice", Kind.SET: "a set", Kind.MONEY: "money",
    Kind.DURATION: "a duration", Kind.INSTANT: "an instant", Kind.ELAPSED: "elapsed time",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared fact. `since` names the instant fact from which an elapsed fact grows."""

    name: str
    kind: Kind
    values: tuple[str, ...] = ()
    currency: str = ""
    since: str = ""
    label: str = ""

    @property
    def type(self) -> Type:
        """The type of the fact's value."""
        return Type(self.kind, self.currency, self.values)

    @property
    def called(self) -> str:
        """The label, or the name with spaces."""
        return self.label or self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named threshold that calibration may vary. `value` is encoded as a fact of the same kind is."""

    name: str
    kind: Kind
    value: Encoded
    currency: str = ""
    values: tuple[str, ...] = ()
    label: str = ""

    @property
    def type(self) -> Type:
        """The type of the parameter's value."""
        return Type(self.kind, self.currency, self.values)


STANDARD_FACTS = (
    Fact("opened_at", Kind.INSTANT, label="opened at"),
    Fact("last_update_at", Kind.INSTANT, label="last update to the customer"),
    Fact("acknowledged_at", Kind.INSTANT, label="acknowledged at"),
    Fact("age", Kind.ELAPSED, since="opened_at", label="age"),
    Fact("since_update", Kind.ELAPSED, since="last_update_at", label="time since the last update"),
    Fact("since_ack", Kind.ELAPSED, since="acknowledged_at", label="time since the acknowledgement"),
)
"""Facts of every ticket: three instants and the elapsed times that grow from them."""

_WORDS = """
    as break const continue else false for function if import in let loop package namespace null return
    true var void while ticket now has size int uint double string bool bytes duration timestamp money
    matches contains exists all exists_one map filter list type dyn
"""
RESERVED = frozenset(_WORDS.split())
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Every name an expression may use. Build it with `Vocabulary.of`. The same only if one object."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[Fact], parameters: Iterable[Parameter] = ()) -> "Vocabulary":
        """The vocabulary of these facts and parameters, with the standard facts they do not redeclare."""
        known = {fact.name: fact for fact in STANDARD_FACTS}
        known.update((fact.name, fact) for fact in facts)
        return cls(known, {p.name: p for p in parameters})

    def names(self) -> list[str]:
        """All names, facts first."""
        return [*self.facts, *self.parameters]

    def base_of(self, name: str) -> str:
        """The fact that must be given for `name` to be known: itself, or the instant it grows from."""
        return self.facts[name].since or name

    def values_of_parameters(self) -> dict[str, Encoded]:
        """The parameters' encoded values by name."""
        return {name: parameter.value for name, parameter in self.parameters.items()}


def vocabulary_problems(vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """What is wrong with the declarations: (name, message). Empty when all is well."""
    found = [(n, _name_problem(n)) for n in vocabulary.names() if _name_problem(n)]
    twice = vocabulary.facts.keys() & vocabulary.parameters.keys()
    found += [(n, f"`{n}` is both a fact and a parameter: rename one") for n in sorted(twice)]
    for fact in vocabulary.facts.values():
        if problem := _fact_problem(fact, vocabulary):
            found.append((fact.name, problem))
    return found


def _name_problem(name: str) -> str:
    if name in RESERVED:
        return f"`{name}` is a word of the expression language: choose another name"
    if not _NAME.fullmatch(name):
        return f"`{name}` is no name: use small letters, digits and `_`, starting with a letter"
    return ""


def _fact_problem(fact: Fact, vocabulary: Vocabulary) -> str:
    if fact.kind in (Kind.CHOICE, Kind.SET) and not fact.values:
        return f"`{fact.name}` is {fact.type} without `values`: list them"
    if fact.kind is Kind.MONEY and not fact.currency:
        return f"`{fact.name}` is money without a `currency`: name it, as in `USD`"
    if fact.kind is not Kind.ELAPSED:
        what = f"`{fact.name}` has `since` but is {fact.type}: only elapsed time has one"
        return what if fact.since else ""
    base = vocabulary.facts.get(fact.since)
    if base is None or base.kind is not Kind.INSTANT:
        return f"`{fact.name}` must grow `since` a fact that is an instant, not `{fact.since}`"
    return ""
