"""The clauses that the risks call for: one list, and each quoted where it bites (A0.10)."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import RISKS, names, sentence, text
from tocsin.core.policy.schema.header import Clause

_CHAPTERS = {
    "definitions": "Definitions and levels",
    "intake": "Intake and triage",
    "ownership": "Ownership",
    "routing": "Routing",
    "customer": "Customer communication",
    "internal": "Internal communication",
    "resolution": "Resolution and hand-off",
    "recovery": "Service recovery",
    "review": "Post-escalation review",
    "metrics": "Metrics",
}
_ALSO = {"communication": "customer"}
"""Names of chapters as policies may write them."""


def called_for(r: Reader) -> list[Clause]:
    """The clauses that hold here: those of a risk in the profile, and those of no risk in particular."""
    risks = set(r.policy.organisation.risks)
    return [c for c in r.policy.clauses.values() if not c.risks or risks & set(c.risks)]


def _chapters(clause: Clause) -> list[str]:
    return [key for key in (_ALSO.get(name, name) for name in clause.sections) if key in _CHAPTERS]


def quoted(r: Reader, section: o.Section) -> o.Section:
    """A chapter with the clauses that name it, after its opening."""
    found = tuple(_box(c) for c in called_for(r) if section.id in _chapters(c))
    return replace(section, blocks=(*section.blocks, *found))


def _box(clause: Clause) -> o.Callout:
    return o.Callout("warning", clause.title, (o.Paragraph(sentence(clause.text)), *_called_by(clause.risks)))


def _called_by(risks: Sequence[str]) -> tuple[o.Block, ...]:
    if not risks:
        return ()
    return (o.Paragraph(o.join(o.emphasis(f"Called for by: {names(RISKS[risk] for risk in risks)}."))),)


def clauses(r: Reader) -> o.Section:
    """The list of clauses, why each holds, and where it is quoted."""
    found = called_for(r)
    columns = (o.Column("Clause", 2), o.Column("Called for by", 2), o.Column("Quoted in", 3))
    rows = tuple(
        (c.title, names(RISKS[risk] for risk in c.risks) if c.risks else "always", _where(c)) for c in found
    )
    nowhere = tuple(_box(c) for c in found if not _chapters(c))
    none = o.Paragraph("The profile names no risk that calls for a clause.")
    blocks: tuple[o.Block, ...] = (o.Table(columns, rows, row_heads=True), *nowhere) if rows else (none,)
    return o.Section("clauses", "Clauses", blocks, shows=("A0.10",))


def _where(clause: Clause) -> o.Text:
    links = [o.link(_CHAPTERS[key], f"#{key}") for key in _chapters(clause)]
    return text(*[part for each in links for part in (", ", each)][1:]) or "below"
