"""Every id that a finding can carry is explained in the reference."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tocsin.core.policy.lint.registry import RULES
from tools.docs.messages import DESK, READING

ROOT = Path(__file__).resolve().parents[2]


CALLS = {"Finding", "refused", "_refused"}
SETTING = re.compile(r"\bTOCSIN_[A-Z_]+\b")
ID = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def literal_ids() -> dict[str, str]:
    """The ids that stand literally in `Finding("id", …)` or `refused(draft, "id", …)`, with their place."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                found |= dict.fromkeys(ids_of(node), place)
    return found


def ids_of(call: ast.Call) -> list[str]:
    """The id comes first, or after what is being decided; a message is never one word in small letters."""
    first = call.args[: 1 if getattr(call.func, "id", "") == "Finding" else 2]
    given = [*first, *(k.value for k in call.keywords if k.arg == "rule")]
    texts = [v.value for v in given if isinstance(v, ast.Constant) and isinstance(v.value, str)]
    return [text for text in texts if ID.fullmatch(text)]


def test_every_message_id_is_explained_in_the_reference() -> None:
    known = {*READING, *DESK, *(rule.id for rule in RULES)}
    unknown = {id_: place for id_, place in literal_ids().items() if id_ not in known}
    assert not unknown, f"explain these in tools/docs/messages.py: {unknown}"


def test_every_rule_is_in_the_reference_with_both_examples() -> None:
    page = (ROOT / "docs/reference/lint.md").read_text(encoding="utf-8")
    missing = [rule.id for rule in RULES if f"\n## {rule.id}\n" not in page]
    assert not missing, "run `make docs-write`"
    assert not [
        rule.id for rule in RULES if not (rule.bad.strip() and rule.good.strip() and rule.why.strip())
    ]


def test_no_message_is_explained_that_nothing_says() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert not [id_ for id_ in (*READING, *DESK) if f'"{id_}"' not in said]


def test_every_setting_is_in_the_table_of_settings() -> None:
    page = (ROOT / "docs/how-to/run-the-desk.md").read_text(encoding="utf-8")
    sources = [path for path in (ROOT / "src").rglob("*.py") if path.name != "setup.py"]
    named = {n for path in sources for n in SETTING.findall(path.read_text(encoding="utf-8"))}
    table = set(re.findall(r"^\| `(TOCSIN_\w+)` \|", page, re.M))
    assert named == table
