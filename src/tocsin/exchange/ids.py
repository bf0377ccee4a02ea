"""Ids of the policy from the names of an export: the same names give the same ids."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_LONGEST = 48
_OTHER = re.compile(r"[^a-z0-9]+")
_ALIKE = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe", "þ": "th", "ð": "d"})


def slug(name: str, word: str) -> str:
    """`Ana Núñez` as `ana-nunez`; a name without Latin letters as `word` and a short mark of its own."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(_ALIKE)).lower()
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    found = _OTHER.sub("-", bare).strip("-")
    foreign = any(c.isalpha() and not c.isascii() for c in bare)
    if not found or (foreign and len(found) < 3):
        return f"{word}-{_mark(name)}"
    if not found[0].isalpha():
        found = f"{word}-{found}"
    return found if len(found) <= _LONGEST else f"{found[: _LONGEST - 7].strip('-')}-{_mark(name)}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


@dataclass
class Ids:
    """The ids of one part of the policy. `word` names what they stand for: `rotation`, `person`.

    With a `prefix` they cannot be those of another part: the policy would join the two.
    """

    word: str
    prefix: str = ""
    found: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def claim(self, key: str, name: str) -> str:
        """The id for the vendor's `key`, made from the name; the second of one name gets a mark."""
        if key in self.found:
            return self.found[key]
        id_ = f"{self.prefix}-{slug(name, self.word)}" if self.prefix else slug(name, self.word)
        if id_ in self.taken:
            id_ = f"{id_}-{_mark(key)}"
        while id_ in self.taken:
            id_ = f"{id_}x"
        self.taken.add(id_)
        self.found[key] = id_
        return id_

    def claim_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Claims in the order of the vendor's keys, so that the order of the export does not matter."""
        for key, name in sorted(pairs):
            self.claim(key, name)

    def get(self, key: str) -> str:
        """The id for a key, "" when nothing has claimed it."""
        return self.found.get(key, "")
