"""The playbook: ten sections, what stands before them, and the appendices (A0 to A10)."""

from dataclasses import replace

from tocsin.core.documents import outline as o
from tocsin.core.documents.playbook.appendices import appendices
from tocsin.core.documents.playbook.clauses import quoted
from tocsin.core.documents.playbook.customer import customer
from tocsin.core.documents.playbook.definitions import definitions
from tocsin.core.documents.playbook.intake import intake
from tocsin.core.documents.playbook.internal import internal
from tocsin.core.documents.playbook.metrics import metrics
from tocsin.core.documents.playbook.ownership import ownership
from tocsin.core.documents.playbook.recovery import recovery
from tocsin.core.documents.playbook.resolution import resolution
from tocsin.core.documents.playbook.review import review
from tocsin.core.documents.playbook.routing import routing
from tocsin.core.documents.playbook.start import start
from tocsin.core.documents.reader import Reader

CHAPTERS = (
    definitions,
    intake,
    ownership,
    routing,
    customer,
    internal,
    resolution,
    recovery,
    review,
    metrics,
)
"""The ten sections in their order."""


def sections(r: Reader) -> tuple[o.Section, ...]:
    """The whole playbook: the front, chapters 1 to 10, appendices A and on."""
    ten = (_numbered(quoted(r, build(r)), str(n)) for n, build in enumerate(CHAPTERS, start=1))
    behind = (_numbered(each, chr(ord("A") + at)) for at, each in enumerate(appendices(r)))
    return (start(r), *ten, *behind)


def _numbered(section: o.Section, number: str) -> o.Section:
    """The section with its number in the title: the front stays without one, so the renderer cannot count."""
    below = tuple(_numbered(child, f"{number}.{n}") for n, child in enumerate(section.children, start=1))
    return replace(section, title=f"{number} {section.title}", children=below)
