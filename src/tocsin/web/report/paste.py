"""A pasted ticket fills the form: only what is still empty, each with the words it was found in (A2.1)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from tocsin import bootstrap_site
from tocsin.core.intake.find import find
from tocsin.core.intake.found import Found, Known
from tocsin.core.lifecycle.rules import Rules
from tocsin.web.report.people import customers, past_of, with_past
from tocsin.web.report.typed import FACT, GUESSED, WHY, as_typed
from tocsin.web.shared.ask import Ask

_HEAD = ("title", "text", "customer", "channel", "reference")


@dataclass(frozen=True)
class Pasted:
    """What a paste did: how many facts it filled, and what it read and could not use."""

    facts: int
    notes: tuple[str, ...]
    title: str


def fill(sent: QueryDict, rules: Rules, request: Ask) -> tuple[QueryDict, Pasted]:
    """The form with what the pasted text says; what a person typed stays."""
    known = customers(bootstrap_site.desk(), request)
    found = _found(sent.get("paste", ""), rules, request, known)
    made = sent.copy()
    for name in _HEAD:
        _set(made, name, getattr(found, name))
    _set(made, "contact", found.reporter)
    count = _facts(made, rules, found, request)
    made["paste"] = ""
    return made, Pasted(count, found.notes, found.title)


def fill_past(sent: QueryDict, rules: Rules, request: Ask) -> QueryDict:
    """The form with what an earlier ticket of the same customer knew of the account."""
    customer = sent.get("customer", "").strip()
    known = past_of(bootstrap_site.desk(), customer) if customer else None
    if known is None or not known.facts:
        return sent
    made = sent.copy()
    vocabulary, policy = rules.triage.rules.vocabulary, rules.policy
    _facts(made, rules, find(customer, vocabulary, policy, request.now, (known,)), request, past=True)
    return made


def _found(text: str, rules: Rules, request: Ask, known: list[Known]) -> Found:
    """Read once for the customer, and once more with what was known of that one."""
    words, policy, now = rules.triage.rules.vocabulary, rules.policy, request.now
    found = find(text, words, policy, now, known, request.zone)
    last = next((one for one in known if one.name == found.customer), None)
    if last is None:
        return found
    return find(text, words, policy, now, (with_past(bootstrap_site.desk(), last),), request.zone)


def _set(made: QueryDict, name: str, value: str) -> None:
    if value and not made.get(name, "").strip():
        made[name] = value


def _facts(made: QueryDict, rules: Rules, found: Found, request: Ask, past: bool = False) -> int:
    """Fills the facts; those that fields show are asked as well, so that each can be confirmed."""
    vocabulary = rules.triage.rules.vocabulary
    count = 0
    for name, guess in found.facts.items():
        given = [value for value in made.getlist(FACT + name) if value]
        if name in ("customer", "summary", "severity", "channel") or given or (past and not guess.past):
            continue
        values = list(as_typed(guess, vocabulary.facts[name].kind.value, request))
        made.setlist(FACT + name, values)
        made.setlist(GUESSED + name, values)
        made[WHY + name] = f"past:{guess.why}" if guess.past else guess.why
        if name not in made.getlist("asked"):
            made.appendlist("asked", name)
        count += 1
    return count
