"""Kind `ladder`: timelines of alerts under a policy of steps, and single steps of a chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.oracles import ladder_steps, ladder_timeline


def check(given: dict[str, Any], expect: dict[str, Any], convention: Mapping[str, Any]) -> list[str]:
    """The differences between what is expected and what our ladders do."""
    if "op" in given:
        return ladder_steps.check(given, expect)
    return ladder_timeline.check(given, expect)
