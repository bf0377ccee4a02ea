"""Every id that a finding can carry is explained in the reference."""

from __future__ import annotations

import ast
from pathlib import Path

from tocsin.core.policy.lint.registry import RULES
from tools.docs.messages import READING

ROOT = Path(__file__).resolve().parents[2]


def literal_ids() -> dict[str, str]:
    """The ids that stand literally in `Finding("id", …)` and `Finding(rule="id", …)`, with their place."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding"
            ):
                continue
            given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "rule")]
            for value in given:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found[value.value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def test_every_message_id_is_explained_in_the_reference() -> None:
    known = set(READING) | {rule.id for rule in RULES}
    unknown = {id_: place for id_, place in literal_ids().items() if id_ not in known}
    assert not unknown, f"explain these in tools/docs/messages.py: {unknown}"


def test_every_rule_is_in_the_reference_with_both_examples() -> None:
    page = (ROOT / "docs/reference/lint.md").read_text(encoding="utf-8")
    missing = [rule.id for rule in RULES if f"\n## {rule.id}\n" not in page]
    assert not missing, "run `make docs-write`"
    assert not [
        rule.id for rule in RULES if not (rule.bad.strip() and rule.good.strip() and rule.why.strip())
    ]
