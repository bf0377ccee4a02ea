"""What an import leaves behind: every construct that cannot be carried over is named (A4.2)."""

from dataclasses import dataclass, field, replace

from tocsin.core.model.finding import Finding, Gravity, Position
from tocsin.exchange.record import Record, clean

LOST, TOLD = "not-carried", "import-note"


@dataclass
class Notes:
    """Findings of one import: a warning is a construct that is lost or changed, a note is for your eyes."""

    found: list[Finding] = field(default_factory=list)

    def lost(self, record: Record, field_: str, what: str, instead: str, value: str = "") -> None:
        """A construct that is not carried over: where it stands, which it is, and what happens instead."""
        self._add(LOST, Gravity.WARNING, record, field_, what, instead, value)

    def told(self, record: Record, field_: str, what: str, instead: str, value: str = "") -> None:
        """Something that a person should look at, though nothing is lost."""
        self._add(TOLD, Gravity.NOTE, record, field_, what, instead, value)

    def _add(
        self, rule: str, gravity: Gravity, record: Record, field_: str, what: str, instead: str, value: str
    ) -> None:
        value = clean(value)[:80]
        part = f", `{field_}`" if field_ else ""
        shown = f" `{value}`" if value else ""
        text = f"{record.kind} `{record.name}`{part}{shown}: {what}"
        at = Position(record.file, record.line)
        self.found.append(Finding(rule, text, at, instead, gravity, path=field_, value=value))

    def sorted(self) -> list[Finding]:
        """By place, each once."""
        return sorted({replace(f) for f in self.found}, key=Finding.order)
