"""Which words speak of which fact of this policy (A2.1): by its name, then by its label and question."""

import re
from functools import lru_cache

from tocsin.core.criteria.vocabulary import Fact
from tocsin.core.intake.senses import Sense
from tocsin.core.intake.senses_danger import DANGER
from tocsin.core.intake.senses_service import SERVICE

SENSES: dict[str, Sense] = {**DANGER, **SERVICE}
_ALIASES = {
    "down": "outage", "is_down": "outage", "unavailable": "outage", "prod": "production",
    "in_production": "production", "has_workaround": "workaround", "integrity": "data_integrity",
    "lost_data": "data_loss", "breach": "security", "security_incident": "security",
    "security_breach": "security", "legal_threat": "legal", "regulator": "regulatory", "press": "journalist",
    "key_account": "vip", "executive": "executive_contact", "public": "public_complaint",
}  # fmt: skip
_COMMON = """
a an and any are as at be by can could customer customers did do does for from give given has have how
i if in is it its know known many much now of on one or our out part please so than that the their them
there they this time times to us was we what when which who will with within work works would you your far
ask say still because usual amount number share long soon often
"""
_STOP = frozenset(_COMMON.split())
_WORD = re.compile(r"[a-z]{3,}")


def sense_of(name: str, label: str = "") -> Sense | None:
    """The sense of a fact, or of a value of a set: by its name, or because its label says the same."""
    known = SENSES.get(_ALIASES.get(name, name))
    return known or (_by_label(label) if label else None)


@lru_cache(maxsize=512)
def _by_label(label: str) -> Sense | None:
    return next((each for each in SENSES.values() if each.yes.search(label)), None)


def cues(fact: Fact, ask: str, unit: str) -> re.Pattern[str] | None:
    """Words of a fact's label and question, of which one has to stand by a value; None when it has none."""
    return _cues(f"{fact.called} {fact.name.replace('_', ' ')} {ask}".lower(), unit.lower())


@lru_cache(maxsize=1024)
def _cues(text: str, unit: str) -> re.Pattern[str] | None:
    unit_words = {unit, unit.rstrip("s")}
    stems = sorted({_stem(w) for w in _WORD.findall(text) if w not in _STOP and w not in unit_words})
    return re.compile(rf"\b(?:{'|'.join(stems)})\w{{0,4}}\b", re.IGNORECASE) if stems else None


def _stem(word: str) -> str:
    for end in ("ing", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word
