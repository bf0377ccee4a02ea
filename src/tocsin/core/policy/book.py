"""The policy as a rule book: its vocabulary, and every expression with its stage and its place.

Everything that reads criteria (check, triage, explain, documents, history) starts here, so that all of
them see the same ones in the same order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from tocsin.core.criteria.vocabulary import Encoded, Fact, Kind, Parameter, Vocabulary
from tocsin.core.model.duration import parse_duration
from tocsin.core.model.money import parse_money
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import SEVERITIES, Item, Rule
from tocsin.core.policy.schema.messages import Approval
from tocsin.core.policy.schema.people import Involve, Route
from tocsin.core.policy.schema.recovery import Guardrail, Offer
from tocsin.core.policy.schema.triage import Parameter as Threshold
from tocsin.core.policy.source import Path


class Stage(StrEnum):
    """When an expression is asked, and so what it may read (design §4)."""

    SEVERITY = "severity"
    STOP_THE_LINE = "stop_the_line"
    LEVEL = "level"
    ROUTE = "route"
    INVOLVE = "involve"
    UPDATE_APPROVAL = "update_approval"
    OFFER = "offer"
    GUARDRAIL = "guardrail"
    REVIEW = "review"
    LINE = "line"


TRIAGE = (Stage.SEVERITY, Stage.STOP_THE_LINE, Stage.LEVEL)
"""The stages whose criteria decide severity and level: their ids are unique in a policy."""

DECIDED_LATER = {
    Stage.SEVERITY: ("severity", "level"),
    Stage.STOP_THE_LINE: ("level",),
    Stage.LEVEL: ("level",),
}
"""Facts that are not decided yet when a stage is asked."""


@dataclass(frozen=True)
class Expression:
    """One expression of the policy: `target` is what it decides (`P1`, `3`), if anything."""

    stage: Stage
    id: str
    target: str
    text: str
    expression: str
    path: Path

    @property
    def decides(self) -> str:
        """What it is for, as reports say it: `severity P1`, `level 3`, `stop_the_line`."""
        with_target = self.stage in (Stage.SEVERITY, Stage.LEVEL)
        return f"{self.stage.value} {self.target}" if with_target else self.stage.value


def expressions(policy: Policy) -> tuple[Expression, ...]:
    """Every expression, in the order in which they are asked: severities first, worst first."""
    return tuple(_expressions(policy))


def _expressions(policy: Policy) -> Iterator[Expression]:
    for name in SEVERITIES:
        if name in policy.severities:
            when = policy.severities[name].when
            yield from _rules(Stage.SEVERITY, when, name, ("severities", name, "when"))
    for id_, rule in policy.stop_the_line.items():
        yield _one(Stage.STOP_THE_LINE, id_, rule, str(rule.level), ("stop_the_line", id_))
    for level in sorted(policy.levels, reverse=True):
        when = policy.levels[level].when
        yield from _rules(Stage.LEVEL, when, str(level), ("levels", level, "when"))
    yield from _singles(Stage.ROUTE, policy.routes, ("routes",))
    yield from _singles(Stage.INVOLVE, policy.involve, ("involve",))
    yield from _singles(Stage.UPDATE_APPROVAL, policy.communication.approval, ("communication", "approval"))
    yield from _singles(Stage.OFFER, policy.recovery.offers, ("recovery", "offers"))
    yield from _singles(Stage.GUARDRAIL, policy.recovery.guardrails, ("recovery", "guardrails"))
    yield from _rules(Stage.REVIEW, policy.review.triggers, "", ("review", "triggers"))
    yield from _lines(policy, ())


def _lines(part: object, path: Path) -> Iterator[Expression]:
    """Conditions on the lines of check lists, wherever the policy has one."""
    if isinstance(part, Item):
        if part.when is not None:
            yield Expression(Stage.LINE, str(path[-1]), "", part.text, part.when, (*path, "if"))
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            yield from _lines(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _lines(value, (*path, key))


def _rules(stage: Stage, rules: Mapping[str, Rule], target: str, path: Path) -> Iterator[Expression]:
    for id_, rule in rules.items():
        yield _one(stage, id_, rule, target, (*path, id_))


def _one(stage: Stage, id_: str, rule: Rule, target: str, path: Path) -> Expression:
    return Expression(stage, id_, target, rule.text, rule.when, (*path, "if"))


_Conditional = Route | Involve | Approval | Offer | Guardrail


def _singles(stage: Stage, rules: Mapping[str, _Conditional], path: Path) -> Iterator[Expression]:
    for id_, rule in rules.items():
        if rule.when is not None:
            yield Expression(stage, id_, "", rule.text, rule.when, (*path, id_, "if"))


def standing_facts(policy: Policy) -> tuple[Fact, ...]:
    """Facts that every policy has without declaring them; the instants are the vocabulary's own."""
    channels = tuple(policy.organisation.channels)
    return (
        Fact("severity", Kind.CHOICE, values=SEVERITIES, label="severity"),
        Fact("level", Kind.INTEGER, label="level"),
        Fact("segment", Kind.CHOICE, values=tuple(policy.segments), label="segment"),
        Fact("channel", Kind.CHOICE, values=channels, label="channel"),
    )


def vocabulary(policy: Policy) -> Vocabulary:
    """Every name that an expression of this policy may use. Raises ValueError for a bad parameter."""
    facts = [
        Fact(id_, Kind(f.type), tuple(f.of), f.unit if f.type == "money" else "", f.since or "", f.label)
        for id_, f in policy.facts.items()
    ]
    parameters = [parameter(id_, p) for id_, p in policy.parameters.items()]
    return Vocabulary.of([*standing_facts(policy), *facts], parameters)


def parameter(id_: str, declared: Threshold) -> Parameter:
    """A threshold of the policy as the criteria see it. Raises ValueError with what to write."""
    kind, value, currency = threshold_value(declared.value)
    return Parameter(id_, kind, value, currency, label=declared.means)


def threshold_value(value: int | float | str) -> tuple[Kind, Encoded, str]:
    """A threshold as written (`2h`, `50000 USD`, `10000`): its kind, encoded value and currency."""
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise ValueError(f"`{value}` does not fit into 64 bits: use a smaller number")
        return Kind.INTEGER, value, ""
    if isinstance(value, float):
        return Kind.NUMBER, value, ""
    try:
        # First, since `30 min` and `1 day` have the form of an amount in a currency of three letters.
        return Kind.DURATION, round(parse_duration(value).total_seconds() * 1_000_000), ""
    except ValueError:
        try:
            money = parse_money(value)
        except ValueError:
            text = f"`{value}` is no threshold: write a number, a duration such as `2h`, or `50000 USD`"
            raise ValueError(text) from None
    return Kind.MONEY, money.minor(), money.currency
