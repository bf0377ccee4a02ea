"""Lengths of time and beginnings in the words of a ticket (A1.4, A2.1)."""

import re
from collections.abc import Iterator

from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.intake.amounts import lengths
from tocsin.core.intake.clauses import Said, is_over, said
from tocsin.core.intake.dates import moments
from tocsin.core.intake.found import Guess, quoted
from tocsin.core.intake.lexicon import cues
from tocsin.core.intake.reading import Reading
from tocsin.core.model.instant import iso

_I = re.IGNORECASE
_LEAVE = (
    r"\bleav(?:e|es|ing)\b|\bcancel(?:s|ling|ing|led)?\b|\bchurn\w*|\bterminat\w+|"
    r"\bswitch(?:ing)?\s+(?:to|away|provider|vendor)|\bmov(?:e|ing)\s+(?:to|"
    r"away)\b|\bwalk(?:ing)?\s+away\b|\b(?:not|n['’]t)\s+renew\w*|\bend\s+(?:our|"
    r"the|this)\s+contract\b|\bquit\b"
)
_CUES = {
    "leaving_within": _LEAVE,
    "renewal_within": r"\brenew\w*|\bcontract\s+(?:ends|expires|runs\s+out)",
    "go_live_within": r"\bgo(?:es|ing)?[- ]live\b|\blaunch\w*",
    "regulator_deadline_within": r"\bregulator\w*|\bauthorit\w+|\bdeadline\b",
    "sla_due_within": r"\bSLA\b|\bservice\s+level\b",
}
_WITHIN = re.compile(
    (
        r"\b(?:in|within|in\s+the\s+next|over\s+the\s+next|after)\s+(?:about\s+|"
        r"less\s+than\s+|under\s+|at\s+most\s+|the\s+next\s+)?$"
    ),
    _I,
)
_LASTED = re.compile(
    (
        r"\b(?:lasted|for|took|over\s+after)\s+(?:about\s+|around\s+|nearly\s+|almost\s+|"
        r"over\s+|more\s+than\s+)?$"
    ),
    _I,
)
_BEGAN = re.compile(r"\b(?:start\w*|began|begin\w*|onset|since)\b", _I)
_LEAVES = re.compile(_LEAVE, _I)


def guess_lengths(reading: Reading) -> Iterator[tuple[str, Guess]]:
    """Durations: `leaves in 21 days`, `renews within 2 months`, `it lasted 3 hours` once it is over."""
    for fact in reading.facts(Kind.DURATION):
        for clause, sentence in reading.said:
            value = (
                _lasted(clause, sentence)
                if fact.name == "impact_duration"
                else _within(reading, fact, clause)
            )
            if value:
                yield fact.name, Guess(value, quoted(clause))
                break


def _lasted(clause: str, sentence: str) -> str:
    if not is_over(sentence) and "lasted" not in clause.lower():
        return ""
    return next((text for text, start, _ in lengths(clause) if _LASTED.search(clause[:start])), "")


def _within(reading: Reading, fact: Fact, clause: str) -> str:
    known = _CUES.get(fact.name)
    cue = re.compile(known, _I) if known else cues(fact, reading.ask(fact.name), "")
    match = cue.search(clause) if cue else None
    if match is None or (fact.name == "renewal_within" and _LEAVES.search(clause)):
        return ""
    denied = said(clause, match.start(), match.end()) is Said.DENIED
    if denied and "renew" not in match.group().lower():
        return ""
    return next((text for text, start, _ in lengths(clause) if _WITHIN.search(clause[:start])), "")


def guess_instants(reading: Reading) -> Iterator[tuple[str, Guess]]:
    """The start of the impact: `since 02:40 UTC`, `started 3 hours ago`; the first that the text names."""
    for fact in reading.facts(Kind.INSTANT):
        if not _BEGAN.search(f"{fact.name.replace('_', ' ')} {fact.label}"):
            continue
        for _, sentence in reading.said:
            first = next(iter(moments(sentence, reading.written, reading.zone)), None)
            lasted = first and is_over(sentence) and sentence[first.start :].lower().startswith("for")
            if first is not None and not lasted:
                yield fact.name, Guess(iso(first.at), quoted(sentence[first.start : first.end]))
                break
