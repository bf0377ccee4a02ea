"""A progress bar on standard error, for work that takes longer than a moment, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.app.calibration import Progress


class Silent:
    """Tells nothing."""

    def step(self, text: str) -> None:
        """A new step begins."""

    def tick(self, percent: float) -> None:
        """The step has come so far."""


class _Bar:
    """Rich's bar, shown from the first tick on: quick steps never flash."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        self.rich = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.rich.add_task("Reading", total=None)
        self.started, self.ticks = False, 0

    def step(self, text: str) -> None:
        """A new step begins."""
        self.rich.reset(self.task, description=text, total=None)

    def tick(self, percent: float) -> None:
        """The step has come so far; nothing is drawn in the first second."""
        self.ticks += 1
        if self.ticks > 10 and not self.started:
            self.rich.start()
            self.started = True
        if percent > 0:
            self.rich.update(self.task, total=100, completed=percent)

    def stop(self) -> None:
        """Takes the bar away."""
        if self.started:
            self.rich.stop()


@contextmanager
def progress(wanted: bool) -> "Iterator[Progress]":
    """A bar where standard error is a terminal, else silence."""
    if not wanted or not sys.stderr.isatty():
        yield Silent()
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.stop()


@contextmanager
def counting(text: str) -> "Iterator[Callable[[int, int], None]]":
    """A bar for work that knows how much there is: call it with what is done and what there is in all."""
    with progress(True) as bar:
        bar.step(text)

        def tick(done: int, total: int) -> None:
            bar.tick(100 * done / total if total else 100)

        yield tick
