"""Use case: everything that is wrong with a policy, and how that is told (A10.9, AP.3)."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tocsin import __version__
from tocsin.core.model.finding import Finding, Gravity
from tocsin.core.policy.lint import lint
from tocsin.core.policy.load import Loaded, policy_hash

FORMATS = ("text", "json", "sarif")
_PLURALS = {Gravity.ERROR: "error", Gravity.WARNING: "warning", Gravity.NOTE: "note"}


@dataclass(frozen=True)
class Report:
    """What was found in which files; `version` and `hash` are empty while the policy cannot be read."""

    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    version: str
    hash: str

    def count(self, gravity: Gravity) -> int:
        """How many findings of this gravity."""
        return sum(f.gravity is gravity for f in self.findings)

    def fails(self, strict: bool) -> bool:
        """True when the policy must not be used: an error, or with `strict` a warning."""
        return bool(self.count(Gravity.ERROR) or (strict and self.count(Gravity.WARNING)))

    def closing(self) -> str:
        """The last line: `12 files, 214 criteria ...: no findings`, or the counts."""
        files = _counted(len(self.texts), "file")
        counts = Counter(f.gravity for f in self.findings)
        told = [_counted(counts[g], _PLURALS[g]) for g in Gravity if counts[g]]
        return f"{files}: {', '.join(told) if told else 'no findings'}"


def check(loaded: Loaded) -> Report:
    """Runs every rule over a policy as it was read. Pure."""
    policy = loaded.policy
    texts = {source.name: source.text for source in loaded.sources}
    version, digest = (policy.document.version, policy_hash(policy)) if policy else ("", "")
    return Report(lint(loaded), texts, version, digest)


def as_json(report: Report) -> str:
    """The report as JSON: `policy`, `files`, `counts` and `findings` (see the reference)."""
    said: dict[str, Any] = {
        "tocsin": __version__,
        "policy": {"version": report.version, "hash": report.hash},
        "files": list(report.texts),
        "counts": {gravity.value: report.count(gravity) for gravity in Gravity},
        "findings": [_finding(f) for f in report.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "gravity": finding.gravity.value,
        "message": finding.message,
        "help": finding.help,
        "file": finding.at.file,
        "line": finding.at.line,
        "column": finding.at.column,
        "path": finding.path,
        "value": finding.value,
        "related": [{"file": p.file, "line": p.line, "column": p.column} for p in finding.related],
    }


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
