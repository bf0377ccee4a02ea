"""The report of a back-test as plain data: what `--format json` prints and every view shows (A13.1)."""

from dataclasses import dataclass, field
from typing import Any

from tocsin.core.history.load import Load
from tocsin.core.history.plan import Plan
from tocsin.core.history.score import scores
from tocsin.core.history.seen import Seen
from tocsin.core.history.tally import Tally
from tocsin.core.model.instant import from_micros, iso
from tocsin.core.policy.load import policy_hash
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import LEVELS, SEVERITIES
from tocsin.core.policy.schema.review import Band

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass
class Run:
    """A policy run over a history: everything that a report needs."""

    policy: Policy
    plan: Plan
    seen: Seen
    tally: Tally
    load: Load
    reasons: dict[str, int] | None = None
    advice: dict[str, Any] = field(default_factory=dict)


def as_json(run: Run) -> dict[str, Any]:
    """The whole report. Every share is of all tickets, unless its name says otherwise."""
    found = run.tally
    report: dict[str, Any] = {
        "tickets": found.tickets,
        "rows": run.seen.rows,
        "rejected": run.seen.rejected,
        "period": {"from": iso(from_micros(run.seen.start)), "to": iso(from_micros(run.seen.end))},
        "by_severity": {name: found.by_severity[name] for name in SEVERITIES},
        "by_level": {str(n): _share(found, found.by_level[n]) for n in LEVELS},
        "criteria": [_criterion(run, number) for number in range(len(run.plan.asked))],
        "targets": targets(run),
        "load": load_json(run),
    }
    if run.reasons is not None:
        report["outcomes"] = {**scores(run.plan, found), "reasons": run.reasons}
    report["advice"] = run.advice.get("changes", [])
    report["search"] = {key: value for key, value in run.advice.items() if key != "changes"}
    report["history"] = _history(run.seen)
    report["policy"] = {
        "title": run.policy.document.title,
        "version": run.policy.document.version,
        "hash": policy_hash(run.policy),
    }
    return report


def _share(found: Tally, tickets: int) -> dict[str, Any]:
    return {"tickets": tickets, "share": round(found.share(tickets), 6)}


def _criterion(run: Run, number: int) -> dict[str, Any]:
    asked, count = run.plan.asked[number], run.tally.criteria[number]
    base = run.plan.vocabulary.base_of
    missing = sorted(
        {f for f in asked.reads if f not in ("severity", "level") and base(f) not in run.plan.known}
    )
    return {
        "id": asked.id,
        "for": asked.ruled.source.decides,
        "text": asked.ruled.source.text,
        "tickets": count.tickets,
        "share": round(run.tally.share(count.tickets), 6),
        "alone": count.alone,
        "unknown": count.unknown,
        "judged": asked.can_hold,
        "missing": missing,
    }


def targets(run: Run) -> dict[str, Any]:
    """The policy's bands with the actual shares. `level_3` counts tickets that reached level 3 or 4."""
    found, wanted = run.tally, run.policy.calibration
    return {
        "escalated": _target(wanted.escalated, found.share(found.at_least(1))),
        "level_3": _target(wanted.level_3, found.share(found.at_least(3))),
    }


def _target(band: Band, actual: float) -> dict[str, Any]:
    met = band.low <= actual <= band.high
    return {"low": band.low, "high": band.high, "actual": round(actual, 6), "met": met}


def load_json(run: Run) -> dict[str, Any]:
    """Escalations in time and by team; `after_hours_share` is of the escalations."""
    found = run.load
    hour, busiest = found.peak()
    return {
        "per_week": {
            **found.figures(),
            "weekly": [
                {"week": str(week), "escalations": n, "counted": week in found.whole_weeks}
                for week, n in sorted(found.weeks.items())
            ],
        },
        "after_hours_share": round(found.after_hours / found.total, 6) if found.total else 0.0,
        "support_hours": run.policy.organisation.support_hours,
        "zone": run.policy.organisation.zone,
        "per_team": {team or "no route": _team(run, team) for team, _ in found.teams.most_common()},
        "peak_hour": {"day": DAYS[hour // 24], "hour": hour % 24, "escalations": busiest},
        "hour_of_week": found.hours,
    }


def _team(run: Run, team: str) -> dict[str, Any]:
    figures = run.load.team_figures(team)
    known = run.policy.teams.get(team)
    limit = run.policy.calibration.per_week.get(team)
    return {
        "name": known.name if known else "No route holds",
        "escalations": run.load.teams[team],
        "share": round(run.tally.share(run.load.teams[team]), 6),
        "mean": figures["mean"],
        "max": figures["max"],
        "can_carry": limit,
        "met": None if limit is None else figures["mean"] <= limit,
    }


def _history(seen: Seen) -> dict[str, Any]:
    return {
        "files": list(seen.files),
        "mapping": list(seen.notes),
        "lacking": list(seen.lacking),
        "facts": sorted(seen.facts),
        "backwards": seen.backwards,
        "arrived_closed": seen.arrived_closed,
        "strays": [
            {"fact": s.fact, "column": s.column, "value": s.value, "rows": s.rows} for s in seen.strays
        ],
        "rejects": [
            {"file": r.file, "line": r.line, "column": r.column, "value": r.value, "reason": r.reason}
            for r in seen.rejects
        ],
    }
