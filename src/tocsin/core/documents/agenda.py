"""The agenda of the monthly review, printed with the playbook and with the training (A9.6)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing


def monthly(r: Reader) -> o.Section:
    """The agenda of the monthly review (A9.6); also printed with the training."""
    items = r.policy.review.monthly
    rows = tuple(
        (item.topic, o.join(o.value(f"{item.minutes} min")), "; ".join(item.facts) or "–")
        for item in items.values()
    )
    columns = (o.Column("Topic", 2.6), o.Column("Time", 0.8, "right"), o.Column("On the table", 3.2))
    total = sum(item.minutes for item in items.values())
    lead = o.join("Once a month, ", o.value(f"{total} min"), ", with the figures printed beforehand.")
    blocks: tuple[o.Block, ...] = (
        (o.Paragraph(lead), o.Table(columns, rows, row_heads=True))
        if rows
        else (missing("what the monthly review talks about", "review.monthly"),)
    )
    return o.Section("monthly-review", "Monthly review", blocks, shows=("A9.6", "A12"))
