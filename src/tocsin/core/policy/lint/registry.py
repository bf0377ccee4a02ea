"""The rules, in the order in which the reference lists them: a new rule is a file and a line here."""

from tocsin.core.policy.lint.rule import Rule
from tocsin.core.policy.lint.rules import (
    bad_declaration,
    criterion_limit,
    criterion_name,
    criterion_syntax,
    criterion_type,
    criterion_value,
    response_after_resolution,
    severity_order,
    sla_shorter_than_cadence,
    unknown_reference,
)

RULES: tuple[Rule, ...] = (
    criterion_syntax.RULE,
    criterion_name.RULE,
    criterion_type.RULE,
    criterion_value.RULE,
    criterion_limit.RULE,
    bad_declaration.RULE,
    unknown_reference.RULE,
    sla_shorter_than_cadence.RULE,
    response_after_resolution.RULE,
    severity_order.RULE,
)
