"""Two texts side by side, word by word: what went and what came."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

CONTEXT = 4
"""How many unchanged words are shown beside a change."""
_PIECES = re.compile(r"\S+|\n")
_TOO_LONG = 4_000
Piece = tuple[str, str]
"""`same`, `gone` or `new`, and the words; `gap` stands for unchanged words that are left out."""


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order."""
    one, two = _PIECES.findall(before), _PIECES.findall(after)
    if len(one) + len(two) > _TOO_LONG:
        return [("gone", " ".join(before.split())), ("new", " ".join(after.split()))]
    return list(_pieces(one, two))


def _pieces(one: list[str], two: list[str]) -> Iterator[Piece]:
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    for number, (tag, i, j, k, m) in enumerate(blocks):
        if tag == "equal":
            yield from _kept(one[i:j], first=number == 0, last=number == len(blocks) - 1)
            continue
        if j > i:
            yield "gone", _joined(one[i:j])
        if m > k:
            yield "new", _joined(two[k:m])


def _kept(words: list[str], *, first: bool, last: bool) -> Iterator[Piece]:
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    if len(words) <= head + tail:
        yield "same", _joined(words)
        return
    if head:
        yield "same", _joined(words[:head])
    yield "gap", "…"
    if tail:
        yield "same", _joined(words[-tail:])


def _joined(words: list[str]) -> str:
    return " ".join("¶" if word == "\n" else word for word in words)
