"""What a lint rule is: an id, why it is there, an example of each kind, and a check (A10.9, AP.3)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tocsin.core.criteria.criterion import node_reads
from tocsin.core.criteria.logic import always_false
from tocsin.core.criteria.nodes import (
    And,
    Compare,
    FactRef,
    Literal,
    Node,
    Not,
    Or,
    ParameterRef,
    Since,
    walk,
)
from tocsin.core.criteria.vocabulary import Kind, Vocabulary
from tocsin.core.model.finding import Finding, Gravity, Position
from tocsin.core.policy.lint.asked import Asked, ask, words
from tocsin.core.policy.lint.inside import inside
from tocsin.core.policy.load import Loaded
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Path

ERROR, WARNING, NOTE = Gravity.ERROR, Gravity.WARNING, Gravity.NOTE


@dataclass(frozen=True)
class Found:
    """What a check saw: the place in the policy, what is wrong, and what to do.

    `key` points at the key instead of the value; `offset` at a character inside a text value.
    A `quiet` one does not repeat the value. `gravity` differs from the rule's own only where one case weighs
    more than the others.
    """

    path: Path
    message: str
    help: str = ""
    key: bool = False
    offset: int | None = None
    value: str = ""
    related: tuple[Path, ...] = ()
    gravity: Gravity | None = None
    quiet: bool = False


class Context:
    """The policy that is checked, with what several rules need: parsed expressions and places."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.policy: Policy = loaded.require()
        self._texts = {source.name: source.text for source in loaded.sources}

    @cached_property
    def words(self) -> tuple[Vocabulary, list[tuple[Path, str]]]:
        """The names that expressions may use, and what is wrong with their declarations."""
        return words(self.policy)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every expression with its typed tree, or with what is wrong with it."""
        return ask(self.policy, *self.words)

    def contingent(self, asked: Asked) -> bool:
        """True when it can plainly hold and fail: simple comparisons, each of another fact, no choice."""
        if asked.criterion is None or not all(_simple(node) for node in walk(asked.criterion.root)):
            return False
        names = [name for node in walk(asked.criterion.root) for name in node_reads(node)]
        return len(names) == len(set(names))

    @cached_property
    def impossible(self) -> frozenset[Path]:
        """The places of the expressions that no facts meet, as far as can be seen without a solver."""
        names = self.words[0]
        values = names.values_of_parameters()
        return frozenset(
            a.path
            for a in self.asked
            if a.criterion is not None and not self.contingent(a) and always_false(a.criterion, names, values)
        )

    def understood(self) -> Iterator[Asked]:
        """The expressions that could be read."""
        return (asked for asked in self.asked if asked.criterion is not None)

    def given(self, path: Path) -> bool:
        """True when the file itself states something at `path`, instead of leaving the default."""
        here: object = self.loaded.data
        for part in path:
            if isinstance(here, dict):
                here = here.get(part, here.get(str(part)))
            elif isinstance(here, list) and isinstance(part, int) and part < len(here):
                here = here[part]
            else:
                return False
        return here is not None

    def place(self, found: Found) -> Position:
        """Where it stands: file, line and column."""
        places = self.loaded.places
        if found.key:
            return places.key(found.path)
        at = places.find(found.path)
        if found.offset is None or at.file not in self._texts:
            return at
        return inside(self._texts[at.file], at, found.value, found.offset)


def _simple(node: Node) -> bool:
    """And, or, not, a yes/no fact, or one fact beside a constant."""
    if isinstance(node, Compare):
        sides = {type(node.left), type(node.right)}
        ordered = node.left.type.kind is not Kind.CHOICE and node.right.type.kind is not Kind.CHOICE
        return ordered and FactRef in sides and bool(sides & {Literal, ParameterRef})
    boolean_constant = isinstance(node, Literal) and node.type.kind is Kind.BOOLEAN
    return (
        isinstance(node, And | Or | Not | FactRef | Since | Literal | ParameterRef) and not boolean_constant
    )


def _short(value: str) -> str:
    return value if len(value) <= 200 else value[:199] + "…"


Check = Callable[[Context], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """One lint rule. `bad` and `good` are overlays on the example policy: tests run both."""

    id: str
    title: str
    why: str
    bad: str
    good: str
    check: Check
    gravity: Gravity = WARNING
    shows: tuple[str, ...] = ()

    def findings(self, context: Context) -> Iterator[Finding]:
        """What the rule finds in the policy, with its places."""
        for found in self.check(context):
            yield Finding(
                self.id,
                found.message,
                context.place(found),
                found.help,
                found.gravity or self.gravity,
                ".".join(map(str, found.path)),
                "" if found.quiet else _short(found.value),
                tuple(context.place(Found(path, "")) for path in found.related),
            )
