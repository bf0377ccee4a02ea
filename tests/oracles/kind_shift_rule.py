"""Kind `shift_rule`: windows of the week, asked of ours (A4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.oracles import oncall_goalert as goalert
from tests.oracles.compare import UnknownOpError, differences

OPS = {
    "is_active": goalert.is_active,
    "rule_start": goalert.rule_start,
    "rule_end": goalert.rule_end,
    "days_until": lambda given: goalert.days(given, 1),
    "days_since": lambda given: goalert.days(given, -1),
}


def check(given: dict[str, Any], expect: dict[str, Any], convention: Mapping[str, Any]) -> list[str]:
    """What is asserted and not so. No choice differs between peers here."""
    if given["op"] not in OPS:
        raise UnknownOpError("shift_rule", given["op"])
    return differences(expect, OPS[given["op"]](given))
