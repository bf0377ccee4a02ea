"""Which rules an overlay on the example policy breaks, with the messages."""

from tocsin.core.policy.lint import lint
from tocsin.core.policy.lint.example import example


def breaks(overlay: str) -> set[str]:
    """The ids of the rules."""
    return {finding.rule for finding in lint(example(overlay))}


def says(overlay: str, rule: str) -> list[str]:
    """The messages of one rule, in the order of their places."""
    return [finding.message for finding in lint(example(overlay)) if finding.rule == rule]
