"""Precision, recall and lift of criteria against how tickets ended; for scoring only (A13.1)."""

from collections import Counter
from typing import Any

from tocsin.core.history.plan import Plan
from tocsin.core.history.tally import Tally
from tocsin.core.policy.schema.base import SEVERITIES


def scores(plan: Plan, found: Tally) -> dict[str, Any]:
    """All scores. Lift is precision over the rate of bad outcomes among the tickets it is compared with."""
    base = _base(found)
    return {
        "tickets": found.scored[""],
        "bad": found.bad[""],
        "rate": _ratio(found.bad[""], found.scored[""]),
        "escalated": _score(found.escalated_scored, found.escalated_bad, "", base),
        "level_3": _score(found.level_3_scored, found.level_3_bad, "", base),
        "by_severity": {name: _severity(found, name, base) for name in SEVERITIES if found.by_severity[name]},
        "criteria": {
            each.id: _criterion(found.criteria[each.number].scored, found.criteria[each.number].bad, base)
            for each in plan.asked
            if each.can_hold
        },
    }


_Base = dict[str, tuple[int, int]]


def _base(found: Tally) -> _Base:
    return {key: (found.scored[key], found.bad[key]) for key in ("", *SEVERITIES)}


def _severity(found: Tally, name: str, base: _Base) -> dict[str, Any]:
    scored, bad = base[name]
    return {
        "tickets": scored,
        "bad": bad,
        "rate": _ratio(bad, scored),
        "lift": _ratio(bad * base[""][0], scored * base[""][1]),
        "escalated": _score(found.escalated_scored, found.escalated_bad, name, base),
    }


def _criterion(scored: Counter[str], bad: Counter[str], base: _Base) -> dict[str, Any]:
    found = _score(scored, bad, "", base)
    found["by_severity"] = {name: _score(scored, bad, name, base) for name in SEVERITIES if scored[name]}
    return found


def _score(scored: Counter[str], bad: Counter[str], key: str, base: _Base) -> dict[str, Any]:
    """Of the tickets it was true on: how many ended badly; of the bad ones: how many it was true on."""
    all_scored, all_bad = base[key]
    return {
        "tickets": scored[key],
        "bad": bad[key],
        "precision": _ratio(bad[key], scored[key]),
        "recall": _ratio(bad[key], all_bad),
        "lift": _ratio(bad[key] * all_scored, scored[key] * all_bad),
    }


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
