"""A new policy file with the advised thresholds: an overlay that extends the original (A13.1)."""

from typing import Any

HEADER = """# Written by `tocsin calibrate --write`: the advised thresholds, over the policy they are for.
# Check it, have it signed, give it a version of its own.
"""


def overlay(extends: str, changes: list[dict[str, Any]]) -> str:
    """The YAML text. `extends` is the original policy as seen from the new file."""
    lines = [HEADER.rstrip(), "tocsin: 1", f"extends: {_quoted(extends)}", "parameters:"]
    lines += [
        f"  {change['parameter']}: {{value: {change['to']}}}  # was {change['from']}" for change in changes
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
