"""A report as the templates show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin.app.desk.path_view import label
from tocsin.app.trial import Paged
from tocsin.app.trial_form import Field
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.triage.decision import Decision
from tocsin.web.report.files import Kept
from tocsin.web.report.preview import Preview
from tocsin.web.report.typed import NONE, Mark, Typed


@dataclass(frozen=True)
class Question:
    """A question of the form with its answer so far."""

    field: Field
    unknown: bool
    mark: Mark | None
    none: bool
    hint: str = ""

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Each value with its word and whether it is chosen."""
        return [(value, word, value in self.field.values) for value, word in self.field.options]


@dataclass(frozen=True)
class Because:
    """A criterion that holds, with the facts that decided it by their labels, and what it decides."""

    text: str
    decides: str
    target: str
    facts: tuple[tuple[str, str], ...]
    guessed: bool
    decisive: bool


@dataclass(frozen=True)
class FileWanted:
    """A fact that is a file, with the files that were given for it."""

    name: str
    label: str
    ask: str
    unknown: bool
    kept: tuple[Kept, ...]


def questions(typed: Typed, names: Sequence[str], hints: Mapping[str, str]) -> list[Question]:
    """The fields of these facts, in this order."""
    fields, marks = typed.fields, typed.marks
    return [
        Question(fields[n], n in typed.unknown, marks.get(n), fields[n].values == (NONE,), hints.get(n, ""))
        for n in dict.fromkeys(names)
        if n in fields
    ]


def common(typed: Typed, seen: Preview, rules: Rules) -> dict[str, Any]:
    """What the page and the preview alone both show."""
    decision = seen.trial.decision
    reasons = list(_reasons(typed, rules, decision))
    level = rules.policy.levels.get(decision.level)
    severity = rules.policy.severities.get(decision.severity)
    return {
        "typed": typed, "seen": seen, "trial": seen.trial, "decision": decision,
        "reasons": [one for one in reasons if one.decisive],
        "also": [one for one in reasons if not one.decisive], "level_name": level.name if level else "",
        "level_means": level.means if level else "", "severity_means": severity.means if severity else "",
        "files": list(_files(typed, rules, seen.files)),
        "other_files": [one for one in typed.files if not one.fact],
        "labels": {name: label(rules, name) for name in seen.guessed_stop},
        "wrong": typed.form.wrong, "later": list(_later(seen))[:3],
        "at_once": list(dict.fromkeys(p.who for p in seen.trial.pages if p.who and p.minute <= 0)),
        "then": _later_pages(seen),
    }  # fmt: skip


def _later_pages(seen: Preview) -> list[Paged]:
    """Who is called next while nobody answers: each person once."""
    first = {page.who for page in seen.trial.pages if page.minute <= 0}
    later = {page.who: page for page in reversed(seen.trial.pages) if page.who and page.who not in first}
    return sorted(later.values(), key=lambda page: page.minute)[:3]


def _later(seen: Preview) -> Iterator[tuple[str, str, datetime]]:
    """What time alone makes graver than it is now: the criterion's words, what it decides, when."""
    decision = seen.trial.decision
    texts = {q.criterion: q.text for node in seen.trial.tree.nodes for q in node.questions}
    for criterion, decides, at in seen.trial.later:
        word, _, target = decides.partition(" ")
        if target < decision.severity if word == "severity" else target > str(decision.level):
            yield texts.get(criterion, criterion), decides, at


def _reasons(typed: Typed, rules: Rules, decision: Decision) -> Iterator[Because]:
    for reason in sorted(decision.reasons, key=_rank):
        word, _, target = reason.decides.partition(" ")
        told = tuple((label(rules, name), value) for name, value in reason.because.items())
        guessed = any(name in typed.marks for name in reason.because)
        final = {"severity": decision.severity, "level": str(decision.level)}
        yield Because(reason.text, word, target, told, guessed, final.get(word, target) == target)


def _rank(reason: Any) -> tuple[int, str]:
    word, _, target = reason.decides.partition(" ")
    order = ("stop_the_line", "level", "severity")
    graver = str(9 - int(target)) if word == "level" and target.isdigit() else target
    return (order.index(word) if word in order else 9), graver


def _files(typed: Typed, rules: Rules, wanted: Sequence[str]) -> Iterator[FileWanted]:
    """Files that intake wants, those that were given already, and a place for any other."""
    given = [one.fact for one in typed.files if one.fact in rules.policy.facts]
    for name in dict.fromkeys((*wanted, *given, *_told(typed, rules))):
        kept = tuple(one for one in typed.files if one.fact == name)
        ask = rules.policy.facts[name].ask
        yield FileWanted(name, label(rules, name), ask, name in typed.unknown, kept)


def _told(typed: Typed, rules: Rules) -> list[str]:
    """Facts that are files and are answered: they stay on the page."""
    return [n for n in typed.answered if n in rules.policy.facts and rules.policy.facts[n].attachment]
