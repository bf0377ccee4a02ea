"""Objects of an export, read without trust: whatever a field holds, asking for it never fails."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tocsin.core.model.instant import to_utc

LONGEST = 200
HIDDEN = "(hidden)"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SECRET = re.compile(
    r"\b\w+://\S+|(?i:\b(?:passw(?:or)?d|secret|api[_-]?key|token|key)\s*[:=]\s*\S+)"
    r"|\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}"
)
_SPACE = re.compile(r"\s+")
_EARLIEST, _LATEST = datetime(1971, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Record:
    """One object of an export: `kind` in the vendor's own word, `file` and `line` where it stands."""

    kind: str
    data: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    line: int = 1

    @property
    def id(self) -> str:
        """The vendor's id, "" if there is none."""
        return self.text("id")

    @property
    def name(self) -> str:
        """What people call it: its name, or else its id."""
        said = (self.words(key) for key in ("name", "fullName", "summary", "username", "email"))
        return next((text for text in said if text), self.id or "without a name")

    def __contains__(self, key: str) -> bool:
        return self.data.get(key) not in (None, "", [], {})

    def text(self, key: str) -> str:
        """A text or a number as one clean line; "" for anything else."""
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        return clean(str(value))

    def words(self, key: str) -> str:
        """A text for people: what looks like a token or an address with one in it is hidden."""
        return shown(self.text(key))

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number, also when it is quoted; the default for anything else."""
        value = self.data.get(key)
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value.strip()):
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= 10**12:
            return default
        return int(value) if value == value else default  # noqa: PLR0124 (NaN)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false; the default for anything else."""
        value = self.data.get(key)
        return value if isinstance(value, bool) else default

    def record(self, key: str, kind: str = "") -> "Record":
        """The object in a field; an empty one for anything else."""
        value = self.data.get(key)
        return Record(kind or key, value if isinstance(value, dict) else {}, self.file, self.line)

    def records(self, key: str, kind: str = "") -> list["Record"]:
        """The objects of a list; a page of the API (`nodes`) counts as its list."""
        value = self.data.get(key)
        if isinstance(value, dict):
            value = value.get("nodes")
        found = value if isinstance(value, list) else []
        return [Record(kind or key, item, self.file, self.line) for item in found if isinstance(item, dict)]

    def texts(self, key: str) -> list[str]:
        """The texts of a list."""
        value = self.data.get(key)
        return (
            [clean(str(item)) for item in value if isinstance(item, str | int)]
            if isinstance(value, list)
            else []
        )

    def instant(self, key: str, zone: ZoneInfo | None = None) -> datetime | None:
        """An instant in UTC to the second; a time without an offset is read in `zone`. None if it is none."""
        value = self.data.get(key)
        try:
            read = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
            if read is None or (read.tzinfo is None and zone is None):
                return None
            found = to_utc(read if read.tzinfo else read.replace(tzinfo=zone)).replace(microsecond=0)
        except (ValueError, OverflowError):
            return None
        return found if _EARLIEST <= found <= _LATEST else None


def clean(text: str) -> str:
    """One line that can be shown and written: no control characters, no marks that turn the direction."""
    kept = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in text[: 4 * LONGEST])
    return _SPACE.sub(" ", kept).strip()[:LONGEST].strip()


def shown(text: str) -> str:
    """The text without what looks like a secret: nobody's key belongs in a policy or on a terminal."""
    return _SECRET.sub(lambda found: found[0] if _UUID.fullmatch(found[0]) else HIDDEN, text)


def each(value: object) -> Iterator[dict[str, Any]]:
    """The objects of a list, or the one object."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
