"""Yes/no facts, sets and choices in the words of a ticket; what is denied is not true (A2.1, A2.3)."""

import re
from collections.abc import Iterator

from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.intake.clauses import Said, said
from tocsin.core.intake.found import Guess, quoted
from tocsin.core.intake.lexicon import sense_of
from tocsin.core.intake.reading import Reading
from tocsin.core.intake.senses import Sense, judged

_KINDS: tuple[tuple[str, str], ...] = (
    ("incident", r"\boutage\b|\bincident\b|\b(?:is|are|went) (?:\w+ )?down\b|\b(?:nobody|no one) can\b"),
    (
        "billing",
        (
            r"\binvoices?\b|\bbilling\b|\bbilled\b|\bovercharg\w+|\brefunds?\b|\bcredit "
            r"note|\bcharged (?:us|twice|double)"
        ),
    ),
    ("slowness", r"\bslow(?:er|ness|ly)?\b|\blatency\b|\btakes? (?:far |much )?too long\b"),
    (
        "bug",
        (
            r"\bbug\b|\berror message|\bexception\b|\bstack ?trace|\bcrash(?:es|ed|ing)?\b|"
            r"\bregression\b|\b(?:http )?5\d\d errors?\b|\bbroken\b|\bdoes(?:n['’]t|"
            r" not) work\b"
        ),
    ),
    (
        "dissatisfaction",
        (
            r"\bdisappoint\w+|\bdissatisf\w+|\bunhappy\b|\bunacceptable\b|\bfrustrat\w+|"
            r"\bfed up\b"
        ),
    ),
    (
        "enhancement",
        (
            r"\bfeature request\b|\bwould be (?:great|nice|helpful|good) if\b|\benhancement\b|"
            r"\bplease add\b"
        ),
    ),
    ("documentation", r"\bdocumentation\b|\bin the docs\b|\bmanual page\b"),
    ("cosmetic", r"\btypo\b|\bspelling\b|\bmisspell\w+|\bmisaligned\b|\bcosmetic\b"),
    ("suggestion", r"\bsuggest(?:ion)?\b"),
    ("question", r"\bhow (?:do|can|to|should) (?:i|we)\b|\bhow to\b|\bis it possible\b|\bquestion about\b"),
)
_KIND_OF = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _KINDS}
_NOT_IN_TEXT = frozenset({"segment", "channel", "severity", "level"})
"""Choices whose values are everyday words: only a labelled line fills them."""


def guess_flags(reading: Reading) -> Iterator[tuple[str, Guess]]:
    """The yes/no facts that the words decide. Words that say both leave a fact open."""
    for fact in reading.facts(Kind.BOOLEAN):
        if (meaning := sense_of(fact.name, fact.label)) and (guess := _flag(reading, meaning)):
            yield fact.name, guess


def _flag(reading: Reading, meaning: Sense) -> Guess | None:
    found: dict[bool, Guess] = {}
    for clause, sentence in reading.said:
        if answer := judged(meaning, clause, sentence):
            found.setdefault(answer[0], Guess(answer[0], quoted(clause)))
    return next(iter(found.values())) if len(found) == 1 else None


def guess_sets(reading: Reading) -> Iterator[tuple[str, Guess]]:
    """The values of sets of which the words speak; none is taken out for a word that denies it elsewhere."""
    for fact in reading.facts(Kind.SET):
        hits = [(value, why) for value in fact.values if (why := _value(reading, value))]
        if hits:
            whys = dict.fromkeys(why for _, why in hits)
            yield fact.name, Guess(tuple(value for value, _ in hits), quoted(" … ".join(whys)))


def _value(reading: Reading, value: str) -> str:
    meaning = sense_of(value)
    for clause, sentence in reading.said:
        if meaning:
            answer = judged(meaning, clause, sentence)
            if answer and answer[0]:
                return clause
        elif _literal(value, clause):
            return clause
    return ""


def _literal(value: str, clause: str) -> bool:
    if len(value) < 3:
        return False
    words = re.escape(value.lower()).replace("_", r"[\s_-]+").replace(r"\-", r"[\s_-]+")
    match = re.search(rf"(?<!\w){words}(?!\w)", clause, re.IGNORECASE)
    return match is not None and said(clause, match.start(), match.end()) is Said.ASSERTED


def guess_choices(reading: Reading) -> Iterator[tuple[str, Guess]]:
    """Choices: the kind of request by its own words, others when just one of their values is named."""
    for fact in reading.facts(Kind.CHOICE):
        if fact.name not in _NOT_IN_TEXT and (guess := _choice(reading, fact)):
            yield fact.name, guess


def _choice(reading: Reading, fact: Fact) -> Guess | None:
    if {"incident", "bug", "question"} & set(fact.values):
        return _kind(reading, fact)
    hits = {v: c for c, _ in reversed(reading.said) for v in fact.values if _literal(v, c)}
    if len(hits) != 1:
        return None
    ((value, clause),) = hits.items()
    return Guess(value, quoted(clause))


def _kind(reading: Reading, fact: Fact) -> Guess | None:
    for name, pattern in _KIND_OF.items():
        for clause, _ in reading.said if name in fact.values else ():
            match = pattern.search(clause)
            how = said(clause, match.start(), match.end()) if match else Said.DENIED
            if how is Said.ASSERTED or (name == "question" and how is Said.OPEN):
                return Guess(name, quoted(clause))
    return None
