"""The whole command: open, judge, compare, advise, render; the shell writes what comes back (A13.1)."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from tocsin.app.calibrate import Open, Opened, Step, judge, open_for
from tocsin.app.calibrate_advice import search
from tocsin.app.calibrate_lists import compare, lists
from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.history.mapping_read import fit, read_mapping
from tocsin.core.history.plan import make_plan
from tocsin.core.history.report import as_json
from tocsin.core.history.seen import Reject
from tocsin.core.model.finding import Finding
from tocsin.core.policy.load import Loaded
from tocsin.core.policy.source import Source
from tocsin.core.triage.rules import Rules, read_rules


class Progress(Protocol):
    """What long work tells: the step it is at, and how far the step has come (0 to 100)."""

    def step(self, text: str) -> None:
        """A new step begins."""

    def tick(self, percent: float) -> None:
        """The step has come so far."""


Render = Callable[[dict[str, Any]], bytes]
Extend = Callable[[str, list[dict[str, Any]]], bytes]


@dataclass(frozen=True)
class Wanted:
    """What the caller asks for. Instants in microseconds UTC."""

    history: tuple[str, ...]
    mapping: str
    outcomes: str = ""
    compare: str = ""
    since: int | None = None
    until: int | None = None
    advice: bool = True
    write: str = ""
    memory: str = "768MB"
    lists: bool = False
    rejects: bool = False


@dataclass(frozen=True)
class Calibrated:
    """What the shell writes: the report, the new policy if one was asked for, and the rejects as CSV.

    `rejects` is empty when every row could be read and nobody asked for the file.
    """

    report: bytes
    rejects: bytes
    policy: bytes
    warnings: tuple[Finding, ...]


@dataclass(frozen=True)
class Tools:
    """What the use case needs from outside. `extend` writes a new policy file's text and checks it."""

    open: Open
    render: Render
    step: Step
    extend: Extend


def calibrate(
    loaded: Loaded, other: Loaded | None, mapping: Source, wanted: Wanted, tools: Tools
) -> Calibrated:
    """Runs the policy over the history and renders the report. Raises Refused."""
    tools.step("Reading the history")
    opened = open_for(loaded, mapping, tools.open, other)
    try:
        report = _report(opened, other, wanted, tools)
        new = tools.extend(wanted.write, report["advice"]) if wanted.write and report["advice"] else b""
        told = wanted.rejects or report["rejected"]
        rejects = rejects_csv(opened.history.all_rejects()) if told else b""
        return Calibrated(tools.render(report), rejects, new, opened.warnings)
    finally:
        opened.history.close()


def _report(opened: Opened, other: Loaded | None, wanted: Wanted, tools: Tools) -> dict[str, Any]:
    run = judge(opened, tools.step)
    if wanted.advice:
        tools.step("Searching thresholds")
        run.advice = search(opened, run)
    report = as_json(run)
    if other:
        report["compare"] = compare(opened, run, other.require(), tools.step)
    if wanted.lists:
        tools.step("Listing tickets")
        report["lists"] = lists(opened, run)
    return report


def plan_script(loaded: Loaded, mapping: Source | None, dialect: str) -> str:
    """The plan as SQL for a warehouse; without a mapping, for a table with every fact. Raises Refused."""
    from tocsin.core.history.warehouse_sql import script

    policy = loaded.require()
    rules = read_rules(policy, loaded.places)
    if mapping is None:
        known, closes = _all_facts(rules), False
    else:
        fitted, _ = fit(read_mapping(mapping), rules.vocabulary)
        known, closes = frozenset(fitted.facts()), fitted.closed is not None
    return script(make_plan(policy, rules, known, closes), dialect, policy.document.title)


def _all_facts(rules: Rules) -> frozenset[str]:
    facts = rules.vocabulary.facts.values()
    return frozenset(f.name for f in facts if f.kind is not Kind.ELAPSED and f.name != "level")


def rejects_csv(rejects: Iterable[Reject]) -> bytes:
    """The rejects as CSV; a cell that a spreadsheet would run as a formula is shielded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "line", "column", "value", "reason"])
    for each in rejects:
        writer.writerow(
            map(_shielded, (each.file, str(each.line or ""), each.column, each.value, each.reason))
        )
    return out.getvalue().encode()


def _shielded(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
