"""docs/reference/criteria.md: kinds of facts, operators, functions; each example is parsed first."""

from __future__ import annotations

from tocsin.bootstrap import load_policy
from tocsin.core.criteria.parse import parse
from tocsin.core.criteria.vocabulary import STANDARD_FACTS, Fact, Kind, Parameter, Vocabulary
from tocsin.core.policy.book import vocabulary

HEAD = """# Facts and criteria

Made by `make docs-write`; every example on this page was parsed and type-checked. Do not edit it by hand.

A criterion is a [CEL](https://cel.dev) expression over the policy's facts. It is true, false or
[unknown](../explanation/missing-values.md), and only *true* escalates.
"""
REFUSED = """What cannot mean the same live, in SQL and on paper is refused when the policy is read: money
beside a bare number, two elapsed facts compared with each other, patterns that are not constant, parts of a
date."""
KINDS: tuple[tuple[Kind, str, str], ...] = (
    (Kind.BOOLEAN, "`true`, `yes`", "production && !workaround"),
    (Kind.INTEGER, "`12`", "customers > 1"),
    (Kind.NUMBER, "`4.5`", "slower_by >= 5.0"),
    (Kind.TEXT, "`the login page is blank`", 'summary.contains("refund")'),
    (Kind.CHOICE, "one of its `of:`", 'segment in ["enterprise", "vip"]'),
    (Kind.SET, "a list of its `of:`", 'indicators.exists(i, i in ["security", "safety"])'),
    (Kind.MONEY, "`50000 USD`", 'arr > money("50000 USD")'),
    (Kind.DURATION, "`2h`, `1h30m`, `3 days`, `PT2H`", 'leaving_within <= duration("30 days")'),
    (Kind.INSTANT, "`2026-11-23T03:00:00Z`", 'started_at < timestamp("2026-11-23T03:00:00Z")'),
    (Kind.ELAPSED, "given by the instant in its `since:`", 'age >= duration("2h")'),
)
FORMS: tuple[tuple[str, str], ...] = (
    ('severity == "P1" && customers > 1', "both"),
    ('severity == "P1" || production', "at least one"),
    ("!workaround", "not; unknown while nobody said whether there is a workaround"),
    ("has(ticket.workaround) && workaround", "is it known, and true"),
    ('severity in ["P1", "P2"]', "one of"),
    ('"security" in indicators', "a set holds a value"),
    ('indicators.all(i, i != "security")', "holds for each value of the set"),
    ("size(indicators) >= 2", "how many values, or characters of a text"),
    ('summary.startsWith("URGENT")', "also `endsWith`, `contains`"),
    (
        'summary.matches("(?i)outage|down")',
        "a pattern of the common part of RE2, a constant; it cannot run for ever",
    ),
    ("customers * 100 > users", "`+ - * / %` on numbers; an overflow or a division by zero is unknown"),
    ("double(customers) > slower_by", "`int`, `double`, `string` convert numbers"),
    ("(production ? customers : users) > 10", "one of two values"),
    ("arr > churn_arr && age >= patience", "named parameters, which calibration may tune"),
)
FACTS = (
    Fact("severity", Kind.CHOICE, ("P1", "P2", "P3", "P4")),
    Fact("segment", Kind.CHOICE, ("enterprise", "vip", "standard")),
    Fact("production", Kind.BOOLEAN),
    Fact("workaround", Kind.BOOLEAN),
    Fact("customers", Kind.INTEGER),
    Fact("users", Kind.INTEGER),
    Fact("slower_by", Kind.NUMBER),
    Fact("summary", Kind.TEXT),
    Fact("indicators", Kind.SET, ("security", "safety", "legal")),
    Fact("arr", Kind.MONEY, currency="USD"),
    Fact("leaving_within", Kind.DURATION),
    Fact("started_at", Kind.INSTANT),
)
PARAMETERS = (
    Parameter("churn_arr", Kind.MONEY, 5_000_000, "USD"),
    Parameter("patience", Kind.DURATION, 7_200_000_000),
)


def pages() -> dict[str, str]:
    """The one page of this module. Raises Refused if an example is not a criterion."""
    known = Vocabulary.of(FACTS, PARAMETERS)
    for expression in [*(e for _, _, e in KINDS), *(e for e, _ in FORMS)]:
        parse(expression, known)
    text = "\n".join([HEAD, _kinds(), _forms(), _standing(), _base()])
    return {"docs/reference/criteria.md": text.rstrip() + "\n"}


def _kinds() -> str:
    lines = ["## Kinds of facts", "", "| type | is given as | in a criterion |", "|---|---|---|"]
    lines += [f"| `{kind.value}` | {given} | {_code(example)} |" for kind, given, example in KINDS]
    return "\n".join([*lines, ""])


def _forms() -> str:
    lines = ["## What can be written", "", "| expression | means |", "|---|---|"]
    lines += [f"| {_code(example)} | {meaning} |" for example, meaning in FORMS]
    return "\n".join([*lines, "", REFUSED, ""])


def _standing() -> str:
    lines = ["## Facts that every policy has", "", "| fact | type | means |", "|---|---|---|"]
    decided = (
        ("severity", "choice", "P1 to P4; not in the criteria that decide it"),
        ("level", "integer", "0 to 4; only where it is decided already: routes, offers, reviews"),
        ("segment", "choice", "one of the policy's `segments`"),
        ("channel", "choice", "one of the organisation's `channels`"),
    )
    lines += [f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in decided]
    for fact in STANDARD_FACTS:
        meaning = f"grows from `{fact.since}`" if fact.since else fact.called
        lines.append(f"| `{fact.name}` | {fact.kind.value} | {meaning} |")
    return "\n".join([*lines, ""])


def _base() -> str:
    policy = load_policy("preset:base").require()
    known = vocabulary(policy).facts
    lines = ["## Facts of the shipped presets", "", "| fact | type | question |", "|---|---|---|"]
    for name, fact in policy.facts.items():
        of = f" of {', '.join(f'`{v}`' for v in fact.of)}" if fact.of else ""
        lines.append(f"| `{name}` | {known[name].kind.value}{of} | {_cell(fact.ask or fact.means)} |")
    return "\n".join([*lines, ""])


def _code(expression: str) -> str:
    return "`" + expression.replace("|", "\\|") + "`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
