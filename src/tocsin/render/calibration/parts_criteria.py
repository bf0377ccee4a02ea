"""Every criterion: how often it was true, how often it alone raised a ticket, how often it stayed unknown."""

from typing import Any

from tocsin.render.calibration.html import card, escape, paragraph, table
from tocsin.render.calibration.parts_top import behind
from tocsin.render.calibration.svg import rect, stacked, svg
from tocsin.render.calibration.words import count, percent

Report = dict[str, Any]
_NOTE = (
    "Alone: no other criterion raised the ticket, so tightening this one lowers the count by so many. "
    "Unknown: never true on the ticket, and at some instant a fact was missing to decide it."
)


def criteria(report: Report) -> str:
    """The criteria that this history can judge."""
    judged = [each for each in report["criteria"] if each["judged"]]
    if not judged:
        return card(
            "criteria", "Criteria", paragraph("This history holds none of the facts that the criteria read.")
        )
    most = max(each["tickets"] + each["unknown"] for each in judged) or 1
    rows = [_row(report, each, most) for each in judged]
    heads = ("Criterion", "For", "True", "Share", "Alone", "Unknown", "")
    return card("criteria", "Criteria", _key(), table(heads, rows, "llrrrr", "Criteria"), paragraph(_NOTE))


def _row(report: Report, each: dict[str, Any], most: int) -> tuple[str, ...]:
    told = f"{count(each['tickets'])} true, {count(each['alone'])} alone, {count(each['unknown'])} unknown"
    bar = stacked(
        each["alone"] / most, (each["tickets"] - each["alone"]) / most, each["unknown"] / most, told
    )
    lacking = f" Judged without: {', '.join(each['missing'])}." if each["missing"] else ""
    name = f'{escape(each["id"])}<span class="why">{escape(each["text"] + lacking)}</span>'
    return (
        name,
        f'<td class="keep">{escape(each["for"].replace("_", "-"))}</td>',
        behind(report, f"criterion-{each['id']}", each["tickets"]),
        percent(each["share"]),
        count(each["alone"]),
        count(each["unknown"]),
        f'<td class="bar">{bar}</td>',
    )


def _key() -> str:
    parts = (("fill", "true, and alone"), ("part", "true, with others"), ("gap", "unknown"))
    items = "".join(f"<li>{svg(14, 12, rect(0, 0, 14, 12, css), '')}{words}</li>" for css, words in parts)
    return f'<ul class="key">{items}</ul>'


def silent(report: Report) -> str:
    """The criteria that this history cannot judge, by the facts that it lacks."""
    found: dict[str, list[str]] = {}
    for each in report["criteria"]:
        if not each["judged"]:
            found.setdefault(", ".join(each["missing"]) or "nothing", []).append(each["id"])
    if not found:
        return ""
    many = sum(map(len, found.values()))
    items = "".join(
        f"<dt>{escape(facts)}</dt><dd>{escape(', '.join(ids))}</dd>" for facts, ids in sorted(found.items())
    )
    note = paragraph(
        "Left: facts that the export does not hold. Right: criteria that therefore stay unknown. They are "
        "counted as unknown, never as false."
    )
    inner = (
        f"<details><summary>{count(many)} criteria <span>by what they lack</span></summary><dl "
        f'class="dl small">{items}</dl></details>'
    )
    return card("silent", "What this history cannot judge", note, inner)
