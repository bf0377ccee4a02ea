"""Advice with its frontier, outcomes, and the comparison of two policies."""

from typing import Any

from tocsin.render.calibration.html import card, escape, met, paragraph, scroll, table
from tocsin.render.calibration.parts_top import behind
from tocsin.render.calibration.svg import Dot, frontier
from tocsin.render.calibration.words import count, lift, percent, plural

Report = dict[str, Any]


def advice(report: Report) -> str:
    """Which thresholds to move, and the choices that no other beats."""
    search = report.get("search")
    if not search:
        return ""
    parts = [paragraph(search["verdict"], "")]
    if report["advice"]:
        rows = [
            (
                f"<code>{escape(c['parameter'])}</code>",
                escape(c["from"]),
                f"<b>{escape(c['to'])}</b>",
                *_effect(c["effect"]),
            )
            for c in report["advice"]
        ]
        heads = (
            "Threshold",
            "From",
            "To",
            "Then escalate",
            "Then level 3",
            *(("Recall",) if _scored(report) else ()),
        )
        parts.append(table(heads, rows, "lrrrrr", "Advised changes"))
        parts.append(
            paragraph(
                "Each line's effect includes the lines above it. Nothing is changed by itself: `tocsin "
                "calibrate --write FILE` makes a new policy file."
            )
        )
    if len(search["frontier"]) > 1:
        parts += _frontier(report, search)
    return card("advice", "Advice", *parts, css="advice")


def _scored(report: Report) -> bool:
    return "outcomes" in report


def _effect(effect: dict[str, Any]) -> list[str]:
    found = [percent(effect["escalated"]), percent(effect["level_3"])]
    return found + ([percent(effect["recall"])] if "recall" in effect else [])


def _frontier(report: Report, search: dict[str, Any]) -> list[str]:
    scored = _scored(report)
    y = "recall" if scored else "level_3"
    axis = "share of bad endings that were escalated" if scored else "share that reaches level 3"
    reach = max(2 * report["targets"]["escalated"]["high"], 1.4 * search["present"]["escalated"])
    points = [p for p in search["frontier"] if p["escalated"] <= reach]
    dots = [Dot(p["escalated"], p[y], "dot", _told(p)) for p in points]
    best, now = search["advised"], search["present"]
    dots.append(Dot(best["escalated"], best[y], "dot best", f"advised: {_told(best)}"))
    dots.append(Dot(now["escalated"], now[y], "dot now", f"now: {_told(now)}"))
    target = report["targets"]["escalated"]
    label = f"{plural(len(points), 'choice')} of thresholds: {axis} against the share that escalates"
    picture = frontier(dots, (target["low"], target["high"]), axis, label)
    rows = [_point(p, scored) for p in search["frontier"]]
    heads = (
        "Thresholds moved",
        "Escalate",
        "Level 3",
        *(("Recall", "Precision") if scored else ()),
        "Targets",
    )
    inner = table(heads, rows, "lrrrr" if scored else "lrr", "Frontier")
    key = paragraph(
        "Each dot is a choice of thresholds that no other beats; the ringed dot is the policy as it stands, "
        "the filled one the advice. The band is the target."
    )
    details = f"<details><summary>The choices as a table</summary>{inner}</details>"
    return ["<h3>Frontier</h3>", scroll(picture, "Frontier"), key, details]


def _told(point: dict[str, Any]) -> str:
    moved = ", ".join(f"{k} {v}" for k, v in point["parameters"].items()) or "as it stands"
    return f"{moved}: {percent(point['escalated'])} escalate"


def _point(point: dict[str, Any], scored: bool) -> tuple[str, ...]:
    moved = ", ".join(f"{k} {v}" for k, v in point["parameters"].items()) or "none: as it stands"
    figures = [percent(point["escalated"]), percent(point["level_3"])]
    figures += [percent(point["recall"]), percent(point["precision"])] if scored else []
    return (escape(moved), *figures, met(point["met"], "met" if point["met"] else "missed"))


def outcomes(report: Report) -> str:
    """How the tickets ended, and how well escalation and each criterion tell."""
    found = report.get("outcomes")
    if not found:
        return ""
    reasons = ", ".join(f"{name} {count(n)}" for name, n in found["reasons"].items())
    lead = paragraph(
        f"{count(found['bad'])} of {plural(found['tickets'], 'ticket')} ended badly "
        f"({percent(found['rate'])}; {reasons}). "
        "Precision: of the tickets it was true on, how many ended badly. Recall: of the bad ones, how many "
        "it was true on. "
        "Lift: precision over the rate of bad endings among the tickets it is compared with; within a "
        "severity, among those of it. "
        "Outcomes are for scoring only; no criterion reads them."
    )
    rows = [_score("Escalated", found["escalated"]), _score("Level 3 and above", found["level_3"])]
    for name, each in found["by_severity"].items():
        figures = (count(each["tickets"]), count(each["bad"]), percent(each["rate"]), "–", lift(each["lift"]))
        rows.append((f"All of {escape(name)}", *figures))
        if each["escalated"]["tickets"]:
            rows.append(_score(f"{name}, escalated", each["escalated"]))
    rows += [_score(name, each) for name, each in found["criteria"].items() if each["tickets"]]
    heads = ("", "Tickets", "Ended badly", "Precision", "Recall", "Lift")
    missed = behind(report, "missed", found["bad"] - found["escalated"]["bad"])
    calm = behind(report, "calm", found["escalated"]["tickets"] - found["escalated"]["bad"])
    ends = (
        f'<p class="small">Ended badly and never escalated: {missed}. Escalated and ended well: {calm}.</p>'
    )
    return card("outcomes", "Outcomes", lead, table(heads, rows, "lrrrrr", "Outcomes"), ends)


def _score(name: str, score: dict[str, Any]) -> tuple[str, ...]:
    figures = (count(score["tickets"]), count(score["bad"]))
    return (
        escape(name),
        *figures,
        percent(score["precision"]),
        percent(score["recall"]),
        lift(score["lift"]),
    )


def compared(report: Report) -> str:
    """Which tickets another policy moves to another level."""
    found = report.get("compare")
    if not found:
        return ""
    other = found["policy"]
    lead = paragraph(
        f"{plural(found['changed'], 'ticket')} reach another level under {other['title']} "
        f"{other['version']} ({other['hash'][:12]}).",
        "",
    )
    moves = [
        (f"Level {m['from']}", f"Level {m['to']}", count(m["tickets"]))
        for m in found["matrix"]
        if m["from"] != m["to"]
    ]
    rows = [(escape(c["id"]), _count(c["here"]), _count(c["there"])) for c in found["criteria"]]
    tickets = [
        (
            escape(t["ticket"]),
            str(t["from"]),
            str(t["to"]),
            escape(", ".join(t["here"])),
            escape(", ".join(t["there"])),
        )
        for t in found["tickets"]
    ]
    more = f" (the first {count(len(tickets))})" if found["more"] else ""
    listed = table(
        ("Ticket", "Here", "There", "Criteria here", "Criteria there"),
        tickets,
        "lrr",
        "Tickets that move",
        "list",
    )
    parts = [
        table(("Here", "There", "Tickets"), moves, "llr", "Moves between levels"),
        "<h3>Criteria with another count</h3>",
        table(("Criterion", "True here", "True there"), rows, "lrr", "Criteria with another count"),
        f"<details><summary>Tickets that move "
        f"<span>{count(found['changed'])}{more}</span></summary>{listed}</details>",
    ]
    return card("compare", "Compared with another policy", lead, *(parts if found["changed"] else parts[1:3]))


def _count(value: int | None) -> str:
    return "not there" if value is None else count(value)
