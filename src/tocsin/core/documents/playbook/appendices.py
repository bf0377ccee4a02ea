"""The appendices: deliverables, clauses, thresholds, facts and the companion documents (A10.9, A0.10)."""

from tocsin.core.criteria.decode import decode_value
from tocsin.core.criteria.vocabulary import Type
from tocsin.core.documents import outline as o
from tocsin.core.documents.deliverables import DELIVERABLES, Deliverable, lacking
from tocsin.core.documents.letters import blank_table
from tocsin.core.documents.playbook.clauses import clauses
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, names, plain, sentence, title
from tocsin.core.policy.book import threshold_value

_TYPES = {
    "boolean": "yes or no",
    "integer": "whole number",
    "number": "number",
    "text": "text",
    "choice": "one of",
    "set": "any of",
    "money": "money",
    "duration": "duration",
    "instant": "date and time",
    "elapsed": "time since",
}


def appendices(r: Reader) -> tuple[o.Section, ...]:
    """Everything that stands behind the ten sections."""
    return (deliverables(r), clauses(r), thresholds(r), facts(r), blanks(r), companions(r))


def deliverables(r: Reader) -> o.Section:
    """What a playbook must hold, and whether this one does: computed, never claimed."""
    gaps = lacking(r.policy)
    said = (
        "Every deliverable is present."
        if not gaps
        else f"{len(gaps)} of {len(DELIVERABLES)} deliverables are missing."
    )
    checks = tuple(_check(r, each) for each in DELIVERABLES)
    lead = o.Paragraph(o.join("This list is computed from the policy itself. ", o.strong(said)))
    return o.Section("deliverables", "Deliverables", (lead, o.Checklist(checks)), shows=("A10.9",))


def _check(r: Reader, each: Deliverable) -> o.Check:
    where = o.link(each.name, f"#{each.section}")
    if each.present(r.policy):
        return o.Check(o.join(where), "done")
    return o.Check(o.join(where), "open", note=o.join("add it under ", o.code(f"{each.key}:")))


def thresholds(r: Reader) -> o.Section:
    """The named thresholds that calibration may move."""
    columns = (
        o.Column("Threshold", 1.5),
        o.Column("Now", 1, "right"),
        o.Column("Tried from", 1, "right"),
        o.Column("to", 1, "right"),
        o.Column("What it decides", 3),
    )
    rows = tuple(
        (
            o.join(o.code(id_)),
            *(o.join(o.value(_figure(v))) for v in (x.value, x.low, x.high)),
            sentence(x.means) or "–",
        )
        for id_, x in r.policy.parameters.items()
    )
    block: o.Block = (
        o.Table(columns, rows, row_heads=True)
        if rows
        else o.Paragraph("The policy names no threshold; calibration has nothing to move.")
    )
    return o.Section("thresholds", "Thresholds", (block,), shows=("A13.1",))


def _figure(given: int | float | str | None) -> str:
    if given is None:
        return "–"
    kind, value, currency = threshold_value(given)
    return decode_value(Type(kind, currency), value)


def facts(r: Reader) -> o.Section:
    """The vocabulary: the only words a criterion may use."""
    columns = (
        o.Column("Fact", 1.5),
        o.Column("Kind", 1.8),
        o.Column("Question to ask", 3),
        o.Column("What exactly it says", 2.4),
    )
    rows = tuple(
        (title(r.fact(id_)), _kind(r, id_), fact.ask or "–", sentence(fact.means) or "–")
        for id_, fact in r.policy.facts.items()
    )
    block: o.Block = (
        o.Table(columns, rows, row_heads=True)
        if rows
        else o.Paragraph("The policy declares no facts of its own.")
    )
    lead = o.Paragraph("Severity, level, segment, channel and the age of a ticket are known to every policy.")
    return o.Section("facts", "Facts", (lead, block), shows=("A2.1",))


def _kind(r: Reader, id_: str) -> str:
    fact = r.policy.facts[id_]
    kind = _TYPES[fact.type]
    if fact.of:
        return f"{kind}: {names(map(plain, fact.of), last='or')}"
    if fact.since:
        return f"{kind} {r.fact(fact.since)}"
    return f"{kind} in {fact.unit}" if fact.unit else kind


def blanks(r: Reader) -> o.Section:
    """What goes into the blanks of the templates."""
    table = blank_table(r.policy.messages.values()) or missing("which templates there are", "messages")
    lead = o.Paragraph(
        "Words in braces are filled in before a message is sent; the desk fills in what it knows."
    )
    return o.Section("blanks", "Blanks in the templates", (lead, table), shows=("A5.5",))


def companions(r: Reader) -> o.Section:
    """The other documents of the same policy."""
    lines = (
        ("protocol", "the form that is signed, with contacts and the response checklist"),
        ("runbooks", "one or two pages a role, to be held in the hand"),
        ("training", "onboarding, role-plays, scorecard, scored samples, coaching"),
        ("prompt", "the policy as a request to a chat model, with two follow-ups"),
    )
    entries = tuple(
        o.Item(o.join(o.code(f"tocsin document POLICY --kind {kind}"), f": {text}")) for kind, text in lines
    )
    lead = o.Paragraph("These are printed from the same policy and carry the same version and hash.")
    return o.Section(
        "companions", "Companion documents", (lead, o.Bullets(entries)), shows=("A11", "A12", "A13.3")
    )
