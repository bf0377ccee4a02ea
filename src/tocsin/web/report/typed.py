"""What was typed on the report's form, as the desk reads it (A2.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict

from tocsin.app.trial_form import Field, Filled, filled
from tocsin.core.criteria.vocabulary import Encoded
from tocsin.core.intake.found import Guess
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding
from tocsin.web.report.files import Kept, read_files, told_by_files
from tocsin.web.shared.ask import Ask

FACT, GUESSED, WHY = "fact.", "guessed.", "why."
NONE = "-none-"
"""Chosen in a set: none of its values holds, and that is known."""
UNKNOWN = "-unknown-"
"""Chosen where one answer is chosen: nobody knows."""
_MOST = 200
"""Names that one form lists at most."""


@dataclass(frozen=True)
class Mark:
    """A field that a paste filled and nobody changed since: in which words, or from which earlier ticket."""

    why: str
    past: bool


@dataclass(frozen=True)
class Typed:
    """A report as it was typed: the ticket, its facts as far as they can be read, and what nobody knows.

    `asked` are the questions on the page in their order; `same` is the ticket that it is the same as.
    `refused` says what is wrong with files that were not taken.
    """

    ticket: Ticket
    contact: str
    form: Filled
    facts: dict[str, Encoded]
    unknown: tuple[str, ...]
    asked: tuple[str, ...]
    marks: Mapping[str, Mark]
    same: str
    escalate: str
    level: int
    rate: bool
    key: str
    files: tuple[Kept, ...] = ()
    refused: tuple[Finding, ...] = ()

    @property
    def fields(self) -> dict[str, Field]:
        """The facts that can be typed, by name."""
        return {field.name: field for field in self.form.fields}

    @property
    def answered(self) -> frozenset[str]:
        """Facts that somebody gave, or said that nobody knows."""
        return frozenset((*self.facts, *self.unknown))


def read_typed(sent: QueryDict, rules: Rules, request: Ask) -> Typed:
    """Reads the form. What cannot be read stays on its field as `wrong`; nothing is raised."""
    values = _values(sent, rules)
    none = {name for name, given in values.items() if NONE in given and UNKNOWN not in given}
    nobody = [name for name, given in values.items() if UNKNOWN in given]
    said = {n: v for n, v in values.items() if n not in none and n not in nobody}
    form = filled(rules, said, request.now, request.zone)
    ticket = _ticket(sent, request)
    facts = {**form.facts, **dict.fromkeys(none, ())}
    files, refused = read_files(sent, request)
    facts.update(_from_ticket(ticket, rules) | _from_files(files, sent, rules))
    form = replace(form, fields=tuple(_with_none(field, none) for field in form.fields))
    ticked = dict.fromkeys((*nobody, *sent.getlist("unknown")[:_MOST]))
    unknown = tuple(name for name in ticked if name not in facts)
    asked = tuple(dict.fromkeys(sent.getlist("asked")[:_MOST]))
    return Typed(
        ticket, sent.get("contact", "").strip()[:300], form, facts, unknown, asked, _marks(sent, form),
        sent.get("same", ""), sent.get("escalate", "").strip(), _level(sent.get("level", ""), rules),
        "later" not in sent, sent.get("key", ""), tuple(files), tuple(refused),
    )  # fmt: skip


def _values(sent: QueryDict, rules: Rules) -> dict[str, list[str]]:
    known = rules.triage.rules.vocabulary.facts
    return {
        name.removeprefix(FACT): sent.getlist(name)
        for name in sent
        if name.startswith(FACT) and name.removeprefix(FACT) in known
    }


def _with_none(field: Field, none: set[str]) -> Field:
    return replace(field, values=(NONE,)) if field.name in none else field


def _ticket(sent: QueryDict, request: Ask) -> Ticket:
    """The ticket is reported by who is signed in: they hear when it comes back, whoever wrote to us."""

    def given(name: str) -> str:
        return sent.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()

    return Ticket(
        given("title"),
        given("text"),
        given("customer"),
        given("channel"),
        request.who.actor,
        given("reference"),
    )


def _from_ticket(ticket: Ticket, rules: Rules) -> dict[str, Encoded]:
    """Facts that the ticket itself tells: nobody is asked for them twice."""
    facts = rules.triage.rules.vocabulary.facts
    told = {"customer": ticket.customer, "summary": ticket.title, "channel": ticket.channel}
    return {
        name: value for name, value in told.items() if value and name in facts and _fits(facts[name], value)
    }


def _from_files(files: list[Kept], sent: QueryDict, rules: Rules) -> dict[str, Encoded]:
    """A fact that is a file is told by the file's name."""
    known = rules.policy.facts
    return {n: told for n, told in told_by_files(files, sent).items() if n in known and known[n].attachment}


def _fits(fact: Any, value: str) -> bool:
    return fact.kind.value == "text" or value in fact.values


def _marks(sent: QueryDict, form: Filled) -> dict[str, Mark]:
    """Which fields still hold what was guessed; one that a person changed is theirs."""
    found = {}
    for field in form.fields:
        guessed = sent.getlist(GUESSED + field.name)
        if guessed and list(field.values) == guessed:
            why = sent.get(WHY + field.name, "")[:200]
            found[field.name] = Mark(why.removeprefix("past:"), why.startswith("past:"))
    return found


def _level(text: str, rules: Rules) -> int:
    return int(text) if text.isdigit() and int(text) in rules.policy.levels and int(text) > 0 else 1


def as_typed(guess: Guess, kind: str, request: Ask) -> Sequence[str]:
    """A guess as the fields of the form hold it: an instant by the viewer's clock."""
    value = guess.value
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if kind == "instant":
        at = datetime.fromisoformat(str(value))
        return (f"{(at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(request.zone):%Y-%m-%dT%H:%M}",)
    return (f"{value:g}" if isinstance(value, float) else str(value),)
