"""Every deliverable of a playbook is there (A10.9)."""

from collections.abc import Iterator

from tocsin.core.policy.deliverables import lacking
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.source import Path

TOLD_ELSEWHERE = {
    ("A3", "roles.owner"), ("A4.3", "levels.N.acknowledge"), ("A4.5", "ladders"), ("A5.1", "messages"),
}  # fmt: skip
"""Deliverables whose absence has a rule of its own, with a better place."""


def check(context: Context) -> Iterator[Found]:
    """A part of the playbook for which the policy has nothing."""
    for missing in lacking(context.policy):
        if (missing.requirement, missing.key) in TOLD_ELSEWHERE:
            continue
        text = f"the playbook lacks `{missing.name}` ({missing.requirement})"
        yield Found(_nearest(context, missing.key), text, f"add it under `{missing.key}`", key=True)


def _nearest(context: Context, key: str) -> Path:
    path: Path = ()
    for part in key.split("."):
        if not context.given((*path, part)):
            break
        path = (*path, part)
    return path


RULE = Rule(
    id="deliverable-missing",
    title="The playbook is complete",
    why="The playbook proves from its own content that each section is there; what is missing is told "
    "here first.",
    bad="review: {form: null}",
    good="review: {form: {why: Why was it not seen earlier?}}",
    check=check,
    shows=("A10.9",),
)
