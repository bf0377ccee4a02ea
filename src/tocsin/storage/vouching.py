"""Events that no longer say what they said: edited, or erased with a later event's word for it.

The word counts for exactly what stands there: `erased` names the SHA-256 of the data by version, and is
itself held by the chain. Anything else that does not fit its hash was edited.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256

from tocsin.core.model.chain import Link, edited
from tocsin.storage.lanes import Faults

ERASED = "erased"


def digest(data: str) -> str:
    """What an `erased` event says of the data that stands in another event, hex."""
    return sha256(data.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class Suspects:
    """Events of one stream that do not fit their hash, until the stream's end tells which were erased."""

    _fields: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _digests: dict[int, str] = field(default_factory=dict)
    _vouched: set[int] = field(default_factory=set)

    def suspect(self, link: Link, kept: str) -> None:
        """This event does not fit its hash."""
        self._fields[link.version] = edited(link, kept) or ("hash",)
        self._digests[link.version] = digest(str(link.data))

    def vouch(self, link: Link) -> None:
        """What an `erased` event that fits its own hash says of earlier ones."""
        for version, said in _said(link).items():
            if self._fields.get(version) == ("data",) and self._digests[version] == said:
                self._vouched.add(version)

    def close(self, stream: str, faults: Faults) -> int:
        """The stream is over: names what was edited, and counts what was erased."""
        for version, fields in self._fields.items():
            if version not in self._vouched:
                for name in fields:
                    faults.add(stream, version, name, f"`{name}` is not what was recorded")
        count = len(self._vouched)
        self._fields, self._digests, self._vouched = {}, {}, set()
        return count


def _said(link: Link) -> dict[int, str]:
    """Versions before its own, and their digests; nothing where it cannot be read."""
    try:
        told = json.loads(link.data)["digests"].items()
        return {int(version): str(said) for version, said in told if int(version) < link.version}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
