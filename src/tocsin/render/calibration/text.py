"""The report as text for a terminal."""

from collections.abc import Iterable
from typing import Any

from tocsin.render.calibration.table import clean, table
from tocsin.render.calibration.text_more import advice, compared, load, outcomes
from tocsin.render.calibration.words import band, count, day, percent, plural, verdict

Report = dict[str, Any]


def render_text(report: Report) -> str:
    """All of it, top to bottom, in the order in which people ask."""
    parts = [
        _head(report),
        _targets(report),
        _levels(report),
        _criteria(report),
        _silent(report),
        load(report),
    ]
    parts += [outcomes(report), advice(report), compared(report), _rejects(report)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _head(report: Report) -> list[str]:
    policy, period = report["policy"], report["period"]
    lines = [
        f"{clean(policy['title'])} {clean(policy['version'])} ({policy['hash'][:12]})",
        f"{plural(report['tickets'], 'ticket')} in {plural(report['rows'], 'state')}, "
        f"{day(period['from'])} to {day(period['to'])}; {plural(report['rejected'], 'row')} could not "
        f"be read",
    ]
    backwards = report["history"]["backwards"]
    if backwards:
        ends = "ends" if backwards == 1 else "end"
        lines.append(
            f"{plural(backwards, 'state')} {ends} before beginning: judged at the first instant only"
        )
    lacking = report["history"]["lacking"]
    if lacking:
        lines.append(f"the mapping also knows, but this export has not: {', '.join(map(clean, lacking))}")
    closed = report["history"]["arrived_closed"]
    if closed:
        lines.append(f"{plural(closed, 'ticket')} arrived closed: judged at that instant only")
    return lines


def _targets(report: Report) -> list[str]:
    names = {"escalated": "escalated (level 1 and above)", "level_3": "level 3 and above"}
    rows = [("", "actual", "target", "")]
    for key, name in names.items():
        target = report["targets"][key]
        wanted = band(target["low"], target["high"])
        rows.append((name, percent(target["actual"]), wanted, verdict(target)))
    return ["Targets", *table(rows, "lrr")]


def _levels(report: Report) -> list[str]:
    levels = [
        (f"level {n}", count(each["tickets"]), percent(each["share"]))
        for n, each in report["by_level"].items()
    ]
    all_ = report["tickets"] or 1
    severities = [(name, count(n), percent(n / all_)) for name, n in report["by_severity"].items()]
    blank = ("", "", "")
    sides = [*severities, *[blank] * (len(levels) - len(severities))]
    rows = [(*left, "   ", *right) for left, right in zip(levels, sides, strict=True)]
    return ["Highest level reached, and most severe severity (of all tickets)", *table(rows, "lrrllrr")]


def _criteria(report: Report) -> list[str]:
    rows = [("criterion", "for", "tickets", "share", "alone", "unknown")]
    for each in report["criteria"]:
        if each["judged"]:
            figures = (
                count(each["tickets"]),
                percent(each["share"]),
                count(each["alone"]),
                count(each["unknown"]),
            )
            rows.append((each["id"], each["for"].replace("_", "-"), *figures))
    head = "Criteria (alone: no other criterion raised the ticket; unknown: never true, once undecidable)"
    return [head, *table(rows, "llrrrr")]


def _silent(report: Report) -> list[str]:
    """Criteria that this history cannot judge, by the facts that it lacks."""
    silent = [each for each in report["criteria"] if not each["judged"]]
    if not silent:
        return []
    lacking: dict[str, list[str]] = {}
    for each in silent:
        lacking.setdefault(", ".join(each["missing"]) or "nothing", []).append(each["id"])
    rows = [(facts, ", ".join(ids)) for facts, ids in sorted(lacking.items())]
    head = (
        f"{plural(len(silent), 'criterion').replace('criterions', 'criteria')} cannot be judged here: "
        f"the history lacks"
    )
    return [head, *table(rows)]


def _rejects(report: Report) -> list[str]:
    lines = []
    strays = report["history"]["strays"]
    if strays:
        rows = [(s["column"], clean(s["value"]), plural(s["rows"], "row")) for s in strays[:10]]
        lines += ["Values that are none of the policy's (the fact is missing there)", *table(rows)]
    rejects: Iterable[dict[str, Any]] = report["history"]["rejects"][:10]
    if report["rejected"]:
        unread = [(_place(r), r["column"], clean(r["value"])[:40], r["reason"]) for r in rejects]
        more = report["rejected"] - len(unread)
        lines += ["Rows that could not be read", *table(unread)]
        lines += [f"  and {count(more)} more: `--rejects FILE` writes them all"] if more > 0 else []
    return lines


def _place(reject: dict[str, Any]) -> str:
    return f"{clean(reject['file'])}:{reject['line']}" if reject["line"] else clean(reject["file"])
