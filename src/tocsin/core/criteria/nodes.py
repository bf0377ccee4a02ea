"""The typed tree of a criterion: what every back end reads (a visitor matches on these classes).

Every node carries `at`, its offset in the expression (code points from 0), which equality ignores.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from tocsin.core.criteria.vocabulary import Encoded, Kind, Type

BOOLEAN = Type(Kind.BOOLEAN)
INTEGER = Type(Kind.INTEGER)
NUMBER = Type(Kind.NUMBER)
TEXT = Type(Kind.TEXT)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a criterion."""

    at: int = field(default=0, compare=False, kw_only=True)

    @property
    def type(self) -> Type:
        """The type of the node's value; most nodes are true, false or unknown."""
        return BOOLEAN


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A constant, encoded as a fact of its type is."""

    of: Type
    value: Encoded

    @property
    def type(self) -> Type:
        """The constant's type."""
        return self.of


@dataclass(frozen=True, slots=True)
class FactRef(Node):
    """The value of a fact; unknown when the fact is missing. Never of an elapsed fact: see `Since`."""

    name: str
    of: Type

    @property
    def type(self) -> Type:
        """The fact's type."""
        return self.of


@dataclass(frozen=True, slots=True)
class ParameterRef(Node):
    """The value of a named parameter; always known."""

    name: str
    of: Type

    @property
    def type(self) -> Type:
        """The parameter's type."""
        return self.of


@dataclass(frozen=True, slots=True)
class Has(Node):
    """Is the fact known? Never unknown itself. `base` is the fact that must be there."""

    name: str
    base: str


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Kleene negation."""

    body: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """Kleene conjunction of one part or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Kleene disjunction of one part or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """`test ? yes : no`; unknown when the test is."""

    test: Node
    yes: Node
    no: Node
    of: Type

    @property
    def type(self) -> Type:
        """The type of both branches."""
        return self.of


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left op right`, op one of == != < <= > >=, both sides of one kind."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Since(Node):
    """`now - base op limit`: the only use of an elapsed fact. op one of < <= > >=; limit in microseconds."""

    name: str
    base: str
    op: str
    limit: Node


@dataclass(frozen=True, slots=True)
class OneOf(Node):
    """`item in [options]`; options are literals or parameters."""

    item: Node
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`item in set_fact`."""

    item: Node
    of_set: FactRef


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`source.exists(var, body)`, `all`, `exists_one`. `lowered` is the same without the variable.

    `body` keeps the variable (as a `FactRef` of that name) for words; back ends read `lowered`.
    """

    word: str
    var: str
    source: Node
    body: Node
    lowered: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left op right`, op one of + - * / %; unknown on overflow or division by zero."""

    op: str
    left: Node
    right: Node
    of: Type

    @property
    def type(self) -> Type:
        """The type of the result."""
        return self.of


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-body`."""

    body: Node

    @property
    def type(self) -> Type:
        """The body's type."""
        return self.body.type


@dataclass(frozen=True, slots=True)
class TextTest(Node):
    """`subject.word(argument)`, word one of startsWith, endsWith, contains."""

    word: str
    subject: Node
    argument: Node


@dataclass(frozen=True, slots=True)
class Matches(Node):
    """`subject.matches(pattern)`: the pattern is found somewhere in the text."""

    subject: Node
    pattern: str


@dataclass(frozen=True, slots=True)
class Size(Node):
    """The code points of a text, or the members of a set."""

    subject: Node

    @property
    def type(self) -> Type:
        """A whole number."""
        return INTEGER


@dataclass(frozen=True, slots=True)
class Convert(Node):
    """`int(number)` (towards zero), `double(integer)` or `string(integer)`."""

    subject: Node
    of: Type

    @property
    def type(self) -> Type:
        """The type converted to."""
        return self.of


def children(node: Node) -> Iterator[Node]:
    """The parts that decide the node's value, in reading order (a quantifier gives its lowered form)."""
    if isinstance(node, Quantified):
        yield node.lowered
        return
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Node))


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in reading order, without recursion."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(list(children(current))))
