"""The front of the playbook: how to use it, whom it is for, what enforces it (A0, A-P)."""

from collections.abc import Sequence

from tocsin.core.documents import outline as o
from tocsin.core.documents.playbook.pains import answer
from tocsin.core.documents.playbook.principles import principles
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import CHANNELS, INDUSTRIES, RISKS, SYSTEMS, names, title

_AT_NIGHT = (
    ("Which level is this ticket?", "intake", "Intake and triage"),
    ("Who is paged, and who if nobody answers?", "routing", "Routing"),
    ("What do I tell the customer, and when?", "customer", "Customer communication"),
    ("How do I open the war room?", "internal", "Internal communication"),
    ("May I call it stabilised, or resolved?", "resolution", "Resolution and hand-off"),
    ("May I offer a credit, and who approves?", "recovery", "Service recovery"),
)


def start(r: Reader) -> o.Section:
    """How to use the playbook."""
    header, name = r.policy.document, r.policy.organisation.name
    opening = o.join(
        f"This playbook says when a ticket at {name} becomes an escalation, who owns it, who is paged, what "
        f"the customer hears, and when it may be closed. {header.department} answers for it. Every figure in "
        "it, printed ",
        o.value("like this"),
        ", is read from the policy that the desk runs and the past is "
        "measured on. To change a figure, change the policy and print again.",
    )
    blocks: list[o.Block] = [o.Paragraph(opening)]
    if header.notice:
        blocks.insert(0, o.Callout("critical", "Read this first", (o.Paragraph(header.notice),)))
    blocks.append(o.Paragraph(o.join(o.strong("In a hurry?"))))
    blocks.append(o.Bullets(tuple(_way(*each) for each in _AT_NIGHT)))
    return o.Section("start", "How to use this playbook", tuple(blocks), (profile(r), principles(r)))


def _way(question: str, anchor: str, where: str) -> o.Item:
    return o.Item(o.join(f"{question} ", o.link(where, f"#{anchor}")))


def profile(r: Reader) -> o.Section:
    """The ten inputs as they stand, and what each of them decides (A0)."""
    rows = tuple((name, here or "not stated", decides) for name, here, decides in _profile(r))
    columns = (o.Column("Input", 1.3), o.Column("Here", 3), o.Column("What it decides", 2.6))
    blocks: list[o.Block] = [o.Table(columns, rows, row_heads=True)]
    if r.policy.organisation.pains:
        pains = tuple((pain, *answer(r, pain)) for pain in r.policy.organisation.pains)
        heads = (o.Column("What hurts today", 2), o.Column("What the policy does about it", 4))
        blocks.append(o.Table(heads, tuple((pain, text) for pain, text in pains), "Pain points, answered"))
    return o.Section(
        "profile",
        "Whom it is written for",
        tuple(blocks),
        shows=(
            "A0.1",
            "A0.2",
            "A0.3",
            "A0.4",
            "A0.5",
            "A0.6",
            "A0.7",
            "A0.8",
            "A0.9",
            "A0.10",
        ),
    )


def _profile(r: Reader) -> list[tuple[str, o.Text, o.Text]]:
    organisation, policy = r.policy.organisation, r.policy
    systems = organisation.systems.model_dump(exclude_none=True)
    targets = [f"{m.name} {m.target}" for m in policy.metrics.values() if m.target]
    clauses = [c.title for c in policy.clauses.values() if _called_for(c.risks, organisation.risks)]
    return [
        ("Company", organisation.name, "the name in every message and on every page"),
        (
            "Industry",
            title(INDUSTRIES[organisation.industry]),
            "severities, criteria, routes and clauses below",
        ),
        ("Segments", _segments(r), "in which hours their clocks run; SLAs, approvals and offers"),
        (
            "Channels",
            names(title(CHANNELS[c]) for c in organisation.channels),
            "one first answer per channel",
        ),
        (
            "Support hours",
            f"{r.hours(organisation.support_hours)}",
            "when clocks run, and what counts as after hours",
        ),
        (
            "Systems",
            "\n".join(f"{title(SYSTEMS[k])}: {v}" for k, v in systems.items()),
            "tags, links and where things are written down",
        ),
        ("Common triggers", "\n".join(title(t) for t in organisation.triggers), "the criteria of the levels"),
        (
            "Pain points",
            _count(len(organisation.pains), "answered below"),
            "which rule answers each of them",
        ),
        ("Targets", "\n".join(targets), o.join(o.link("Metrics", "#metrics"))),
        ("Risks", names(RISKS[k] for k in organisation.risks), _clauses(clauses)),
    ]


def _called_for(risks: Sequence[str], present: Sequence[str]) -> bool:
    return not risks or bool(set(risks) & set(present))


def _clauses(clauses: list[str]) -> o.Text:
    if not clauses:
        return "no clause is added"
    return o.join(o.link("clauses", "#clauses"), f": {names(clauses)}")


def _segments(r: Reader) -> str:
    lines = []
    for segment in r.policy.segments.values():
        other = (f"{key} {r.hours(calendar)}" for key, calendar in segment.exceptions.items())
        lines.append("; ".join([f"{segment.name}: {r.hours(segment.hours)}", *other]))
    return "\n".join(lines)


def _count(count: int, words: str) -> str:
    return f"{count}, {words}" if count else ""
