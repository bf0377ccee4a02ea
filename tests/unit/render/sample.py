"""A rich document with every block, for the renderers' tests and for looking at."""

from datetime import UTC, datetime

from tocsin.core.documents import outline as o

HASH = "sha256:4be1c07d9a2f55e0a6d1c9b8e7f60123456789abcdef0123456789abcdef0123"

TREE = o.DecisionTree(
    "Escalate, or resolve within the tier?",
    (
        o.Node(
            "stop", "Is a stop-the-line criterion met: security, safety or data loss?", "question", "ic", "p1"
        ),
        o.Node("p1", "Does the ticket reach severity P1?", "question", "many", "ent"),
        o.Node("many", "Are several customers affected?", "question", "ic", "cross"),
        o.Node("ent", "Is it P2 in the production of an Enterprise customer?", "question", "work", "churn"),
        o.Node("work", "No workaround within 2 h?", "question", "cross", "lead"),
        o.Node("churn", "Leaves within 30 days, with more than $50,000 a year?", "question", "exec", "tier"),
        o.Node("ic", "Page the incident commander", tag=o.level(3, "incident command")),
        o.Node("cross", "Page the owning team", tag=o.level(2, "cross-functional")),
        o.Node("lead", "Hand to the support lead", tag=o.level(1, "specialist")),
        o.Node("exec", "Brief the executive sponsor", tag=o.level(4, "executive")),
        o.Node("tier", "Resolve within the tier", tag=o.level(0, "standard support")),
    ),
)
LADDER = o.Ladder(
    "Outage, level 3",
    (
        o.Rung("at once", "Platform on call, primary", "push, then phone"),
        o.Rung("after 10 min", "Platform on call, backup", "phone"),
        o.Rung("after 20 min", "Head of platform", "phone and SMS"),
    ),
)
SEVERITIES = o.Table(
    (
        o.Column("Severity", 1.6),
        o.Column("Response", 1.1, "right"),
        o.Column("Resolution", 1.3, "right"),
        o.Column("Update", 1),
        o.Column("Means", 3),
    ),
    (
        (
            o.join(o.severity("P1", "critical")),
            "15 min",
            "4 h",
            "hourly",
            "Full outage, or a critical function is unavailable",
        ),
        (
            o.join(o.severity("P2", "high")),
            "1 h",
            "24 h",
            "daily",
            "A major function is degraded; a workaround exists",
        ),
        (
            o.join(o.severity("P3", "medium")),
            "4 h",
            "5 business days",
            "as needed",
            "Partial function affected",
        ),
        (
            o.join(o.severity("P4", "low")),
            "1 business day",
            "10 business days",
            "as needed",
            "Cosmetic, or nice to have",
        ),
    ),
    "Severities and their targets",
    row_heads=True,
)
SCRIPT = o.Script(
    "First acknowledgement by e-mail",
    "Hello {customer},\n\nthank you for telling us. We are looking at {impact} now.\n"
    "You hear from us again at {next_update}, whatever we have found by then.\n\n{owner}",
    channel="E-mail",
    subject="[{ticket}] We are on it",
    variables=(o.Variable("customer", "the contact's name"), o.Variable("next_update", "time in their zone")),
)
CHECKS = o.Checklist(
    (
        o.Check("Acknowledge to the customer", owner="owner", due="15 min"),
        o.Check(o.join("Open the war room ", o.code("#inc-20261122-northwind"))),
        o.Check("Four-line brief is present", "done", note="section 6"),
        o.Check("Executive brief is present", "open", note=o.join("add it under ", o.code("briefs:"))),
    ),
    "First 15 minutes",
)
FORM = o.Form(
    "Review sheet",
    (
        o.Field("reviewer", "Reviewer", hint="full name"),
        o.Field("held-on", "Held on", "date"),
        o.Field("verdict", "Verdict", "choice", choices=("accepted", "needs work")),
        o.Field("cause", "Root cause", "long", value="An expired certificate"),
    ),
)
PROMPT = o.Prompt("Ask for the playbook", "Write an escalation playbook.\n" + "Use these facts. " * 40)


