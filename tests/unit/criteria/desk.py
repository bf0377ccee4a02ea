"""One vocabulary with a fact of every kind, and random fact sets over it, for all tests of this room."""

from tests.unit.criteria.dice import Dice
from tocsin.core.criteria.vocabulary import Encoded, Fact, Kind, Parameter, Vocabulary

HOUR = 3_600_000_000
NOW = 1_760_000_000_000_000
LEAST, GREATEST = -(2**63), 2**63 - 1
PRIORITIES = ("P1", "P2", "P3", "P4")
SEGMENTS = ("enterprise", "smb", "größe")
LABELS = ("legal", "outage", "data-loss", "vip")

VOCABULARY = Vocabulary.of(
    [
        Fact("severity", Kind.CHOICE, PRIORITIES, label="severity"),
        Fact("segment", Kind.CHOICE, SEGMENTS, label="customer segment"),
        Fact("region", Kind.CHOICE, (*SEGMENTS, "elsewhere")),
        Fact("production", Kind.BOOLEAN, label="production is affected"),
        Fact("workaround", Kind.BOOLEAN, label="a workaround"),
        Fact("users", Kind.INTEGER, label="users affected"),
        Fact("customers", Kind.INTEGER),
        Fact("score", Kind.NUMBER),
        Fact("slowdown", Kind.NUMBER),
        Fact("arr", Kind.MONEY, currency="USD", label="annual revenue"),
        Fact("credit", Kind.MONEY, currency="USD"),
        Fact("fee", Kind.MONEY, currency="EUR"),
        Fact("subject", Kind.TEXT),
        Fact("body", Kind.TEXT),
        Fact("labels", Kind.SET, LABELS),
        Fact("down_for", Kind.DURATION, label="downtime"),
        Fact("renewal_at", Kind.INSTANT),
        Fact("until_renewal", Kind.ELAPSED, since="renewal_at"),
    ],
    [
        Parameter("patience", Kind.DURATION, 2 * HOUR),
        Parameter("churn_arr", Kind.MONEY, 5_000_000, "USD"),
        Parameter("many", Kind.INTEGER, 10),
        Parameter("bad_score", Kind.NUMBER, 3.5),
        Parameter("strict", Kind.BOOLEAN, True),
    ],
)
"""Every kind of fact and parameter."""

_TEXTS = (
    "", "Outage in EU", "outage", "Größe ändern", "платёж не прошёл", "支払いが失敗", "a\nb", "100% 'down'",
    "🤦🏼‍♂️ broken", "Kelvin", "x" * 300, "legal, legal", "\\d+", "data-loss", "vip", "e\u0301", '"quoted"',
)  # fmt: skip
_FAR = (2**31, 2**53, 2**53 + 1, GREATEST, LEAST, GREATEST - 1, LEAST + 1)
_INTEGERS = (0, 1, -1, 2, 3, 9, 10, 11, 100, -7, *_FAR)
_NUMBERS = (0.0, -0.0, 1.0, -1.0, 0.1, 0.3, 3.5, 2.5, -2.5, 1e15, -1e15, 1e-15, 1 / 3, 99.999)
_DURATIONS = (0, 1, HOUR, 2 * HOUR, 2 * HOUR + 1, 2 * HOUR - 1, 90 * 60_000_000, 24 * HOUR)


def _instant(dice: Dice) -> int:
    return NOW - dice.pick(_DURATIONS) + dice.pick((0, 0, 1, -1, -HOUR, 3 * HOUR))


def _value(fact: Fact, dice: Dice) -> Encoded:
    integers = [*_INTEGERS, dice.below(1000) - 500] if dice.chance(30) else [0, 1, 2, 3, 9, 10, 11]
    makers = {
        Kind.BOOLEAN: lambda: dice.chance(50),
        Kind.INTEGER: lambda: dice.pick(integers),
        Kind.NUMBER: lambda: dice.pick((*_NUMBERS, dice.below(10_000) / 7)),
        Kind.TEXT: lambda: dice.pick(_TEXTS),
        Kind.CHOICE: lambda: dice.pick(fact.values),
        Kind.SET: lambda: tuple(v for v in fact.values if dice.chance(40)),
        Kind.MONEY: lambda: dice.pick((*_INTEGERS, 5_000_000, 5_000_001, 4_999_999)),
        Kind.DURATION: lambda: dice.pick(_DURATIONS),
        Kind.INSTANT: lambda: _instant(dice),
    }
    return makers[fact.kind]()


def random_facts(dice: Dice) -> dict[str, Encoded]:
    """A fact set: sometimes complete, sometimes nearly empty."""
    missing = dice.pick((0, 10, 30, 80))
    given = [f for f in VOCABULARY.facts.values() if f.kind is not Kind.ELAPSED]
    return {fact.name: _value(fact, dice) for fact in given if not dice.chance(missing)}
