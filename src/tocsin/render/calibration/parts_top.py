"""The head of the report: what was run, six figures, shares against their targets, levels."""

from typing import Any

from tocsin.render.calibration.html import card, escape, level, met, paragraph, table, tag
from tocsin.render.calibration.svg import share_bar, target
from tocsin.render.calibration.words import band, count, day, number, percent, plural, verdict

Report = dict[str, Any]


def head(report: Report) -> str:
    """Which policy over which history."""
    policy, period = report["policy"], report["period"]
    files = report["history"]["files"]
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    name = files[0].rsplit("/", 1)[-1] if files else ""
    return (
        f'<header><p class="soft small">Calibration · {escape(report["history"]["mapping"][0])}</p>'
        f"<h1>{escape(policy['title'])} {escape(policy['version'])}</h1>"
        f'<p class="soft">{plural(report["tickets"], "ticket")} in {plural(report["rows"], "state")} of '
        f"<code>{escape(name)}</code>{escape(more)}, {day(period['from'])} to {day(period['to'])} · policy "
        f"<code>{escape(policy['hash'][:12])}</code></p></header>"
    )


def figures(report: Report) -> str:
    """Six figures that answer the first questions."""
    targets_, load = report["targets"], report["load"]
    week = load["per_week"]
    cells = [
        ("Tickets", count(report["tickets"]), f"{plural(report['rejected'], 'row')} not read"),
        ("Escalated", percent(targets_["escalated"]["actual"]), _wanted(targets_["escalated"])),
        ("Level 3 and above", percent(targets_["level_3"]["actual"]), _wanted(targets_["level_3"])),
        ("Escalations a week", number(week["mean"]), f"busiest {number(week['max'])}"),
        ("Outside support hours", percent(load["after_hours_share"]), "of escalations"),
        _sixth(report),
    ]
    inner = "".join(
        f"<div><span>{escape(a)}</span><b>{escape(b)}</b><span>{escape(c)}</span></div>" for a, b, c in cells
    )
    return f'<section class="six" aria-label="Six figures">{inner}</section>'


def _sixth(report: Report) -> tuple[str, str, str]:
    found = report.get("outcomes")
    if found:
        return "Bad endings escalated", percent(found["escalated"]["recall"]), f"of {count(found['bad'])}"
    judged = sum(1 for each in report["criteria"] if each["judged"])
    return "Criteria judged", f"{judged} of {len(report['criteria'])}", "the others lack facts"


def _wanted(target_: dict[str, Any]) -> str:
    return f"target {band(target_['low'], target_['high'])}: {verdict(target_)}"


def targets(report: Report) -> str:
    """Both shares against their bands."""
    names = {
        "escalated": ("Tickets that escalate", "Level 1 and above, of all tickets"),
        "level_3": ("Tickets that reach level 3", "Level 3 and above, of all tickets"),
    }
    cards = []
    for key, (title, note) in names.items():
        each = report["targets"][key]
        told = f"{percent(each['actual'])}; target {band(each['low'], each['high'])}: {verdict(each)}"
        picture = target(each["low"], each["high"], each["actual"], f"{title}: {told}")
        line = (
            f"<p><b>{percent(each['actual'])}</b> {met(each['met'], verdict(each))} <span class='soft "
            f"small'>{escape(note)}; the band is the target</span></p>"
        )
        cards.append(card(f"target-{key}", title, line, picture))
    return f'<div class="two">{"".join(cards)}</div>'


def levels(report: Report) -> str:
    """How many tickets had which highest level, and which most severe severity."""
    rows = [
        (
            level(n),
            f'<td class="bar">{share_bar(each["share"], "")}</td>',
            _behind(report, f"level-{n}", each["tickets"]),
            percent(each["share"]),
        )
        for n, each in report["by_level"].items()
    ]
    left = card(
        "levels", "Highest level reached", table(("Level", "", "Tickets", "Share"), rows, "llrr", "Levels")
    )
    total = report["tickets"] or 1
    rows = [
        (
            tag(name),
            f'<td class="bar">{share_bar(n / total, "")}</td>',
            _behind(report, f"severity-{name}", n),
            percent(n / total),
        )
        for name, n in report["by_severity"].items()
    ]
    note = paragraph(
        "The most severe that the ticket ever had: stated, found by a criterion, or raised by stop-the-line."
    )
    inner = table(("Severity", "", "Tickets", "Share"), rows, "llrr", "Severities")
    return f'<div class="two">{left}{card("severities", "Most severe severity", inner, note)}</div>'


def _behind(report: Report, id_: str, tickets: int) -> str:
    """The figure, linked to the tickets behind it where they are listed."""
    listed = any(each["id"] == id_ for each in report.get("lists", ()))
    return f'<a href="#list-{escape(id_)}">{count(tickets)}</a>' if listed else count(tickets)


behind = _behind