def every_block() -> tuple[o.Block, ...]:
    return (
        o.Paragraph(
            o.join(
                "Answer within ",
                o.value("15 min"),
                ", ",
                o.strong("always"),
                ", ",
                o.emphasis("calmly"),
                ". See ",
                o.link("the flow", "#flow"),
                " or ",
                o.link("status", "https://status.example.com/"),
                " or ",
                o.code('severity == "P2" || production'),
                ".\nA second line.",
            )
        ),
        o.Bullets((o.Item("One owner"), o.Item("Clear entry", (o.Item("measured"), o.Item("agreed"))))),
        o.Numbered(o.items("Identify", "Acknowledge", "Resolve")),
        CHECKS,
        SEVERITIES,
        o.DefinitionList(
            (
                o.Definition("Stabilised", "Impact has stopped."),
                o.Definition("Resolved", "The cause is removed."),
            )
        ),
        o.Callout("critical", "Never wait", (o.Paragraph("Security and data loss bypass every gate."),)),
        o.Callout("notice", "For use", (o.Paragraph("Internal."), o.Bullets(o.items("Keep it short")))),
        o.Callout("warning", "Guardrail", (o.Paragraph("Credits stop at 25 % of the monthly fee."),)),
        *_forms_and_figures(),
    )


def _forms_and_figures() -> tuple[o.Block, ...]:
    return (
        SCRIPT,
        PROMPT,
        FORM,
        o.Signatures(
            (o.Signature("VP Customer Success", "Amara Osei"), o.Signature("Chief Customer Officer"))
        ),
        o.KeyFigures(
            (
                o.Figure("7", "Active", "2 are P1"),
                o.Figure("9 min", "First response", "target 15 min"),
                o.Figure("3 h 12", "Resolution", "median, P1"),
                o.Figure("94 %", "Resolved in time", "30 days"),
                o.Figure("5", "P1 this month", "8 last month"),
                o.Figure("98.1 %", "Customers kept"),
            )
        ),
        o.Quote("Customers hear from us before they ask.", "Head of support"),
        o.PageBreak(),
        TREE,
        LADDER,
        o.BarChart(
            "Share of tickets per level",
            (
                o.Bar("Level 1", 7.4, "7.4 %", 5, 10),
                o.Bar("Level 2", 2.1, "2.1 %"),
                o.Bar("Incident command", 1.1, "1.1 %", 0.5, 2, o.level(3)),
            ),
            "90 days of tickets",
        ),
    )


def document(*blocks: o.Block, **changes: object) -> o.Document:
    sections = (
        o.Section("purpose", "Purpose", blocks or every_block(), shows=("B1",)),
        o.Section(
            "flow",
            "The flow",
            (o.Paragraph("Six steps."),),
            (
                o.Section("flow-triage", "Identify and triage", (o.Paragraph("Within 30 minutes."),)),
                o.Section("flow-ack", "Acknowledge", (SCRIPT,)),
            ),
        ),
    )
    given: dict[str, object] = {
        "kind": "playbook",
        "title": "Escalation playbook",
        "subtitle": "How AtlasFlow escalates",
        "organisation": "AtlasFlow",
        "policy_title": "AtlasFlow escalation policy",
        "policy_version": "2.3",
        "policy_hash": HASH,
        "generated_at": datetime(2026, 11, 23, 4, 0, tzinfo=UTC),
        "sections": sections,
        "facts": (("Department", "Customer Success"), ("Effective", "2026-12-01")),
    }
    return o.Document(**(given | changes))  # type: ignore[arg-type]


def long_document(parts: int = 30) -> o.Document:
    """About thirty pages: the size of a playbook."""
    sections = tuple(
        o.Section(f"part-{n}", f"Part {n} of the playbook", every_block()[:12]) for n in range(parts)
    )
    flow = o.Section("flow", "The flow", (TREE, LADDER))
    return document(sections=(*sections, flow))
