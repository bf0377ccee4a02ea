"""A comparison of two policies as text, Markdown or JSON."""

import json
from collections.abc import Callable
from itertools import groupby

from tocsin.app.diff import Change, Comparison
from tocsin.core.policy.diff import Kind
from tocsin.core.policy.diff_text import word_diff
from tocsin.core.policy.schema import Policy

SAME = "no change in meaning"
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.RENAMED: ">", Kind.CHANGED: "~", Kind.MOVED: ">"}
_TEXT = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}", "gap": "{}"}
_MD = {"same": "{}", "gone": "~~{}~~", "new": "**{}**", "gap": "{}"}
Escape = Callable[[str], str]


def as_text(comparison: Comparison) -> str:
    """By subject: a sign, the place, from and to, and the direction."""
    lines = [_head(comparison)]
    for subject, changes in groupby(comparison.changes, lambda c: c.subject):
        lines += ["", _title(subject)]
        for change in changes:
            lines.append(f"  {_SIGNS[change.kind]} {_said(change, _TEXT, str)}")
            if change.note:
                lines.append(f"      {change.note}")
    return "\n".join([*lines, "", _count(comparison)]) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """The same with headings and lists, for a change request."""
    lines = [f"# {_head(comparison)}", "", _count(comparison)]
    for subject, changes in groupby(comparison.changes, lambda c: c.subject):
        lines += ["", f"## {_title(subject)}", ""]
        for change in changes:
            note = f" ({_plain_md(change.note)})" if change.note else ""
            lines.append(f"- {change.kind.value}: {_said(change, _MD, _plain_md)}{note}")
    return "\n".join(lines) + "\n"


def as_json(comparison: Comparison) -> str:
    """`from`, `to`, `same` and `changes`, each with its path and words."""
    one, two = comparison.hashes
    said = {
        "from": _policy(comparison.before, one),
        "to": _policy(comparison.after, two),
        "same": comparison.same,
        "changes": [
            {
                "subject": change.subject,
                "path": change.path,
                "kind": change.kind.value,
                "what": change.told.what,
                "before": change.told.before,
                "after": change.told.after,
                "direction": change.told.direction,
                "note": change.note,
                "text": _said(change, _TEXT, str),
            }
            for change in comparison.changes
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _policy(policy: Policy, digest: str) -> dict[str, str]:
    return {"title": policy.document.title, "version": policy.document.version, "hash": digest}


def _head(comparison: Comparison) -> str:
    one, two = comparison.hashes
    versions = comparison.before.document.version, comparison.after.document.version
    return f"{versions[0]} ({one[:12]}) → {versions[1]} ({two[:12]})"


def _count(comparison: Comparison) -> str:
    number = len(comparison.changes)
    return SAME if comparison.same else f"{number:,} change{'' if number == 1 else 's'}"


def _title(subject: str) -> str:
    return subject.replace("_", " ").capitalize()


def _said(change: Change, marks: dict[str, str], escape: Escape) -> str:
    return f"{escape(change.told.what)}{_what_happened(change, marks, escape)}"


def _what_happened(change: Change, marks: dict[str, str], escape: Escape) -> str:
    told = change.told
    before, after = escape(told.before), escape(told.after)
    if change.kind in (Kind.ADDED, Kind.REMOVED):
        return f": {after or before}"
    if change.kind is Kind.RENAMED:
        return f" is now called `{after}`"
    if change.prose:
        pieces = word_diff(told.before, told.after)
        return f": {' '.join(marks[kind].format(escape(text)) for kind, text in pieces)}"
    order = ", order" if change.kind is Kind.MOVED else ""
    way = f" ({told.direction})" if told.direction else ""
    return f": {escape(told.words)}" if told.words else f"{order}: {before} → {after}{way}"


def _plain_md(text: str) -> str:
    for char in "\\*_[]<>#|~":
        text = text.replace(char, f"\\{char}")
    return text
