"""Section 6: internal communication (A6)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import named_lines, to_tick
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, names, sentence, stacked, text, time, title


def internal(r: Reader) -> o.Section:
    """The war room, the briefs, and the first minutes of incident command."""
    opening = o.join(
        "From ",
        r.level(r.policy.war_room.from_level),
        " on, the work happens in one room that everybody "
        "can find. What was decided elsewhere is repeated there.",
    )
    children = (_room(r), _set_up(r), _four_lines(r), _executive(r))
    return o.Section("internal", "Internal communication", (o.Paragraph(opening),), children)


def _room(r: Reader) -> o.Section:
    room, systems = r.policy.war_room, r.policy.organisation.systems
    chat = systems.chat or "the chat system in use"
    rows: list[tuple[o.Text, ...]] = [
        (
            "Name",
            o.join(
                o.code(room.name),
                f"\nwith the date as year, month and day and the customer's short name; small "
                f"letters, digits and dashes only, as long as {chat} allows",
            ),
        ),
        ("Topic", room.topic or "–"),
        ("Seats invited at once", "\n".join(title(r.role(i)) for i in room.roles) or "–"),
        ("Ticket tags", stacked(map(o.code, room.tags))),
        ("Tracker link", sentence(room.tracker) or "–"),
    ]
    table = o.Table((o.Column("War room", 1.3), o.Column("Rule", 4.5)), tuple(rows), row_heads=True)
    blocks: tuple[o.Block, ...] = (table,)
    if not room.tags:
        blocks = (*blocks, missing("which tags a ticket gets", "war_room.tags"))
    return o.Section("war-room", "War room, tags and tracker", blocks, shows=("A6.1", "A6.2"))


def _set_up(r: Reader) -> o.Section:
    lines = r.policy.war_room.checklist
    block: o.Block = (
        to_tick(r, lines, "In this order")
        if lines
        else missing("how a war room is set up", "war_room.checklist")
    )
    name = (
        r.policy.levels[r.policy.war_room.from_level].name
        if r.policy.war_room.from_level in r.policy.levels
        else ""
    )
    title_ = f"First minutes of level {r.policy.war_room.from_level}" + (f" ({name})" if name else "")
    return o.Section("war-room-set-up", title_, (block,), shows=("A6.3",))


def _four_lines(r: Reader) -> o.Section:
    lines = r.policy.briefs.four_line
    lead = o.Paragraph("Posted when the room opens and pinned; rewritten, not appended to, when it changes.")
    block: o.Block = named_lines(r, lines) if lines else missing("the four lines", "briefs.four_line")
    return o.Section(
        "four-line-brief",
        "The four-line brief",
        (lead, block, *r.scripts("four_line_brief")),
        shows=("A6.4",),
    )


def _executive(r: Reader) -> o.Section:
    briefs = r.policy.briefs
    chat = r.policy.organisation.systems.chat
    forms = ["one slide", f"one message in {chat}" if chat else "one chat message"]
    if briefs.daily_after:
        forms.append("a daily summary")
    lead = o.join(
        "Executives are briefed from ",
        r.level(briefs.executive_from),
        f", always in the same order and always "
        f"ending with the next decision needed. The same text serves as {names(forms)}",
    )
    daily = (
        (", sent once the escalation has lasted ", o.value(time(briefs.daily_after)))
        if briefs.daily_after
        else ()
    )
    block: o.Block = (
        named_lines(r, briefs.executive)
        if briefs.executive
        else missing("what executives are told", "briefs.executive")
    )
    return o.Section(
        "executive-brief",
        "The executive brief",
        (
            o.Paragraph(text(lead, *daily, ".")),
            block,
            *r.scripts("executive_brief"),
        ),
        shows=("A6.5",),
    )
