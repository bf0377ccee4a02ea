"""Section 10: metrics, targets and calibration (A10, A13)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, names, percent, sentence, text
from tocsin.core.policy.schema.review import Metric

_GROUPS = (
    (
        "flow-metrics",
        "How much, and how fast",
        (
            "volume",
            "escalation_rate",
            "response_time",
            "time_to_acknowledge",
            "time_to_engage_sme",
            "time_to_workaround",
            "time_to_resolution",
            "resolution_rate",
            "sla_attainment",
            "update_compliance",
            "hand_overs",
        ),
    ),
    ("cause-metrics", "Why, and how often again", ("reasons", "repeat_rate", "credits")),
    ("customer-metrics", "What it did for the customer", ("csat", "renewal_risk", "retention")),
    ("people-metrics", "What it did to the people", ("pages_per_engineer", "after_hours_pages", "per_owner")),
)


def metrics(r: Reader) -> o.Section:
    """Each measure with what it means and its target."""
    opening = (
        "A measure is written down before it is counted: what starts it, what stops it, what is left out. "
        "The "
        "desk counts these from its own log, and the past is measured with the same definitions."
    )
    groups = tuple(_group(r, id_, title, kinds) for id_, title, kinds in _GROUPS)
    children = (*groups, _on_call(r), _calibration(r))
    return o.Section(
        "metrics",
        "Metrics",
        (o.Paragraph(opening),),
        children,
        shows=(
            "A10.1",
            "A10.2",
            "A10.3",
            "A10.4",
            "A10.5",
            "A10.6",
            "A10.7",
            "A10.8",
            "A0.9",
        ),
    )


def _group(r: Reader, id_: str, title: str, kinds: tuple[str, ...]) -> o.Section:
    found = sorted(
        (m for m in r.policy.metrics.values() if m.measure in kinds), key=lambda m: kinds.index(m.measure)
    )
    rows = tuple(
        (m.name, sentence(m.means), o.join(o.value(m.target)) if m.target else "watched", _scope(m))
        for m in found
    )
    columns = (
        o.Column("Measure", 1.7),
        o.Column("Definition", 3.6),
        o.Column("Target", 1.2),
        o.Column("Counted for", 1.1),
    )
    block: o.Block = (
        o.Table(columns, rows, row_heads=True)
        if rows
        else missing(f"how `{names(kinds, last='or')}` is measured", "metrics")
    )
    return o.Section(id_, title, (block,))


def _scope(metric: Metric) -> str:
    levels = names(map(str, metric.levels), empty="")
    told = f"level{'s' if len(metric.levels) > 1 else ''} {levels}" if levels else ""
    return names(filter(None, (*metric.severities, told)), empty="all")


def _on_call(r: Reader) -> o.Section:
    people = [
        m for m in r.policy.metrics.values() if m.measure in ("pages_per_engineer", "after_hours_pages")
    ]
    flags = [
        o.join(
            f"{m.name} outside the target (",
            o.value(m.target or ""),
            "): the person's next turn is swapped, and the lead says why the pages came.",
        )
        for m in people
        if m.target
    ]
    lines: list[o.Text] = [
        "Pages per person and week, in hours and after hours, with the nights that were broken.",
        "Time to acknowledge per person and rung; pages that reached the second rung and why.",
        "Gaps: types without a primary, a backup or a next rung, and turns that nobody holds.",
        *flags,
    ]
    lead = o.Paragraph("Every week the lead reads this report and answers it in writing.")
    return o.Section(
        "on-call-health",
        "Weekly on-call health report",
        (lead, o.Bullets(o.items(*lines))),
        shows=("A13.2", "A10.7"),
    )


def _calibration(r: Reader) -> o.Section:
    rules = r.policy.calibration
    columns = (
        o.Column("Share of all tickets", 2.2),
        o.Column("Healthy from", 1, "right"),
        o.Column("to", 1, "right"),
    )
    rows = tuple(
        (name, o.join(o.value(percent(band.low))), o.join(o.value(percent(band.high))))
        for name, band in (
            ("that escalate (level 1 and higher)", rules.escalated),
            ("that reach level 3 or higher", rules.level_3),
        )
    )
    lead = o.join(
        "The criteria are run over ",
        o.value(f"{rules.days} days"),
        " of past tickets before they are signed, and "
        "again whenever they change. Too many: tighten the thresholds. Too few: look at what was missed.",
    )
    blocks: list[o.Block] = [o.Paragraph(lead), o.Table(columns, rows, "Calibration targets", row_heads=True)]
    if rules.per_week:
        carried = tuple((r.team(t), o.join(o.value(str(n)))) for t, n in rules.per_week.items())
        heads = (o.Column("Team", 2.2), o.Column("Escalations a week it can carry", 2, "right"))
        blocks.append(o.Table(heads, carried, "Staffing", row_heads=True))
    command = o.code("tocsin calibrate POLICY HISTORY --mapping MAP")
    blocks.append(
        o.Paragraph(
            text(
                "Run it with ",
                command,
                ". It counts what would have reached each level, compares "
                "that with the staffing above and proposes thresholds; it never changes the policy by "
                "itself.",
            )
        )
    )
    return o.Section("calibration", "Calibration", tuple(blocks), shows=("A13.1",))
