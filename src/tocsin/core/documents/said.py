"""Facts of a ticket as people read them: labels and values, elapsed times instead of instants (A1, A12)."""

from collections.abc import Iterator

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.decode import decode_fact
from tocsin.core.criteria.nodes import FactRef, Has, Not, Since, walk
from tocsin.core.criteria.vocabulary import Facts, Kind, Vocabulary
from tocsin.core.criteria.words import words
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import bare, low, title

AT = 1_767_225_600_000_000
"""The instant at which examples are asked (microseconds, UTC): only differences from it are shown."""


def shown(vocabulary: Vocabulary, facts: Facts, reads: Criterion | None = None) -> Iterator[tuple[str, str]]:
    """Each fact by name with its value in words; an instant that only serves a clock shows as that clock."""
    clocks = _clocks(vocabulary, reads)
    for name in facts:
        if name in vocabulary.facts:
            for told in clocks.get(name, (name,)):
                yield told, decode_fact(told, facts, vocabulary, AT)


def _clocks(vocabulary: Vocabulary, reads: Criterion | None) -> dict[str, tuple[str, ...]]:
    if reads is not None:
        used = {n.name for n in walk(reads.root) if isinstance(n, Since | Has)}
    else:
        used = {"age", "since_update", "since_ack"}
    found: dict[str, tuple[str, ...]] = {}
    for name, fact in vocabulary.facts.items():
        if fact.kind is Kind.ELAPSED and name in used:
            found[fact.since] = (*found.get(fact.since, ()), name)
    return found


def label(r: Reader, name: str) -> str:
    """What a fact is called at the head of a row, the standard ones included; an article is left out."""
    known = r.rules.vocabulary.facts.get(name)
    called = known.called if known else r.fact(name)
    return title(bare(called))


def asked(r: Reader, name: str) -> str:
    """A fact inside a sentence that asks for it: `customers affected`, `whether payments are failing`."""
    known = r.rules.vocabulary.facts.get(name)
    if known and known.kind is Kind.BOOLEAN:
        return f"whether {told(r, name, 'yes')}" if "yes" not in told(r, name, "yes") else low(label(r, name))
    return low(label(r, name))


def told(r: Reader, name: str, value: str) -> str:
    """A fact inside a sentence that states it: `there is no workaround`, `ARR 50,000 USD`."""
    known = r.rules.vocabulary.facts.get(name)
    if known is None or known.kind is not Kind.BOOLEAN or value not in ("yes", "no"):
        return f"{low(label(r, name))} {value}"
    fact = FactRef(name, known.type)
    return words(Criterion(name, "", fact if value == "yes" else Not(fact)), r.rules.vocabulary)


def in_words(r: Reader, facts: Facts, reads: Criterion | None = None) -> list[str]:
    """`Severity: P2`, `Age: 2 h`, one line a fact."""
    return [f"{label(r, name)}: {value}" for name, value in shown(r.rules.vocabulary, facts, reads)]
