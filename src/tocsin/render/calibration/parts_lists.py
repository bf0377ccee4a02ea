"""The tickets behind the numbers, what could not be read, and how it was counted."""

from typing import Any

from tocsin.render.calibration.html import card, escape, level, paragraph, table, tag
from tocsin.render.calibration.words import count, plural

Report = dict[str, Any]


def lists(report: Report) -> str:
    """Bounded lists of tickets, closed until they are wanted."""
    found = report.get("lists")
    if not found:
        return ""
    note = paragraph("Those raised first come first. Lists are bounded; each says how many more there are.")
    return card("lists", "Tickets behind the numbers", note, *map(_list, found), css="lists")


def _list(each: dict[str, Any]) -> str:
    shown = len(each["tickets"])
    told = f"{count(each['total'])}, the first {count(shown)} shown" if each["more"] else count(each["total"])
    scored = any(t["bad"] is not None for t in each["tickets"])
    rows = [_ticket(t, scored) for t in each["tickets"]]
    heads = (
        "Ticket",
        "Severity",
        "Level",
        "First raised (UTC)",
        "Team",
        *(("Ended",) if scored else ()),
        "Criteria that were true",
    )
    inner = table(heads, rows, "", each["title"], "list")
    return (
        f'<details id="list-{escape(each["id"])}"><summary>{escape(each["title"])} '
        f"<span>{told}</span></summary>"
        f"{inner}</details>"
    )


def _ticket(ticket: dict[str, Any], scored: bool) -> tuple[str, ...]:
    at = ticket["at"].replace("T", " ").removesuffix("Z") or "–"
    ended = (_ended(ticket["bad"]),) if scored else ()
    frame = (
        escape(ticket["ticket"]),
        tag(ticket["severity"]),
        level(ticket["level"]),
        escape(at),
        escape(ticket["team"] or "–"),
    )
    return (*frame, *ended, escape(", ".join(ticket["criteria"]) or "none"))


def _ended(bad: bool | None) -> str:
    return "unknown" if bad is None else "badly" if bad else "well"


def unread(report: Report) -> str:
    """Rows that could not be read, and values that are none of the policy's."""
    history = report["history"]
    parts = []
    if report["rejected"]:
        rows = [
            (
                f"{escape(r['file'].rsplit('/', 1)[-1])}{':' + str(r['line']) if r['line'] else ''}",
                escape(r["column"]),
                escape(r["value"][:120]),
                escape(r["reason"]),
            )
            for r in history["rejects"]
        ]
        more = report["rejected"] - len(rows)
        told = f"{plural(report['rejected'], 'row')} could not be read and count nowhere."
        told += f" The first {count(len(rows))} are shown; `--rejects FILE` writes all." if more > 0 else ""
        parts += [
            paragraph(told),
            table(("Place", "Column", "Value", "Why"), rows, "", "Rows that could not be read", "list"),
        ]
    if history["strays"]:
        rows = [
            (escape(s["column"]), escape(s["fact"]), escape(s["value"]), count(s["rows"]))
            for s in history["strays"]
        ]
        told = (
            "Values that the mapping does not turn into one of the policy's: the fact is missing on "
            "those rows."
        )
        parts += [
            paragraph(told),
            table(("Column", "Fact", "Value", "Rows"), rows, "lllr", "Values not understood", "list"),
        ]
    return card("unread", "What could not be read", *parts) if parts else ""


def how(report: Report) -> str:
    """How it was counted, so that another person gets the same figures."""
    history = report["history"]
    notes = [
        "A ticket is judged at every state it had, and at every instant inside a state at which time alone "
        "changes an answer. "
        "Nothing of a later state is seen. After a ticket is closed it becomes nothing more.",
        "A ticket's level is the highest it ever reached, its severity the most severe it ever had. "
        "Every share is of all tickets, unless it says otherwise; level 3 counts tickets that reached level "
        "3 or 4.",
        "A criterion that cannot be decided is never true. A week counts in the averages when tickets came "
        "in from its Monday to its Sunday.",
    ]
    if history["backwards"]:
        ends = "ends" if history["backwards"] == 1 else "end"
        notes.append(
            f"{plural(history['backwards'], 'state')} {ends} before beginning, as the export's times say: "
            f"judged at the first instant only."
        )
    if history["lacking"]:
        notes.append(f"The mapping also knows, but this export has not: {', '.join(history['lacking'])}.")
    if history["arrived_closed"]:
        closed = plural(history["arrived_closed"], "ticket")
        notes.append(f"{closed} arrived closed: judged at that instant only.")
    left = (report.get("search") or {}).get("left", {})
    parts = [paragraph(note, "small") for note in notes]
    parts.append(paragraph(" ".join(history["mapping"]), "soft small"))
    parts.append(paragraph(f"Facts read: {', '.join(history['facts'])}.", "soft small"))
    if left:
        named = "; ".join(f"{name}: {why}" for name, why in left.items())
        parts.append(
            f"<details><summary>Thresholds that were not "
            f"searched</summary>{paragraph(named, 'soft small')}</details>"
        )
    return card("how", "How it was counted", *parts)
