"""Sentences that can be translated: the English text as the key, and what is filled in (A5.4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tocsin.core.model.instant import iso


def gettext_noop(text: str) -> str:
    """Marks a text for translation; it stays as it is."""
    return text


@dataclass(frozen=True)
class Said:
    """A sentence: `text` is the message id with `%(name)s` in it, `values` are names, numbers, instants."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def filled(
        self, translate: Callable[[str], str] = gettext_noop, show: Callable[[Any], str] | None = None
    ) -> str:
        """The sentence in a language; `show` writes its values, such as instants in somebody's zone."""
        shown = show or _plain
        if not self.values:
            return translate(self.text)
        return translate(self.text) % {name: shown(value) for name, value in self.values.items()}

    def __str__(self) -> str:
        """The sentence in English; instants are ISO 8601 UTC."""
        return self.filled()

    def __bool__(self) -> bool:
        """False where nothing is said."""
        return bool(self.text)


def say(text: str, /, **values: Any) -> Said:
    """A sentence with what is filled in."""
    return Said(text, values)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return iso(value)
    return value.filled() if isinstance(value, Said) else str(value)


SILENT = Said("")
"""Nothing to say."""
