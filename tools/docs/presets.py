"""docs/reference/presets.md: the shipped presets, with what each changes, from their own files."""

from __future__ import annotations

from pathlib import Path

from tocsin.bootstrap import load_policy, preset_names
from tocsin.core.policy.schema import Policy

FOLDER = Path(__file__).resolve().parents[2] / "src" / "tocsin" / "presets"
HEAD = """# Presets

Made by `make docs-write` from the presets themselves. Do not edit it by hand.

A preset is a complete policy that you can read, print and change. `tocsin init DIR --preset NAME` takes one;
`extends: preset:NAME` builds on one; `preset:NAME` stands wherever a command wants a policy.
"""


def pages() -> dict[str, str]:
    """The one page of this module."""
    policies = {name: load_policy(f"preset:{name}").require() for name in preset_names()}
    parts = [HEAD, _table(policies), *(_section(name, policy) for name, policy in policies.items())]
    return {"docs/reference/presets.md": "\n".join(parts).rstrip() + "\n"}


def _table(policies: dict[str, Policy]) -> str:
    rows = ["| preset | P1 answered | P1 resolved | P1 updates | segments | level criteria | stop the line |"]
    rows.append("|---|---|---|---|---|---|---|")
    for name, policy in policies.items():
        first = policy.severities["P1"]
        cells = [f"[`{name}`](#{name})", str(first.response), str(first.resolution), str(first.update)]
        cells.append(", ".join(policy.segments))
        cells.append(str(sum(len(level.when) for level in policy.levels.values())))
        cells.append(str(len(policy.stop_the_line)))
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _section(name: str, policy: Policy) -> str:
    about = _opening_comment(FOLDER / name / "policy.yaml")
    counted = len(list((FOLDER / name / "tests").glob("*.yaml")))
    files = "file" if counted == 1 else "files"
    tests = f"\n{counted} {files} of tests beside it." if counted else ""
    return f"## {name}\n\n*{policy.document.title}*, {policy.organisation.industry}.\n\n{about}\n{tests}\n"


def _opening_comment(path: Path) -> str:
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(line for line in lines if "yaml-language-server" not in line).strip()
