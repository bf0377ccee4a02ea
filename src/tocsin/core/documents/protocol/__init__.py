"""The protocol: a form to print, fill in and sign (B1 to B11)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.protocol.head import figures, flow, notice, severities
from tocsin.core.documents.protocol.tail import checklist, contacts, notes, practices, signatures, templates
from tocsin.core.documents.reader import Reader

PARTS = (
    notice,
    figures,
    severities,
    flow,
    contacts,
    templates,
    checklist,
    practices,
    notes,
    signatures,
)


def sections(r: Reader) -> tuple[o.Section, ...]:
    """The whole protocol, in the order in which it is signed."""
    return tuple(part(r) for part in PARTS)
