"""What words say of a yes/no fact or of one value of a set: a lexicon by the names policies use (A2.1, A2.3).

A policy's fact is found by its name; a fact of another name by the words of its label and question.
"""

import re
from dataclasses import dataclass

from tocsin.core.intake.clauses import Said, is_over, said

_FLAGS = re.IGNORECASE
_NOT = re.compile(r"\b(?:not|never|no)\b|n['’]t\b", _FLAGS)


@dataclass(frozen=True)
class Sense:
    """Words that say yes, words that say no, and whether a denied yes says no (`not down`).

    `unless`: words of the same clause that turn a yes into nothing. `lasts`: it stays true although it is
    over, as a breach does and an outage does not.
    """

    yes: re.Pattern[str]
    no: re.Pattern[str] | None = None
    denial: bool = False
    unless: re.Pattern[str] | None = None
    lasts: bool = False


def sense(*yes: str, no: str = "", denial: bool = False, unless: str = "", lasts: bool = False) -> Sense:
    """A sense of patterns; spaces stand for any white space."""
    return Sense(_any(yes), _any((no,)) if no else None, denial, _any((unless,)) if unless else None, lasts)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    spaced = "|".join(f"(?:{each})" for each in patterns).replace(" ?", r"\s*")
    return re.compile(spaced.replace(" ", r"\s+"), _FLAGS)


def judged(meaning: Sense, clause: str, sentence: str) -> tuple[bool, str] | None:
    """What a clause says of a yes/no fact, with the words; None when it says nothing, or only asks.

    An explicit no counts before a yes: `no workaround` has the word `workaround` in it.
    """
    if meaning.no and (match := meaning.no.search(clause)) and not clause.rstrip().endswith("?"):
        return False, match.group()
    for match in meaning.yes.finditer(clause):
        if meaning.unless and meaning.unless.search(clause if meaning.lasts else sentence):
            return None
        how = Said.DENIED if _turned(meaning, match) else said(clause, match.start(), match.end())
        if how is Said.ASSERTED and (meaning.lasts or not is_over(sentence)):
            return True, match.group()
        if how is Said.DENIED and meaning.denial:
            return False, match.group()
    return None


def _turned(meaning: Sense, match: re.Match[str]) -> bool:
    """`data was not lost`: a no in the middle of the words. What breaks may have one, as `not reachable`."""
    return meaning.lasts and _NOT.search(match.group()) is not None
