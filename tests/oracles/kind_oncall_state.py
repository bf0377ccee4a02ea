"""Kind `oncall_state`: rules, layers, overrides, swaps and plans together, asked of ours (A4.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.oracles import oncall_events as grafana
from tests.oracles import oncall_state as goalert
from tests.oracles import oncall_temporary as temporary
from tests.oracles.compare import UnknownOpError, differences, instant, same
from tests.oracles.oncall_coverage import uncovered_percent
from tests.oracles.oncall_goalert import minute
from tests.oracles.oncall_layers import on_call as grafana_on_call


def check(given: dict[str, Any], expect: dict[str, Any], convention: Mapping[str, Any]) -> list[str]:
    """What is asserted and not so. No choice differs between peers here."""
    op = given["op"]
    if op in EVENTS:
        return grafana.unmatched(expect["events"], grafana.events(given, hide=op == "final_events"))
    if op not in OPS:
        raise UnknownOpError("oncall_state", op)
    found = OPS[op](given)
    if op == "merge_temporary":
        return _in_any_order(expect["temporary"], found["temporary"])
    return differences(_sorted(expect), found)


EVENTS = ("final_events", "listed_events")


def _on_call(given: Mapping[str, Any]) -> dict[str, Any]:
    if "shifts" in given:
        return {"on_call": grafana_on_call(given["shifts"], instant(given["at"]))}
    return goalert.on_call(given)


def _trim_start(given: Mapping[str, Any]) -> dict[str, Any]:
    plan = temporary.read(given["temporary"])
    left = temporary.clipped(plan, minute(given["at"]), plan.end)
    return {"temporary": left and temporary.told(left)}


def _trim_end(given: Mapping[str, Any]) -> dict[str, Any]:
    plan = temporary.read(given["temporary"])
    left = temporary.clipped(plan, plan.start, minute(given["at"]))
    return {"temporary": left and temporary.told(left)}


def _cut(given: Mapping[str, Any]) -> dict[str, Any]:
    plans = [temporary.read(plan) for plan in given["temporary"]]
    left = temporary.without(plans, minute(given["from"]), minute(given["to"]))
    return {"temporary": [temporary.told(plan) for plan in left]}


def _merge(given: Mapping[str, Any]) -> dict[str, Any]:
    plans = temporary.merged([temporary.read(plan) for plan in given["temporary"]])
    return {"temporary": [temporary.told(plan) for plan in plans]}


def _in_any_order(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    """Plans in order; the shifts in each, and plans that begin together, as they come."""
    if len(wanted) != len(found):
        return [f"temporary: expected {len(wanted)} of them, got {len(found)}"]
    missing = []
    for one, other in zip(sorted(wanted, key=_start), found, strict=True):
        outer = {name: value for name, value in one.items() if name != "shifts"}
        if not same(outer, other):
            missing.append(f"expected {outer!r}, got {other!r}")
        missing += grafana.unmatched(one["shifts"], other["shifts"])
    return missing


def _start(told: Mapping[str, Any]) -> Any:
    return instant(told["start"])


def _sorted(expect: Mapping[str, Any]) -> dict[str, Any]:
    """Shifts are compared as a set, here in the order of start and user."""
    found = dict(expect)
    if "shifts" in found:
        found["shifts"] = sorted(found["shifts"], key=lambda s: (_start(s), s["user"]))
    return found


OPS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "shifts": goalert.shifts_between,
    "on_call": _on_call,
    "apply_overrides": goalert.apply_overrides,
    "change_points": goalert.change_points,
    "trim_start": _trim_start,
    "trim_end": _trim_end,
    "cut_temporary": _cut,
    "merge_temporary": _merge,
    "shifts_of_user": grafana.of_user,
    "coverage": uncovered_percent,
}
