"""Imports on-call as a part of a policy (A4.2, A4.5, A0.6). What reads the export is an argument."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tocsin.core.model.finding import Finding, Gravity, Position, Refused

PARTS = ("contacts", "teams", "rotations", "ladders")
Reader = Callable[[], tuple[dict[str, Any], list[Finding]]]
"""Reads an export: the policy part, and what is not carried over. Raises Refused."""
Writer = Callable[[dict[str, Any], str], str]
"""A policy part and a comment as YAML."""


@dataclass(frozen=True)
class Imported:
    """A policy part, its text, and what is not carried over."""

    part: dict[str, Any]
    text: str
    notes: tuple[Finding, ...] = field(default=())

    @property
    def lost(self) -> int:
        """How many constructs are lost or changed."""
        return sum(note.gravity is Gravity.WARNING for note in self.notes)

    def counts(self) -> dict[str, int]:
        """How many contacts, teams, rotations and ladders there are."""
        return {name: len(self.part.get(name, {})) for name in PARTS}

    def closing(self) -> str:
        """One line: what there is, and how much of the export is not in it."""
        told = ", ".join(
            f"{count} {name if count != 1 else name[:-1]}" for name, count in self.counts().items()
        )
        left = f"{self.lost} not carried over as they were" if self.lost else "all carried over"
        return f"{told}; {left}"


def import_oncall(read: Reader, write: Writer, source: str) -> Imported:
    """The policy part of an export. `source` says where it is from. Raises Refused."""
    part, notes = read()
    if not any(part.values()):
        help_ = "export schedules, users and escalation policies, and give their files together"
        nothing = Finding("export", "nothing in it can be carried over", Position("command line"), help_)
        raise Refused(*notes, nothing)
    head = (
        f"On-call, from {source} by `tocsin import`. Add this file to `include:` in policy.yaml, run\n"
        "`tocsin check`, and compare `tocsin oncall POLICY who` with what the old tool says before you\n"
        "switch."
    )
    return Imported(part, write(part, head), tuple(notes))


def as_json(imported: Imported) -> str:
    """The part and everything that is not carried over, as JSON."""
    notes = [
        {
            "rule": note.rule, "gravity": note.gravity.value, "message": note.message, "instead": note.help,
            "file": note.at.file, "line": note.at.line, "field": note.path, "value": note.value,
        }
        for note in imported.notes
    ]  # fmt: skip
    said = {"counts": imported.counts(), "part": imported.part, "notes": notes}
    return json.dumps(said, ensure_ascii=False, indent=2, default=str) + "\n"
