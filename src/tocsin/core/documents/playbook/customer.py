"""Section 5: customer communication (A5)."""

from collections.abc import Mapping

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import named_lines
from tocsin.core.documents.parts_triage import answers, severities
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import CHANNELS, every, low, missing, names, sentence, text, time
from tocsin.core.policy.schema.messages import Approved

PARTS = {
    "impact": ("Impact", "what the customer cannot do now, in their words"),
    "known": ("What is known", "facts that somebody has checked; guesses are left out or named as guesses"),
    "mitigation": ("What was tried", "what has been done since the last update, also when it did not help"),
    "workaround": ("Workaround", "how to keep working meanwhile, or the plain sentence that there is none"),
    "eta_range": (
        "Time to the end, as a range",
        "from and to, never a single point; without ground for a range, say so",
    ),
    "next_update": (
        "Time of the next update",
        "a clock time in the customer's zone, kept even when nothing is new",
    ),
}


def customer(r: Reader) -> o.Section:
    """What the customer hears, when, in which words."""
    opening = (
        "The owner writes, the comms lead reads, and both would say it to the customer's face. One story is "
        "told on every channel; the ticket holds it in full."
    )
    children = (
        _cadence(r),
        _content(r),
        _narrative(r),
        _honest(r),
        _phrases(r),
        _first(r),
        _templates(r),
        _before(r),
    )
    return o.Section("customer", "Customer communication", (o.Paragraph(opening),), children)


def _cadence(r: Reader) -> o.Section:
    segments = list(r.policy.segments)
    columns = (o.Column("Severity", 1.4), *(o.Column(r.segment(s), 1) for s in segments))
    rows = []
    for key, severity in severities(r):
        cells = []
        for s in segments:
            update = severity.promised(s).update
            cells.append(o.join(o.value(every(update)), f"\n{r.open(r.policy.segments[s].calendar(key))}"))
        rows.append((o.join(r.severity(key)), *cells))
    table = o.Table(
        columns,
        tuple(rows),
        "How often the customer hears, and in which hours the clock runs",
        row_heads=True,
    )
    measured = [m for m in r.policy.metrics.values() if m.measure == "update_compliance" and m.target]
    lines = [
        o.join(f"{m.name}: target ", o.value(m.target or ""), f". {sentence(m.means)}") for m in measured
    ]
    clock = (
        "An update that is due is a clock like any other: it can breach, and the rate of those kept is "
        "measured."
    )
    blocks: list[o.Block] = [table, o.Paragraph(clock)]
    if lines:
        blocks.append(o.Bullets(o.items(*lines)))
    return o.Section("cadence", "Cadence", tuple(blocks), shows=("A5.2", "A5.8"))


def _content(r: Reader) -> o.Section:
    parts = [PARTS[part] for part in r.policy.communication.parts]
    listed = o.DefinitionList(tuple(o.Definition(name, sentence(text)) for name, text in parts))
    lead = o.Paragraph("Every update states these, in this order. An update that lacks one is not an update.")
    return o.Section("update-content", "What every update states", (lead, listed), shows=("A5.3",))


def _narrative(r: Reader) -> o.Section:
    lines = r.policy.communication.narrative
    lead = o.Paragraph(
        "There is one narrative per escalation. Write it once, on the ticket, and quote it everywhere."
    )
    block: o.Block = (
        named_lines(r, lines) if lines else missing("how the narrative is built", "communication.narrative")
    )
    return o.Section("narrative", "One narrative", (lead, block), shows=("A5.6",))


def _honest(r: Reader) -> o.Section:
    said = r.policy.phrases.uncertainty
    lead = o.Paragraph(
        "Not knowing is said, with what is being done about it and when the customer hears again."
    )
    block: o.Block = (
        _sayings(said) if said else missing("how uncertainty is put into words", "phrases.uncertainty")
    )
    return o.Section("honest", "Honest words for what is not known", (lead, block), shows=("A5.4",))


def _sayings(said: Mapping[str, Approved]) -> o.Table:
    rows = tuple((phrase.say, phrase.when or "–") for phrase in said.values())
    return o.Table((o.Column("Say", 3), o.Column("When", 2)), rows)


def _phrases(r: Reader) -> o.Section:
    phrases = r.policy.phrases
    banned = tuple((b.phrase, b.instead, b.why or "–") for b in phrases.banned.values())
    columns = (o.Column("Never", 1.6), o.Column("Say instead", 3), o.Column("Why", 2.2))
    blocks: tuple[o.Block, ...] = (
        o.Paragraph("The desk marks a banned phrase as the text is written and does not send it."),
        _sayings(phrases.approved) if phrases.approved else missing("which phrases work", "phrases.approved"),
        o.Table(columns, banned, "Banned phrases")
        if banned
        else missing("which phrases are banned", "phrases.banned"),
    )
    return o.Section("phrases", "Approved and banned phrases", blocks, shows=("A5.7",))


def _first(r: Reader) -> o.Section:
    found = r.messages("acknowledgement")
    channels = r.policy.organisation.channels
    covered = {c for m in found for c in (channels if m.channel == "any" else [m.channel])}
    blocks: list[o.Block] = [r.script(m) for m in found]
    if lacking := [CHANNELS[c] for c in channels if c not in covered]:
        blocks.append(missing(f"what the first answer by {names(lacking)} is", "messages"))
    lead = o.join(
        "The first answer is due within ",
        o.value(answers(r)),
        ". It gives the ticket number, the expected timeline, a name, and the time of the next update.",
    )
    return o.Section(
        "first-answer",
        "First acknowledgement by channel",
        (o.Paragraph(lead), *blocks),
        shows=("A5.1", "A5.5", "A0.4"),
    )


def _templates(r: Reader) -> o.Section:
    stages = {
        "update": "an interim update",
        "resolution": "a resolution",
        "review_summary": "a post-incident summary",
        "apology": "",
        "check_in": "",
    }
    blocks: list[o.Block] = list(r.scripts(*stages))
    blocks += [
        missing(f"how {what} reads", "messages")
        for stage, what in stages.items()
        if what and not r.messages(stage)
    ]
    return o.Section("templates", "Templates", tuple(blocks), shows=("A5.5",))


def _before(r: Reader) -> o.Section:
    rules = r.policy.communication
    lines: list[o.Text] = [
        text(
            f"A second pair of eyes: the {low(r.role(rule.by))} reads it first when ",
            r.reads(rule.when),
            f". {sentence(rule.text)}",
        )
        for rule in rules.approval.values()
    ]
    for who, span in (("owner", rules.remind_owner), ("lead", rules.remind_lead)):
        if span:
            lines.append(o.join(f"The {who} is reminded ", o.value(time(span)), " before an update is due."))
    lines.append("Read it aloud once. Names, numbers and times are checked against the ticket.")
    return o.Section("before-sending", "Before it is sent", (o.Bullets(o.items(*lines)),), shows=("A5.8",))
