"""Which role-plays are played: drawn from the policy's own criteria, answered by triage (A12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from tocsin.core.criteria.near import NearExamples, near_examples
from tocsin.core.criteria.vocabulary import Encoded, Facts, Kind
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.said import AT, shown
from tocsin.core.documents.training.scenarios.voice import opening
from tocsin.core.model.instant import from_micros
from tocsin.core.policy.book import Stage
from tocsin.core.triage.decide import Triage
from tocsin.core.triage.decision import Decision
from tocsin.core.triage.rules import Ruled

CUSTOMERS = (
    "Harbour Foods",
    "Lindgren Optics",
    "Quarry and Sons",
    "Meridian Clinics",
    "Tidewater Freight",
    "Pinewood Hotels",
    "Castell Energy",
    "Brightwater Labs",
    "Falk Instruments",
    "Norda Textiles",
)
QUOTED = ("customer", "summary")
"""Facts that the customer's own words carry."""
_DECIDED = frozenset({"severity", "level", "segment", "channel"})


@dataclass(frozen=True)
class Scenario:
    """One role-play: the criterion it turns on, its facts, and what triage answers.

    `meets` tells whether the criterion holds; `turned` is the answer with the `changed` facts turned.
    """

    number: int
    customer: str
    rule: Ruled
    meets: bool
    facts: Facts
    other: Facts
    changed: tuple[str, ...]
    answer: Decision
    turned: Decision


def scenarios(r: Reader) -> tuple[Scenario, ...]:
    """As many as the policy asks for; every second one just misses its criterion."""
    desk = Triage(r.policy, r.rules)
    found: list[Scenario] = []
    for rule, near in _drawn(r):
        number = len(found)
        if number >= r.policy.training.scenarios:
            break
        found.append(_scenario(r, desk, number, rule, near))
    return tuple(found)


def _scenario(r: Reader, desk: Triage, number: int, rule: Ruled, near: NearExamples) -> Scenario:
    meets = number % 2 == 0
    first, second = (near.meets, near.misses) if meets else (near.misses, near.meets)
    customer = CUSTOMERS[number % len(CUSTOMERS)]
    facts, other = (_complete(r, number, customer, each or {}) for each in (first, second))
    now = from_micros(AT)
    return Scenario(
        number=number + 1,
        customer=customer,
        rule=rule,
        meets=meets,
        facts=facts,
        other=other,
        changed=near.changed,
        answer=desk.decide(facts, now),
        turned=desk.decide(other, now),
    )


def _complete(r: Reader, number: int, customer: str, facts: Facts) -> dict[str, Encoded]:
    """The facts that every ticket has: customer, opening words, channel, segment, and that it is new."""
    channels, segments = r.policy.organisation.channels, list(r.policy.segments)
    given: dict[str, Encoded] = {
        "channel": channels[number % len(channels)],
        "segment": segments[number % len(segments)],
        "opened_at": AT,
    }
    ticket = {**given, **facts}
    said = {"customer": customer, "summary": opening(shown(r.rules.vocabulary, ticket))}
    known = r.rules.vocabulary.facts
    return {**{n: v for n, v in said.items() if n in known and known[n].kind is Kind.TEXT}, **ticket}


def _drawn(r: Reader) -> Iterator[tuple[Ruled, NearExamples]]:
    """Criteria in turn from each stage and target, those first that turn on a fact somebody must ask for."""
    groups: dict[tuple[Stage, str], list[Ruled]] = {}
    for rule in r.rules.of(Stage.STOP_THE_LINE, Stage.LEVEL, Stage.SEVERITY):
        groups.setdefault((rule.stage, rule.source.target), []).append(rule)
    ordered = [sorted(group, key=_plain) for group in groups.values()]
    for turn in zip_longest(*sorted(ordered, key=lambda group: _ORDER.index(group[0].stage))):
        for rule in filter(None, turn):
            near = near_examples(rule.criterion, r.rules.vocabulary)
            if near.meets is not None and near.misses is not None:
                yield rule, near


_ORDER = (Stage.LEVEL, Stage.STOP_THE_LINE, Stage.SEVERITY)


def _plain(rule: Ruled) -> tuple[bool, bool]:
    asked = set(rule.criterion.reads) - _DECIDED
    return not asked, len(asked) < 2 and not rule.criterion.parameters
