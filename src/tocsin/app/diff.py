"""Use case: what changed between two policies, in words (B1, A13.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.parse import Parser
from tocsin.core.criteria.words import words
from tocsin.core.policy.book import Expression, expressions, vocabulary
from tocsin.core.policy.diff import Difference, Kind, differences
from tocsin.core.policy.diff_words import Told, tell
from tocsin.core.policy.load import policy_hash
from tocsin.core.policy.schema import Policy

LONG = 5
"""From how many words on a text is shown as a word-diff."""
PROSE = frozenset(
    {
        "text",
        "means",
        "body",
        "subject",
        "say",
        "instead",
        "why",
        "notice",
        "story",
        "good",
        "poor",
        "ask",
        "question",
        "topic",
        "trained",
        "who",
        "narrative",
        "status_page",
        "tracker",
        "exercise",
        "agreement",
        "action",
    }
)
"""Keys whose texts are prose."""


@dataclass(frozen=True)
class Change:
    """One change: its subject (a part of the policy), its place, and what to say about it."""

    subject: str
    path: str
    kind: Kind
    told: Told
    prose: bool = False
    note: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two policies and the changes from the first to the second."""

    before: Policy
    after: Policy
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """True when both mean the same."""
        return not self.changes

    @cached_property
    def hashes(self) -> tuple[str, str]:
        """The content hashes of both."""
        return policy_hash(self.before), policy_hash(self.after)


def compare(before: Policy, after: Policy) -> Comparison:
    """Compares what two policies mean. Pure."""
    readers = _Reader(before), _Reader(after)
    changes = tuple(_changes(before, after, readers))
    return Comparison(before, after, changes)


class _Reader:
    """The expressions of one policy by their place."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.by_path: dict[str, Expression] = {".".join(map(str, e.path)): e for e in expressions(policy)}

    @cached_property
    def _parser(self) -> Parser | None:
        try:
            return Parser(vocabulary(self.policy))
        except ValueError:
            return None

    def criterion(self, text: object) -> Criterion | None:
        """The expression's tree; None when it cannot be read."""
        if self._parser is None or not isinstance(text, str):
            return None
        return self._parser.parse(text)[0]

    def aloud(self, text: object) -> str:
        """The expression in plain words, or as written when it cannot be read."""
        found = self.criterion(text)
        return words(found, self._parser.vocabulary) if found and self._parser else str(text or "always")

    def users(self, parameter: str) -> list[str]:
        """The criteria that use a parameter."""
        found = ((e, self.criterion(e.expression)) for e in self.by_path.values())
        return [e.id for e, criterion in found if criterion and parameter in criterion.parameters]


def _changes(before: Policy, after: Policy, readers: tuple[_Reader, _Reader]) -> Iterator[Change]:
    for difference in differences(before, after):
        name = difference.trail[-1].name
        if name == "if" and difference.kind is Kind.CHANGED:
            change = _expression(difference, readers)
        else:
            reader = readers[0] if difference.kind is Kind.REMOVED else readers[1]
            change = _change(difference, reader)
        if change is not None:
            yield change


def _expression(difference: Difference, readers: tuple[_Reader, _Reader]) -> Change | None:
    old, new = readers
    one, two = old.criterion(difference.before), new.criterion(difference.after)
    if one is not None and two is not None and one.root == two.root:
        return None
    place = tell(difference).what.removesuffix(", if")
    told = Told(place, old.aloud(difference.before), new.aloud(difference.after))
    written = f"written: {difference.before or 'nothing'} → {difference.after or 'nothing'}"
    return Change(difference.trail[0].name, difference.path, difference.kind, told, note=written)


def _change(difference: Difference, reader: _Reader) -> Change:
    told = tell(difference)
    trail = difference.trail
    note = ""
    if trail[0].name == "parameters" and trail[-1].name == "value":
        users = reader.users(trail[1].name)
        note = f"used by {', '.join(f'`{u}`' for u in users)}" if users else ""
    part = difference.after if difference.after is not None else difference.before
    condition = getattr(part, "when", None)
    if difference.kind in (Kind.ADDED, Kind.REMOVED) and isinstance(condition, str):
        note = f"when {reader.aloud(condition)}"
    texts = isinstance(difference.before, str) and isinstance(difference.after, str)
    several = len(str(difference.before).split()) >= LONG
    prose = texts and difference.kind is Kind.CHANGED and trail[-1].name in PROSE and several
    if prose:
        told = Told(told.what, str(difference.before), str(difference.after))
    return Change(trail[0].name, difference.path, difference.kind, told, prose, note)
