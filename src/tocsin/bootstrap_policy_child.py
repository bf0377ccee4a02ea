"""The process of one calibration: it says in lines of JSON how far it is, and leaves its report.

It runs apart from the desk, so that neither its memory nor a crash of it touches the desk.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin import bootstrap
from tocsin.app.calibration_runs import REFUSED, REJECTS, REPORT, Job, advised, lines, summary
from tocsin.core.model.finding import Refused

if TYPE_CHECKING:
    from tocsin.app.calibrate import History
    from tocsin.app.calibration import Calibrated
    from tocsin.core.criteria.vocabulary import Vocabulary
    from tocsin.core.history.mapping import Mapping


def say(**said: Any) -> None:
    """One line for the desk."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


class _Told:
    """Progress as lines, a few a second at most."""

    def __init__(self) -> None:
        self._last = -100.0

    def step(self, text: str) -> None:
        """A new step begins."""
        self._last = -100.0
        say(step=text)

    def tick(self, percent: float) -> None:
        """The step has come so far."""
        if percent >= self._last + 1:
            self._last = percent
            say(percent=round(percent, 1))


def main() -> None:
    """Reads a job from standard input and carries it out."""
    os.nice(10)
    job = Job.read(sys.stdin.read())
    os.chdir(job.folder)
    try:
        drafted(job) if not job.mapping else calibrated(job)
    except Refused as refused:
        say(told=lines(refused.findings))
        sys.exit(REFUSED)


def drafted(job: Job) -> None:
    """A mapping for the history, as YAML in the folder."""
    text = bootstrap.map_history((job.history,), job.policy, _Told())
    Path("drafted.yaml").write_text(text, "utf-8")


def calibrated(job: Job) -> None:
    """The report as a page, and what could not be read."""
    found = _run(job)
    Path(REPORT).write_bytes(found.report)
    if found.rejects:
        Path(REJECTS).write_bytes(found.rejects)
    say(told=lines(found.warnings))


def _run(job: Job) -> Calibrated:
    from tocsin.app.calibration import Tools, Wanted, calibrate
    from tocsin.render.calibration.registry import renderer
    from tocsin.warehouse.engine import Engine
    from tocsin.warehouse.history import Wish, open_history
    from tocsin.warehouse.shipped import mapping_source

    told = _Told()
    other = bootstrap.load_policy(job.compare) if job.compare else None
    wanted = Wanted((job.history,), job.mapping, job.outcomes, job.compare, memory=job.memory, lists=True)

    def opened(mapping: Mapping, words: Vocabulary) -> History:
        wish = Wish(wanted.history, wanted.outcomes, None, None)
        return open_history(lambda: Engine(wanted.memory, told.tick), wish, mapping, words)

    def rendered(report: dict[str, Any]) -> bytes:
        say(summary=summary(report), advice=advised(report))
        return renderer("html")(report)

    tools = Tools(opened, rendered, told.step, lambda path, changes: b"")
    return calibrate(bootstrap.load_policy(job.policy), other, mapping_source(job.mapping), wanted, tools)


if __name__ == "__main__":
    main()
