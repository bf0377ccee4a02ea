"""Section 7: resolution and hand-off (A7)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import numbered
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import SYSTEMS, missing, title
from tocsin.core.policy.schema.messages import Gate, GateLine, MetBy


def resolution(r: Reader) -> o.Section:
    """Stabilised and resolved are two states; closing needs a customer who agrees."""
    opening = (
        "Stabilised and resolved are two states and are never confused. Stabilised: the impact has "
        "stopped, and "
        "the clock for updates goes on. Resolved: the cause is removed and the customer has said so."
    )
    children = (_states(r), _verify(r), _write_down(r), _close(r))
    return o.Section("resolution", "Resolution and hand-off", (o.Paragraph(opening),), children)


def _states(r: Reader) -> o.Section:
    rules = r.policy.resolution
    stable: o.Block = (
        gate(r, rules.stabilised, "Stabilised, when all of these hold")
        if rules.stabilised
        else missing("when an escalation is stabilised", "resolution.stabilised")
    )
    done: o.Block = (
        gate(r, rules.resolved, "Resolved, when all of these hold")
        if rules.resolved
        else missing("when an escalation is resolved", "resolution.resolved")
    )
    back = o.Paragraph(
        "When the impact returns before it is resolved, the state goes back to open and the owner says so "
        "in the next update."
    )
    return o.Section("states", "Stabilised and resolved", (_HOW, stable, done, back), shows=("A7.1",))


_HOW = o.Paragraph(
    "Until a gate's lines are met, the desk says what is missing and the state stays. A line marked recorded "
    "is met by what stands on the ticket, and the desk looks it up; any other is confirmed by a person, by "
    "name. An optional line is asked for and holds nothing up. A line with a condition counts until it is "
    "known that the condition does not hold."
)
_RECORDED: dict[MetBy, str] = {
    "mitigation": "a mitigation",
    "workaround": "a workaround",
    "cause": "the cause",
    "update": "an update to the customer on where it stands now",
    "verified": "the customer's confirmation",
    "note": "a note",
    "attachment": "an attachment",
}
"""What the desk looks up on the ticket."""


def gate(r: Reader, lines: Gate, heading: str) -> o.Checklist:
    """The lines of a gate to tick, with what meets each: a record, or a person's word."""
    return o.Checklist(tuple(o.Check(r.line(line), note=_met(line)) for line in lines.values()), heading)


def _met(line: GateLine) -> str:
    told = f"recorded: {_RECORDED[line.met_by]}" if line.met_by in _RECORDED else ""
    return ", ".join(filter(None, (told, "optional" if line.optional else "")))


def _verify(r: Reader) -> o.Section:
    lines = r.policy.resolution.verification
    block: o.Block = (
        numbered(r, lines.values())
        if lines
        else missing("how the customer confirms", "resolution.verification")
    )
    told = o.Paragraph(
        o.join("The message that asks for it stands under ", o.link("Templates", "#templates"), ".")
    )
    return o.Section("verification", "Verification with the customer", (block, told), shows=("A7.2",))


def _write_down(r: Reader) -> o.Section:
    lines = r.policy.resolution.documentation
    block: o.Block = (
        gate(r, lines, "Written down before closing")
        if lines
        else missing("what is written down", "resolution.documentation")
    )
    used = r.policy.organisation.systems.model_dump(exclude_none=True)
    rows = tuple((title(SYSTEMS[key]), name, _KEEPS[key]) for key, name in used.items())
    columns = (o.Column("System", 1.2), o.Column("Here", 1.4), o.Column("What is kept in it", 3.6))
    blocks = (block, o.Table(columns, rows, "Where it is kept", row_heads=True)) if rows else (block,)
    return o.Section("documentation", "Documentation", blocks, shows=("A7.3", "A0.6"))


_KEEPS = {
    "help_desk": "facts, severity and level with their reasons, every message to the customer, closing notes",
    "chat": "the war room's log; decisions are copied to the ticket",
    "tracker": "the fault, its cause and the actions of the review, linked both ways with the ticket",
    "paging": "who was paged, when, and who acknowledged",
    "status_page": "what the public was told, with times",
    "crm": "promises, credits and renewal risk of the account",
    "knowledge_base": "the workaround and the article that the review asks for",
}


def _close(r: Reader) -> o.Section:
    lines = r.policy.resolution.closing
    block: o.Block = (
        gate(r, lines, "Before it is closed")
        if lines
        else missing("what closing notes hold", "resolution.closing")
    )
    watch = [
        row
        for row in r.policy.checklist.values()
        if "health" in row.action.lower() or "monitor" in row.action.lower()
    ]
    told = tuple(
        o.Paragraph(
            o.join(
                f"{row.action}: ", o.value(", ".join(f"{k} {row.cell(k)}" for k in r.policy.severities)), "."
            )
        )
        for row in watch
    )
    return o.Section(
        "closing", "Closing notes and next steps", (block, *told, *r.scripts("stand_down")), shows=("A7.4",)
    )
