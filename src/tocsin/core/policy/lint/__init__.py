"""Checks a policy beyond its schema: one rule a file, registered here by one line (A10.9, AP.3)."""

from tocsin.core.model.finding import Finding
from tocsin.core.policy.lint.ignore import silence
from tocsin.core.policy.lint.registry import RULES
from tocsin.core.policy.lint.rule import Context, Rule
from tocsin.core.policy.load import Loaded

__all__ = ["RULES", "Rule", "lint"]


def lint(loaded: Loaded) -> tuple[Finding, ...]:
    """What the rules find in a policy that could be read, in the order of the files; pure.

    A policy with errors in its schema gives the loader's own findings: rules need a whole policy.
    """
    if loaded.policy is None:
        return loaded.findings
    context = Context(loaded)
    found = [finding for rule in RULES for finding in rule.findings(context)]
    kept = silence(found, loaded.sources, (rule.id for rule in RULES))
    return tuple(sorted(dict.fromkeys(kept), key=Finding.order))
