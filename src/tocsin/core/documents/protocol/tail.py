"""The rest of the protocol: contacts, templates, checklist, practices, notes, signatures (B6 to B11)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import contact_table, response_table
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, rich, sentence
from tocsin.core.policy.schema.messages import Message, Stage

_WRITTEN = ("any", "email")


def contacts(r: Reader) -> o.Section:
    """Whom to call at each rung (B6)."""
    block = contact_table(r) or missing("whom to call", "contacts")
    return o.Section("contacts", "Contact matrix", (block,), shows=("B6",))


def templates(r: Reader) -> o.Section:
    """The three messages that every critical ticket needs (B7)."""
    wanted: tuple[tuple[Stage, str], ...] = (
        ("acknowledgement", "the first answer to a P1 or P2 is"),
        ("update", "a status update is"),
        ("resolution", "a resolution is confirmed"),
    )
    blocks: list[o.Block] = []
    for stage, what in wanted:
        message = _best(r, stage)
        blocks.append(r.script(message) if message else missing(f"how {what} worded", "messages"))
    return o.Section("templates", "Message templates", tuple(blocks), shows=("B7",))


def _best(r: Reader, stage: Stage) -> Message | None:
    """The written template for critical tickets; of several, the one that says most."""
    found = [m for m in r.messages(stage) if m.channel in _WRITTEN] or r.messages(stage)
    critical = [m for m in found if "P1" in m.severities] or [m for m in found if not m.severities] or found
    return max(critical, key=lambda m: m.body.count("{{"), default=None)


def checklist(r: Reader) -> o.Section:
    """What is done at which severity (B8)."""
    block = response_table(r) or missing("what is done at which severity", "checklist")
    return o.Section("checklist", "Response checklist", (block,), shows=("B8",))


def practices(r: Reader) -> o.Section:
    """What people are asked to live by (B9)."""
    found = r.policy.practices.values()
    block: o.Block = (
        o.DefinitionList(tuple(o.Definition(p.name, sentence(p.text)) for p in found))
        if found
        else missing("which practices people work by", "practices")
    )
    return o.Section("practices", "Practices", (block,), shows=("B9",))


def notes(r: Reader) -> o.Section:
    """The departments' own notes, and room for more (B10)."""
    given = tuple(
        o.Definition(n.department or "All", rich(sentence(n.text))) for n in r.policy.notes.values()
    )
    blank = o.Form(
        "Notes and criteria of your own department",
        (
            o.Field("note-department", "Department"),
            o.Field("note-criteria", "Criteria that count here besides those above", "long"),
            o.Field("note-text", "Notes", "long"),
            o.Field("note-date", "Date", "date"),
        ),
    )
    blocks = (o.DefinitionList(given), blank) if given else (blank,)
    return o.Section("notes", "Department notes", blocks, shows=("B10",))


def signatures(r: Reader) -> o.Section:
    """Who signs, with room for the date (B11)."""
    lines = tuple(o.Signature(s.title, s.name) for s in r.policy.signatories.values())
    text = o.join(
        "The signatures below put version ",
        o.value(r.policy.document.version),
        " into force from ",
        o.value(r.policy.document.effective.isoformat()),
        ".",
    )
    block: o.Block = o.Signatures(lines) if lines else missing("who signs", "signatories")
    return o.Section("signatures", "Signatures", (o.Paragraph(text), block), shows=("B11",))
