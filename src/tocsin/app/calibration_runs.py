"""Calibration runs from the page: what is asked for, what the process says, what comes of it (A13.1)."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from tocsin.core.model.finding import Finding

MAX_HISTORY = 60 * 1024 * 1024
"""Bytes of an uploaded history; a larger one is calibrated on the command line."""
ENDINGS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".csv.gz", ".jsonl.gz")
REPORT, REJECTS = "report.html", "rejects.csv"
REFUSED = 3
"""The exit code of a run that could not be carried out for a reason that was said."""


@dataclass(frozen=True)
class Job:
    """One run as its process gets it: files and folders by their paths, the policy among them."""

    policy: str
    history: str
    mapping: str
    outcomes: str = ""
    compare: str = ""
    folder: str = ""
    memory: str = "512MB"

    def text(self) -> str:
        """The job as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Job":
        """The job back from JSON."""
        return cls(**json.loads(text))


@dataclass
class Heard:
    """What the running process has said so far, line by line of JSON."""

    step: str = ""
    percent: float = -1.0
    summary: str = ""
    advice: str = ""
    told: list[str] = field(default_factory=list)

    def line(self, raw: str) -> None:
        """Takes one line in; what is no line of ours is passed over."""
        try:
            said = json.loads(raw)
        except ValueError:
            return
        if isinstance(said, dict):
            self._take(said)

    def _take(self, said: dict[str, Any]) -> None:
        if "step" in said:
            self.step, self.percent = str(said["step"]), -1.0
        if "percent" in said:
            self.percent = float(said["percent"])
        if "summary" in said:
            self.summary = str(said["summary"])
        if said.get("advice"):
            self.advice = json.dumps(said["advice"])
        self.told += [str(each) for each in said.get("told", [])]


def lines(findings: tuple[Finding, ...]) -> list[str]:
    """Findings as the page shows them: what is wrong, and what to do; no paths of the machine."""
    return [f"{f.message}{': ' if f.help else ''}{f.help}" for f in findings]


def advised(report: dict[str, Any]) -> list[dict[str, str]]:
    """The thresholds to move, out of the report."""
    names = ("parameter", "from", "to")
    return [{name: str(change[name]) for name in names} for change in report.get("advice", [])]


def summary(report: dict[str, Any]) -> str:
    """The run in one line: how many tickets, from when to when, how many would be escalated."""
    return ", ".join(_summary(report))


def _summary(report: dict[str, Any]) -> Iterator[str]:
    tickets, levels = int(report.get("tickets", 0)), report.get("by_level", {})
    yield f"{tickets:,} tickets"
    period = report.get("period", {})
    yield f"{str(period.get('from', ''))[:10]} to {str(period.get('to', ''))[:10]}"
    raised = sum(each["tickets"] for level, each in levels.items() if level != "0")
    if tickets:
        yield f"{raised / tickets:.1%} at level 1 or above"
