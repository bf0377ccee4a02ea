"""The text as guessers see it: the policy's facts, the clauses, and the moment it was written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from tocsin.core.criteria.vocabulary import Fact, Kind, Vocabulary
from tocsin.core.intake.clauses import clauses, sentences
from tocsin.core.policy.schema import Policy

DECIDED = frozenset({"level", "opened_at", "last_update_at", "acknowledged_at"})
"""Facts that the policy decides or the desk knows by itself: nobody's words fill them."""


@dataclass(frozen=True)
class Reading:
    """What guessers read. `said`: each clause with the sentence it is from, title first."""

    vocabulary: Vocabulary
    policy: Policy
    said: tuple[tuple[str, str], ...]
    written: datetime
    zone: tzinfo
    signature: str = ""
    notes: list[str] = field(default_factory=list)

    def facts(self, *kinds: Kind) -> Iterator[Fact]:
        """The facts of these kinds that words may fill."""
        for name, fact in self.vocabulary.facts.items():
            if fact.kind in kinds and name not in DECIDED:
                yield fact

    def ask(self, name: str) -> str:
        """The question that gets a fact, or ""."""
        declared = self.policy.facts.get(name)
        return declared.ask if declared else ""

    def unit(self, name: str) -> str:
        """The unit of a fact, or ""."""
        declared = self.policy.facts.get(name)
        return declared.unit if declared else ""


def split(title: str, body: str) -> tuple[tuple[str, str], ...]:
    """Every clause with its sentence."""
    found = [(title, title)] if title else []
    for sentence in sentences(body):
        found += [(clause, sentence) for clause in clauses(sentence)]
    return tuple(found)
