"""The messages that the seats send: a list with each runbook, the texts once at the end (A11)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing
from tocsin.core.policy.schema.messages import Message
from tocsin.core.policy.schema.people import Role

_GROUPS = (
    ("messages-first", "First answers", ("acknowledgement", "incomplete")),
    ("messages-updates", "Updates", ("update", "apology", "check_in")),
    ("messages-briefs", "Briefs", ("four_line_brief", "executive_brief")),
    ("messages-end", "Resolving, closing, handing over", (
        "resolution", "review_summary", "stand_down", "hand_over", "approval_request",
    )),
)  # fmt: skip


def list_of(r: Reader, role: Role) -> list[o.Block]:
    """The messages of one seat, each with a link to its text."""
    found = [r.policy.messages[m] for m in role.runbook.messages if m in r.policy.messages]
    if not found:
        return []
    links = [part for m in found for part in (o.Span(", "), o.link(m.name, f"#{_group(m)}"))][1:]
    return [o.Paragraph(o.join(o.strong("Messages of this seat, ready to copy at the end: "), *links, "."))]


def _group(message: Message) -> str:
    return next(id_ for id_, _, stages in _GROUPS if message.stage in stages)


def messages(r: Reader) -> o.Section:
    """Every message that some seat sends, once."""
    sent = {m for role in r.policy.roles.values() for m in role.runbook.messages}
    known = [message for id_, message in r.policy.messages.items() if id_ in sent]
    children = tuple(
        o.Section(id_, title, tuple(r.script(m) for m in known if m.stage in stages))
        for id_, title, stages in _GROUPS
    )
    gap = () if known else (missing("which messages the seats send", "roles.NAME.runbook.messages"),)
    lead = o.Paragraph("Words in braces are filled in before the message goes out. Nothing else is changed.")
    return o.Section("messages", "Messages, ready to copy", (lead, *gap), children, shows=("A11", "A5.5"))
