"""Section 8: service recovery and commercial decisions (A8)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import bullets
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import amount, missing, names, sentence, stacked, text, time, title
from tocsin.core.policy.schema.recovery import Band, Guardrail, Offer


def recovery(r: Reader) -> o.Section:
    """What may be offered, by whose decision, within which limits, and how it is recorded."""
    opening = (
        "An offer follows a rule, not a mood. Nobody names an amount to the customer before it is "
        "approved; the "
        "approver answers, the owner tells the customer."
    )
    children = (_offers(r), _bands(r), _guardrails(r), _record(r))
    return o.Section("recovery", "Service recovery", (o.Paragraph(opening),), children)


def _offers(r: Reader) -> o.Section:
    columns = (
        o.Column("Offer", 1.7),
        o.Column("When", 3),
        o.Column("What", 1.6),
        o.Column("Approved by", 1.4),
        o.Column("Comes with", 2.4),
    )
    rows = tuple(
        (
            offer.name,
            _when(r, offer),
            o.join(o.value(_given(offer))),
            title(r.role(offer.approver)) if offer.approver else "by the matrix below",
            stacked(r.line(item) for item in offer.also.values()),
        )
        for offer in r.policy.recovery.offers.values()
    )
    table: o.Block = (
        o.Table(columns, rows, "What may be offered", row_heads=True)
        if rows
        else missing("what may be offered and when", "recovery.offers")
    )
    blocks = (table, *r.scripts("apology", "approval_request"))
    return o.Section("offers", "When to offer what", blocks, shows=("A8.1",))


def _when(r: Reader, offer: Offer) -> o.Text:
    rule = r.reads(offer.when)
    only = f"\nOnly for {names(r.segment(s) for s in offer.segments)}." if offer.segments else ""
    lead = f"{sentence(offer.text)}\n" if offer.text else ""
    return text(lead, rule, only)


def _given(offer: Offer) -> str:
    parts: list[str] = [offer.kind, amount(offer.amount)] if offer.amount is not None else [offer.kind]
    if offer.extension:
        parts.append(f"{time(offer.extension)} longer")
    return ", ".join(parts)


def _bands(r: Reader) -> o.Section:
    columns = (
        o.Column("For", 1.8),
        o.Column("Amount", 2.6),
        o.Column("Approved by", 2.2),
        o.Column("Answered within", 1.3),
    )
    rows = tuple(
        (_scope(r, band), o.join(o.value(_edges(band))), _by(r, band), o.join(o.value(time(band.within))))
        for band in r.policy.recovery.approvals.values()
    )
    table: o.Block = (
        o.Table(columns, rows, row_heads=True)
        if rows
        else missing("who approves which amount", "recovery.approvals")
    )
    late = o.Paragraph(
        "When an approver does not answer in time, the next band is asked. Silence is never an approval."
    )
    return o.Section("approvals", "Approval matrix", (table, late), shows=("A8.2", "A3.5"))


def _edges(band: Band) -> str:
    ends = [f"above {amount(band.above)}"] if band.above is not None else []
    ends += [f"up to {amount(band.up_to)}"] if band.up_to is not None else []
    return ", ".join(ends) or "any amount"


def _scope(r: Reader, band: Band) -> str:
    kinds = title(names(band.kinds, empty="every kind"))
    return f"{kinds}, {names(r.segment(s) for s in band.segments)}" if band.segments else kinds


def _by(r: Reader, band: Band) -> str:
    last = "then" if band.in_order else "and"
    return names((title(r.role(i)) for i in band.by), last=last)


def _guardrails(r: Reader) -> o.Section:
    columns = (
        o.Column("Guardrail", 1.6),
        o.Column("Rule", 3.2),
        o.Column("Limit", 2),
        o.Column("Lifted by", 1.4),
    )
    rows = tuple(
        (
            rail.name,
            sentence(rail.text),
            _limit(r, rail),
            names((title(r.role(i)) for i in rail.lifted_by), empty="nobody"),
        )
        for rail in r.policy.recovery.guardrails.values()
    )
    table: o.Block = (
        o.Table(columns, rows, "Guardrails against bad precedent", row_heads=True)
        if rows
        else missing("which limits hold", "recovery.guardrails")
    )
    return o.Section("guardrails", "Guardrails", (table,), shows=("A8.3",))


def _limit(r: Reader, rail: Guardrail) -> o.Text:
    parts: list[o.Text] = []
    if rail.cap is not None:
        parts.append(o.join(o.value(f"at most {amount(rail.cap)}")))
    if rail.at_most is not None and rail.every:
        parts.append(o.join(o.value(f"at most {rail.at_most} in {time(rail.every)}")))
    if rail.when:
        parts.append(text("when ", r.reads(rail.when)))
    return stacked(parts, "always")


def _record(r: Reader) -> o.Section:
    lines = r.policy.recovery.documentation
    block: o.Block = (
        bullets(r, lines.values()) if lines else missing("how goodwill is recorded", "recovery.documentation")
    )
    lead = o.Paragraph(
        "What was given, why, by whom and whether it sets a precedent is written down the same day, so that "
        "a later dispute can be answered from the record."
    )
    return o.Section("goodwill", "How goodwill is recorded", (lead, block), shows=("A8.4",))
