"""Section 3: ownership (A3)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import numbered
from tocsin.core.documents.parts_triage import levels
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import low, missing, names, sentence, time, title

_COMMAND = 3
"""The level of incident command (A1.3)."""


def ownership(r: Reader) -> o.Section:
    """Seats, who may hold them, who decides, and how one is handed over."""
    opening = (
        "A seat is a role, not a job title: whoever is trained may take it, and takes it by name. Exactly "
        "one "
        "person is the owner at any instant. Everybody else may change; the customer always knows one name."
    )
    children = (_seats(r), _raci(r), _hand_over(r), _approvers(r), _status(r))
    return o.Section("ownership", "Ownership", (o.Paragraph(opening),), children, shows=("A3.7",))


def _seats(r: Reader) -> o.Section:
    columns = (
        o.Column("Seat", 1.5),
        o.Column("Answers for", 3),
        o.Column("Filled from", 1.1),
        o.Column("May be held by", 1.8),
        o.Column("Needs before", 2.2),
    )
    rows = tuple(
        (
            title(role.name),
            sentence(role.means),
            _from(r, id_),
            _holders(r, role.held_by),
            sentence(role.trained) or "–",
        )
        for id_, role in r.policy.roles.items()
    )
    table: o.Block = (
        o.Table(columns, rows, "Seats of an escalation", row_heads=True)
        if rows
        else missing("which seats an escalation has", "roles")
    )
    duties = tuple(_duties(title(role.name), role.duties) for role in r.policy.roles.values() if role.duties)
    blocks = (table, *_taken(r), *((o.DefinitionList(duties),) if duties else ()))
    return o.Section("seats", "Seats", blocks, shows=("A3.1", "A3.2", "A3.3", "A3.4", "A3.5", "A3.7"))


def _taken(r: Reader) -> tuple[o.Block, ...]:
    """Who takes the seats that are never empty: the owner's, and the commander's from incident command on."""
    lines: list[o.Text] = []
    if "owner" in r.policy.roles:
        lines.append(
            f"At opening, the {low(r.role('owner'))} is whoever is named, or is on duty for the seat; at the "
            "last, whoever escalates it."
        )
    if "incident_commander" in r.policy.roles and _COMMAND in r.policy.levels:
        lines.append(
            o.join(
                "From ", r.level(_COMMAND), f" on, the seat of the {low(r.role('incident_commander'))} is "
                "never empty: whoever is on duty for it takes it, or the owner until relieved.",
            )
        )  # fmt: skip
    return (o.Bullets(o.items(*lines)),) if lines else ()


def _duties(name: str, duties: list[str]) -> o.Definition:
    return o.Definition(name, " ".join(sentence(duty) for duty in duties))


def _from(r: Reader, role: str) -> o.Text:
    found = [n for n in levels(r) if role in r.policy.levels[n].roles]
    return o.join(o.level(min(found))) if found else "when called"


def _holders(r: Reader, held_by: list[str]) -> str:
    return "\n".join(r.party(i) for i in held_by) or "anyone trained"


def _raci(r: Reader) -> o.Section:
    columns = (
        o.Column("Activity", 2.4),
        o.Column("Responsible: does it", 1.8),
        o.Column("Accountable: answers for it", 1.6),
        o.Column("Consulted: asked before", 1.8),
        o.Column("Informed: told after", 1.8),
    )
    rows = tuple(
        (
            row.activity,
            _cell(r, row.responsible),
            title(r.party(row.accountable)),
            _cell(r, row.consulted),
            _cell(r, row.informed),
        )
        for row in r.policy.raci.values()
    )
    table: o.Block = (
        o.Table(columns, rows, row_heads=True)
        if rows
        else missing("who is responsible and accountable for what", "raci")
    )
    lead = o.Paragraph("Each activity has exactly one accountable seat.")
    return o.Section("raci", "Who does what (RACI)", (lead, table), shows=("A3.1", "A3.2", "A3.3", "A3.4"))


def _cell(r: Reader, ids: list[str]) -> str:
    return "\n".join(title(r.party(i)) for i in ids) or "–"


def _hand_over(r: Reader) -> o.Section:
    owner = low(r.role("owner"))
    steps = o.Numbered(
        o.items(
            f"The {owner} asks a named, trained person. Asking is not handing over.",
            "The hand-over note goes out: impact, what was tried, what was promised to the customer and by "
            "when, "
            "open actions with their owners.",
            "The person accepts in words, in the channel. From that instant they are the owner; until then "
            "the old "
            "one is. There is no gap and no overlap.",
            "The new owner tells the customer their name and keeps the time of the next update.",
            "The hand-over is written on the ticket with the time.",
        )
    )
    lead = o.Paragraph(
        "At the end of a shift, before leave, or when the work moves, ownership is handed over like this."
    )
    own = r.policy.hand_over
    if own.lines:
        lead = o.Paragraph(
            "At the end of a shift, before leave, or when the work moves, ownership is handed over in words "
            "and on the ticket. This is said, in this order."
        )
        steps = numbered(r, own.lines.values())
    due = (_accepted(r),) if own.accept_within else ()
    blocks = (lead, steps, *due, *r.scripts("hand_over"))
    return o.Section("hand-over", "Handing over", blocks, shows=("A3.1",))


def _accepted(r: Reader) -> o.Paragraph:
    """By when the next owner has accepted."""
    within = o.value(time(r.policy.hand_over.accept_within))
    return o.Paragraph(o.join("It is accepted within ", within, "; after that the lead is told."))


def _approvers(r: Reader) -> o.Section:
    bands = r.policy.recovery.approvals.values()
    roles = dict.fromkeys(role for band in bands for role in band.by)
    lifted = dict.fromkeys(role for g in r.policy.recovery.guardrails.values() for role in g.lifted_by)
    updates = dict.fromkeys(a.by for a in r.policy.communication.approval.values())
    given = (
        ("Credits, refunds and other offers", roles),
        ("Exceptions to a guardrail", lifted),
        ("Updates that need a second pair of eyes", updates),
    )
    lines = [o.Item(f"{what}: {names(r.role(i) for i in who)}.") for what, who in given if who]
    if not lines:
        return o.Section("approvers", "Approvers", (missing("who approves", "recovery.approvals"),))
    lead = o.join(
        "Nobody approves their own request. The amounts stand in ",
        o.link("Service recovery", "#recovery"),
        ".",
    )
    return o.Section("approvers", "Approvers", (o.Paragraph(lead), o.Bullets(tuple(lines))), shows=("A3.5",))


def _status(r: Reader) -> o.Section:
    text = r.policy.communication.status_page
    page = r.policy.organisation.systems.status_page
    where = o.Paragraph(f"The status page is {page}.") if page and page not in text else None
    says: o.Block = (
        o.Paragraph(sentence(text))
        if text
        else missing("who updates the status page", "communication.status_page")
    )
    return o.Section(
        "status-page",
        "Status page and internal channels",
        tuple(b for b in (says, where) if b),
        shows=("A3.6",),
    )
