"""Two versions as texts, line by line, with the words marked that differ (B1)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tocsin.app.versions_check import as_files
from tocsin.core.policy.schema import Policy

CONTEXT = 3
"""Unchanged lines beside a change."""
_ALIKE = 0.4
"""Lines alike to this degree are one line that was changed: their words are compared."""
_MAX_WORDS = 400
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]


@dataclass(frozen=True)
class Line:
    """A line of the comparison with its number in each text, 0 where it has none.

    Words are marked only where a line stands for another: of a line that is all new, its kind says it.
    """

    kind: Kind
    old: int
    new: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hunk:
    """Changed lines of one part of the policy with a few around them."""

    file: str
    lines: tuple[Line, ...]


def text_diff(before: Policy, after: Policy) -> tuple[Hunk, ...]:
    """What changed between two policies, both written out in the same order. Pure."""
    return tuple(_hunks(_plain(before), _plain(after)))


def _plain(policy: Policy) -> dict[str, list[str]]:
    """The policy's files without the schema's explanations, which are the same in both."""
    return {
        name: [line for line in text.split("\n") if line and not line.startswith("#")]
        for name, text in as_files(policy).items()
    }


def _hunks(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> Iterator[Hunk]:
    for name in dict.fromkeys((*before, *after)):
        one, two = before.get(name, ()), after.get(name, ())
        if one != two:
            groups = SequenceMatcher(None, one, two, autojunk=False).get_grouped_opcodes(CONTEXT)
            yield from (Hunk(name, tuple(_lines(group, one, two))) for group in groups)


def _lines(
    group: Sequence[tuple[str, int, int, int, int]], one: Sequence[str], two: Sequence[str]
) -> Iterator[Line]:
    for tag, i, j, k, m in group:
        if tag == "equal":
            for step in range(j - i):
                yield Line("same", i + step + 1, k + step + 1, (("same", one[i + step]),))
        else:
            yield from _replaced(one[i:j], two[k:m], i + 1, k + 1)


def _replaced(gone: Sequence[str], new: Sequence[str], i: int, k: int) -> Iterator[Line]:
    """Lines that went, then those that came; the ones that stand for each other show which words differ."""
    pairs = [_pieces(a, b) for a, b in zip(gone, new, strict=False)]
    for step, text in enumerate(gone):
        pieces = pairs[step][0] if step < len(pairs) else (("same", text),)
        yield Line("gone", i + step, 0, pieces)
    for step, text in enumerate(new):
        pieces = pairs[step][1] if step < len(pairs) else (("same", text),)
        yield Line("new", 0, k + step, pieces)


def _pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    one, two = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if len(one) + len(two) > _MAX_WORDS or matcher.ratio() < _ALIKE:
        return (("same", before),), (("same", after),)
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        same = tag == "equal"
        if j > i:
            old.append(("same" if same else "gone", "".join(one[i:j])))
        if m > k:
            new.append(("same" if same else "new", "".join(two[k:m])))
    return tuple(old), tuple(new)
