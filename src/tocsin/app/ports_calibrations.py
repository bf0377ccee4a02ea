"""Calibration runs that were started from the page, as they are kept: progress, report, rejects (A13.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

State = Literal["waiting", "running", "done", "failed", "cancelled"]
ENDED: tuple[State, ...] = ("done", "failed", "cancelled")


@dataclass(frozen=True)
class Run:
    """One run. `percent` is that of its present step, below 0 when unknown; `beat_at` says that it lives.

    `said` is what went wrong or what the reader should know; `summary` a line for the list.
    """

    id: str
    at: datetime
    actor: str
    name: str
    history: str
    policy: str
    title: str
    state: State = "waiting"
    step: str = ""
    percent: float = -1.0
    said: str = ""
    summary: str = ""
    beat_at: datetime | None = None
    ended_at: datetime | None = None
    advice: str = ""
    """The thresholds to move, as JSON: a list of `parameter`, `from`, `to`."""


@dataclass(frozen=True)
class Came:
    """What came of a run: a word on it, one line for the list, the report, unread rows, advice (JSON)."""

    said: str = ""
    summary: str = ""
    report: bytes = b""
    rejects: bytes = b""
    advice: str = ""


class Calibrations(Protocol):
    """The calibration runs of one desk."""

    def add_run(self, run: Run) -> None:
        """Keeps a run that is about to begin."""

    def run(self, id_: str) -> Run | None:
        """A run, or None."""

    def runs(self, limit: int = 50) -> Sequence[Run]:
        """The latest runs, the latest first."""

    def run_begins(self, id_: str, now: datetime) -> bool:
        """From waiting to running; False when somebody cancelled it meanwhile."""

    def run_tells(self, id_: str, now: datetime, step: str, percent: float) -> bool:
        """How far it has come; False when it was cancelled: then it should end."""

    def run_ends(self, id_: str, now: datetime, state: State, came: Came) -> bool:
        """It is over; False when it was over before."""

    def cancel_run(self, id_: str, now: datetime) -> bool:
        """Ends a run that has not ended; False when it has."""

    def silent_runs(self, before: datetime) -> Sequence[Run]:
        """Runs that have not ended and were last heard of before an instant: their process is gone."""

    def run_report(self, id_: str) -> bytes:
        """The report's page, empty when there is none."""

    def run_rejects(self, id_: str) -> bytes:
        """Rows that could not be read, as CSV; empty when there are none."""
