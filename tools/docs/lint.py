"""docs/reference/lint.md: every lint rule with its reason, a bad example and a good one."""

from __future__ import annotations

from tocsin.core.policy.lint.registry import RULES
from tocsin.core.policy.lint.rule import Rule
from tools.docs.messages import DESK, READING

HEAD = """# Lint rules

Made by `make docs-write` from the rules themselves; tests run every example. Do not edit it by hand.

`tocsin check` runs all of them. An *error* keeps the policy from being used, a *warning* is probably a
mistake, a *note* is worth a look. A warning or note can be silenced where it stands, with a reason:
`# tocsin: ignore[RULE] because …` on the line, or on the line above. On the line of `extends:` it speaks for
the whole base.

The examples are laid over a small, complete policy; only what matters is shown.
"""


def pages() -> dict[str, str]:
    """The one page of this module."""
    table = ["| rule | gravity | what must hold |", "|---|---|---|"]
    table += [f"| [`{rule.id}`](#{rule.id}) | {rule.gravity.value} | {_cell(rule.title)} |" for rule in RULES]
    parts = [HEAD, "\n".join(table) + "\n", *(_section(rule) for rule in RULES), *_others()]
    return {"docs/reference/lint.md": "\n".join(parts).rstrip() + "\n"}


def _section(rule: Rule) -> str:
    lines = [f"## {rule.id}", "", f"**{rule.title}** ({rule.gravity.value})", "", rule.why.strip(), ""]
    for label, example in (("Found:", rule.bad), ("Better:", rule.good)):
        if example.strip():
            lines += [label, "", "```yaml", example.strip("\n"), "```", ""]
    if rule.shows:
        lines += [f"Shows {', '.join(rule.shows)}.", ""]
    return "\n".join(lines)


def _others() -> list[str]:
    read = "Before the rules run, a policy has to be read. These ids come from reading it, or from the call."
    desk = "What a command on an escalation is refused with. Nothing has happened then."
    return [_table("Other messages", read, READING), _table("Messages of the desk", desk, DESK)]


def _table(title: str, intro: str, meanings: dict[str, str]) -> str:
    rows = [f"| `{id_}` | {_cell(text)} |" for id_, text in meanings.items()]
    return "\n".join([f"## {title}", "", intro, "", "| id | means |", "|---|---|", *rows, ""])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
