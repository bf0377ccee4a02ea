"""The later parts of the text report: load, outcomes, advice, comparison."""

from typing import Any

from tocsin.render.calibration.table import clean, table
from tocsin.render.calibration.words import count, lift, number, percent, plural

Report = dict[str, Any]


def load(report: Report) -> list[str]:
    """Escalations a week, by team, after hours."""
    found = report["load"]
    week, peak = found["per_week"], found["peak_hour"]
    if not any(each["escalations"] for each in week["weekly"]):
        return ["Load", "  no ticket would have been escalated"]
    lines = [
        "Load (escalations that begin; averages over the weeks in which tickets came in)",
        f"  a week: mean {number(week['mean'])}, median {number(week['median'])}, 9 of 10 weeks at most "
        f"{number(week['p90'])}, busiest {number(week['max'])}",
        f"  outside support hours ({found['support_hours']}): {percent(found['after_hours_share'])} of "
        f"escalations",
        f"  busiest hour of the week: {peak['day']} {peak['hour']:02}:00 ({found['zone']}), "
        f"{plural(peak['escalations'], 'escalation')} in all",
    ]
    rows = [("team", "escalations", "a week", "can carry", "")]
    for team, each in found["per_team"].items():
        limit = each["can_carry"]
        told = "" if limit is None else "met" if each["met"] else "too many"
        carry = "–" if limit is None else number(limit)
        rows.append((clean(team), count(each["escalations"]), number(each["mean"]), carry, told))
    return [*lines, *table(rows, "lrrr")]


def outcomes(report: Report) -> list[str]:
    """How the tickets ended, and how well each criterion tells."""
    found = report.get("outcomes")
    if not found:
        return []
    reasons = ", ".join(f"{clean(name)} {count(n)}" for name, n in found["reasons"].items())
    rows: list[tuple[str, ...]] = [("", "tickets", "ended badly", "precision", "recall", "lift")]
    rows.append(("escalated", *_score(found["escalated"])))
    rows.append(("level 3 and above", *_score(found["level_3"])))
    for name, each in found["by_severity"].items():
        rows.append(
            (
                f"all of {name}",
                count(each["tickets"]),
                count(each["bad"]),
                percent(each["rate"]),
                "",
                lift(each["lift"]),
            )
        )
        if each["escalated"]["tickets"]:
            rows.append((f"  {name}, escalated", *_score(each["escalated"])))
    rows += [(name, *_score(each)) for name, each in found["criteria"].items() if each["tickets"]]
    head = (
        f"Outcomes: {count(found['bad'])} of {plural(found['tickets'], 'ticket')} ended badly "
        f"({percent(found['rate'])}; {reasons})"
    )
    return [head, *table(rows, "lrrrrr")]


def _score(score: dict[str, Any]) -> tuple[str, ...]:
    figures = (count(score["tickets"]), count(score["bad"]))
    return (*figures, percent(score["precision"]), percent(score["recall"]), lift(score["lift"]))


def advice(report: Report) -> list[str]:
    """Which thresholds to move, and what that would do."""
    search = report.get("search") or {}
    if not search:
        return []
    lines = ["Advice"]
    if not report["advice"]:
        return [*lines, f"  {search['verdict']}"]
    rows = [("parameter", "from", "to", "escalated", "level 3")]
    for change in report["advice"]:
        effect = change["effect"]
        rows.append(
            (
                change["parameter"],
                change["from"],
                change["to"],
                percent(effect["escalated"]),
                percent(effect["level_3"]),
            )
        )
    lines += table(rows, "lllrr")
    return [*lines, f"  {search['verdict']}"]


def compared(report: Report) -> list[str]:
    """Which tickets another policy would have moved."""
    found = report.get("compare")
    if not found:
        return []
    other = found["policy"]
    lines = [
        f"Compared with {clean(other['title'])} {clean(other['version'])} ({other['hash'][:12]}): "
        f"{plural(found['changed'], 'ticket')} reach another level"
    ]
    rows = [("level here", "level there", "tickets")]
    rows += [
        (str(m["from"]), str(m["to"]), count(m["tickets"])) for m in found["matrix"] if m["from"] != m["to"]
    ]
    return lines + (table(rows, "rrr") if len(rows) > 1 else [])
