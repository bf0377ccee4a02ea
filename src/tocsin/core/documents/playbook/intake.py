"""Section 2: intake and triage (A2)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_clocks import clock_rules, clock_table
from tocsin.core.documents.parts_people import numbered
from tocsin.core.documents.parts_triage import (
    criteria_table,
    level_tree,
    levels,
    promise_table,
    severities,
    severity_table,
    severity_tree,
)
from tocsin.core.documents.playbook.duplicates import duplicates
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, plain, sentence, stacked, time, title


def intake(r: Reader) -> o.Section:
    """From the first report to a severity, a level and an owner."""
    steps = numbered(r, own.values()) if (own := r.policy.intake.lines) else _usual_steps()
    children = (_fields(r), _severity(r), _clocks(r), _stop(r), _tree(r), duplicates(r), _incomplete(r))
    return o.Section("intake", "Intake and triage", (o.Paragraph(_opening(r)), steps), children)


def _opening(r: Reader) -> o.Text:
    """By when triage ends: the policy's own times, or those of the first answer."""
    known, within = severities(r), r.policy.intake.within
    (best, first), (least, last) = known[0], known[-1]
    ends = (within.get(best, first.response), within.get(least, last.response))
    lead = "Triage ends within " if within else "Triage ends before the first answer is due: "
    return o.join(
        lead, o.value(time(ends[0])), f" for {best}, ", o.value(time(ends[1])), f" for {least}. ",
        "Work in this order.",
    )  # fmt: skip


def _usual_steps() -> o.Numbered:
    return o.Numbered(
        o.items(
            "Check stop-the-line. If one holds, page and only then go on reading.",
            "Get the facts that the level needs; ask the questions below as they stand.",
            "Read off the severity, then the level. Write down which criterion decided it.",
            "Look for duplicates and link them.",
            "Name the owner, page by the route, acknowledge to the customer with the time of the next "
            "update.",
        )
    )


def _fields(r: Reader) -> o.Section:
    wanted = [n for n in levels(r) if r.policy.levels[n].intake]
    facts = dict.fromkeys(f for n in wanted for f in r.policy.levels[n].intake)
    columns = (
        o.Column("Fact", 1.6),
        o.Column("Question to ask", 4),
        *(o.Column(f"Level {n}", 0.8, "center") for n in wanted),
    )
    rows = tuple((_fact(r, f), _question(r, f), *(_needed(r, n, f) for n in wanted)) for f in facts)
    blocks: list[o.Block] = [
        o.Paragraph("A request for a level carries these facts. Ask only for what is missing.")
    ]
    blocks.append(
        o.Table(columns, rows, "Intake by level", row_heads=True)
        if rows
        else missing("which facts a request must carry", "levels.N.intake")
    )
    return o.Section("intake-fields", "What a request must carry", tuple(blocks), shows=("A2.1",))


def _fact(r: Reader, fact: str) -> str:
    return title(r.fact(fact))


def _question(r: Reader, fact: str) -> str:
    known = r.policy.facts.get(fact)
    ask = known.ask if known and known.ask else f"What is the {r.fact(fact)}?"
    wanted = known and known.attachment and "attach" not in ask.lower()
    return f"{ask} (attach the file)" if wanted else ask


def _needed(r: Reader, level: int, fact: str) -> str:
    return "yes" if fact in r.policy.levels[level].intake else "–"


def _severity(r: Reader) -> o.Section:
    blocks: list[o.Block] = [severity_table(r)]
    if promises := promise_table(r):
        blocks.append(promises)
    if tree := severity_tree(r):
        blocks.append(tree)
    for key, severity in severities(r):
        if severity.when:
            blocks.append(criteria_table(r, severity.when, f"{key} when any one of these holds"))
    rule = o.join(
        "The worst severity of which a criterion holds is taken; a worse one stated on the ticket stands. "
        "When none holds it is ",
        r.severity(r.policy.default_severity),
        ".",
    )
    return o.Section("severity", "Severity", (*blocks, o.Paragraph(rule)), shows=("A2.2", "B4"))


def _clocks(r: Reader) -> o.Section:
    blocks = (clock_table(r), o.Bullets(o.items(*clock_rules(r))))
    return o.Section("clocks", "Clocks", blocks, shows=("B4", "A5.8", "A4.3", "A10.2"))


def _stop(r: Reader) -> o.Section:
    if not r.policy.stop_the_line:
        return o.Section("stop-the-line", "Stop-the-line", (missing("what stops the line", "stop_the_line"),))
    rows = []
    for id_, stop in r.policy.stop_the_line.items():
        raised = [o.level(stop.level)] + ([r.severity(stop.severity)] if stop.severity else [])
        rows.append(
            (
                title(plain(id_)),
                sentence(stop.text) or "–",
                r.reads(stop.when),
                stacked(raised),
                r.team(stop.page),
            )
        )
    columns = (
        o.Column("Criterion", 1.4),
        o.Column("It means", 2.6),
        o.Column("It is measured as", 2.8),
        o.Column("At least", 1.2),
        o.Column("Pages at once", 1.3),
    )
    text = (
        "These bypass every gate: no missing fact, no queue and no opening hour holds them back. Page "
        "first, ask after."
    )
    notice = o.Callout("critical", "What must never wait", (o.Paragraph(text),))
    table = o.Table(columns, tuple(rows), row_heads=True)
    return o.Section("stop-the-line", "Stop-the-line", (notice, table), shows=("A2.3",))


def _tree(r: Reader) -> o.Section:
    tree = level_tree(r)
    lead = o.join(
        "Ask from the top. The first yes gives the level, and the criterion that held is the reason that is "
        "written on the ticket. The names are those of ",
        o.link("the criteria", "#definitions"),
        ".",
    )
    block: o.Block = tree or missing("when a ticket escalates", "levels.N.when")
    return o.Section(
        "decision", "Escalate, or resolve within the tier", (o.Paragraph(lead), block), shows=("A2.5",)
    )


def _incomplete(r: Reader) -> o.Section:
    text = (
        "An incomplete request is never dropped and never waits in silence. It goes back to whoever raised "
        "it "
        "with the questions that are open, it keeps its place, and its clock keeps running. A stop-the-line "
        "criterion is paged with whatever is known."
    )
    own = r.policy.intake.incomplete
    steps = (numbered(r, own.values()),) if own else ()
    scripts = r.scripts("incomplete") or (missing("how an incomplete request is sent back", "messages"),)
    return o.Section(
        "incomplete", "Incomplete requests", (o.Paragraph(text), *steps, *scripts), shows=("A2.6",)
    )
