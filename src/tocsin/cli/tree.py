"""The decision tree with the path taken, as text for the terminal: the answer first."""

from collections.abc import Iterable
from datetime import datetime

import click

from tocsin.core.model.duration import words
from tocsin.core.model.instant import iso
from tocsin.core.triage.decision import Ahead, Decision
from tocsin.core.triage.path import WORDS, Fork, Path, Question

_MARK = {True: "●", False: "○", None: "?"}


def tree(decision: Decision, path: Path, now: datetime, full: bool = False) -> str:
    """The whole answer; with `full`, every criterion that was asked."""
    forks = path.forks if full else path.walked()
    parts = [
        _head(decision, path),
        "\n".join(_fork(fork, full) for fork in forks),
        _route(decision),
        _missing(decision, path),
        "" if full else _worth_asking(path),
        _later(decision.next, now),
        f"Policy {decision.version}, {decision.hash[:12]}, at {iso(now)}.",
    ]
    return "\n\n".join(part for part in parts if part)


def _head(decision: Decision, path: Path) -> str:
    stop = "STOP THE LINE · " if decision.stop_the_line else ""
    title = click.style(f"{stop}{decision.severity} · level {decision.level}", bold=True)
    return f"{title}\n{path.advice}"


def _fork(fork: Fork, full: bool) -> str:
    answer = click.style("YES", bold=True) if fork.taken else "no"
    open_ = sum(q.answer is None for q in fork.questions)
    note = f" ({open_} of {len(fork.questions)} not known)" if open_ and not fork.taken else ""
    shown = [q for q in fork.questions if full or q.answer]
    return "\n".join([f"{f'{fork.name} {fork.target}'.strip()}? {answer}{note}", *map(_question, shown)])


def _question(question: Question) -> str:
    line = f"   {_MARK[question.answer]} {question.criterion}: {WORDS[question.answer]}. {question.text}"
    if question.because:
        facts = ", ".join(f"{name} = {value}" for name, value in question.because.items())
        return f"{line}\n       because {facts}"
    return f"{line}\n       ask for {', '.join(question.ask)}" if question.ask else line


def _route(decision: Decision) -> str:
    route = decision.route
    if not route.team:
        return ""
    lines = [f"Page {route.team} ({route.name}); acknowledge within {route.acknowledge or 'no set time'}."]
    lines += [f"   {rung.after}: {rung.page}" for rung in route.rungs]
    lines += [f"   {'page' if i.page else 'inform'} also {i.team}: {i.text}" for i in route.involve]
    return "\n".join(lines)


def _missing(decision: Decision, path: Path) -> str:
    return _listed("Missing from the request:", [(n, path.ask.get(n) or "give it") for n in decision.missing])


def _worth_asking(path: Path) -> str:
    """What is not known and could make the answer worse, question by question."""
    by_fact: dict[str, list[str]] = {}
    for fork in path.open_above():
        for question in fork.questions:
            for fact in question.ask:
                by_fact.setdefault(fact, []).append(f"{fork.name} {fork.target}".strip().lower())
    rows = [(fact, f"{path.ask.get(fact) or ''} ({_few(forks)})".strip()) for fact, forks in by_fact.items()]
    return _listed("Not known, and it could raise the answer:", rows)


def _few(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _later(ahead: tuple[Ahead, ...], now: datetime) -> str:
    rows = [(iso(a.at), f"in {words(a.at - now)}, {a.decides} ({a.criterion})") for a in ahead]
    return _listed("If nothing changes:", rows)


def _listed(title: str, rows: list[tuple[str, str]]) -> str:
    return "\n".join([title, *(f"   {name}: {text}" for name, text in rows)]) if rows else ""
