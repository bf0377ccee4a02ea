"""Section 9: the post-escalation review (A9)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.agenda import monthly
from tocsin.core.documents.parts_people import bullets
from tocsin.core.documents.parts_triage import criteria_table
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import low, missing, names, plain, sentence, time, title


def review(r: Reader) -> o.Section:
    """What opens a review, how it is held, and what becomes of its actions."""
    rules = r.policy.review
    leader = (
        f"the {low(r.role(rules.facilitator))}"
        if rules.facilitator
        else "somebody who did not own the escalation"
    )
    opening = o.join(
        "A review looks for causes in the system, not for culprits. It is held within ",
        o.value(time(rules.due)),
        f", led by {leader}",
        f", with the {names(low(r.party(i)) for i in rules.participants)}." if rules.participants else ".",
    )
    children = (_triggers(r), _form(r), _actions(r), _knowledge(r), _score(r), monthly(r))
    return o.Section("review", "Post-escalation review", (o.Paragraph(opening),), children)


def _triggers(r: Reader) -> o.Section:
    rules = r.policy.review.triggers
    block: o.Block = (
        criteria_table(r, rules, "Any one of these opens a review")
        if rules
        else missing("what opens a review", "review.triggers")
    )
    return o.Section("review-triggers", "Triggers", (block,), shows=("A9.1",))


def _form(r: Reader) -> o.Section:
    lines = r.policy.review.form
    fields = tuple(o.Field(f"per-{id_}", item.text.rstrip("."), "long") for id_, item in lines.items())
    block: o.Block = (
        o.Form("Review form", fields) if fields else missing("what the review asks", "review.form")
    )
    return o.Section("review-form", "Five whys and root cause", (block,), shows=("A9.2",))


def _actions(r: Reader) -> o.Section:
    rules = r.policy.review.actions
    due = tuple((title(plain(kind)), o.join(o.value(time(span)))) for kind, span in rules.due.items())
    blocks: list[o.Block] = [
        o.Paragraph(
            "An action is product work: it has one owner, a date and an issue in the tracker, and it is "
            "done when "
            "somebody else has seen that it works."
        )
    ]
    blocks.append(
        o.Table(
            (o.Column("Kind of action", 2), o.Column("Due within", 2)),
            due,
            "When actions are due",
            row_heads=True,
        )
        if due
        else missing("when actions are due", "review.actions.due")
    )
    if rules.remind:
        blocks.append(o.Paragraph(o.join("The owner is reminded ", o.value(time(rules.remind)), " before.")))
    rise = tuple(
        (o.join(o.value(f"{time(x.overdue)} overdue")), title(r.party(x.to)), sentence(x.text) or "–")
        for x in rules.rise.values()
    )
    heads = (o.Column("A missed action", 1.6), o.Column("rises to", 1.6), o.Column("who then", 3))
    blocks.append(
        o.Table(heads, rise, "When a missed action rises", row_heads=True)
        if rise
        else missing("when a missed action rises", "review.actions.rise")
    )
    return o.Section("actions", "Actions", tuple(blocks), shows=("A9.3", "A9.7"))


def _knowledge(r: Reader) -> o.Section:
    lines = r.policy.review.knowledge_base
    where = r.policy.organisation.systems.knowledge_base
    block: o.Block = (
        bullets(r, lines.values())
        if lines
        else missing("which articles are written", "review.knowledge_base")
    )
    told = (o.Paragraph(f"Articles are kept in {where}."),) if where else ()
    return o.Section("knowledge-base", "Knowledge base", (*told, block), shows=("A9.4",))


def _score(r: Reader) -> o.Section:
    rows = tuple(
        (row.question, o.join(o.value(str(row.points))), "") for row in r.policy.review.score.values()
    )
    columns = (o.Column("Question", 4.5), o.Column("Points for yes", 1.1, "right"), o.Column("Given", 0.9))
    total = sum(row.points for row in r.policy.review.score.values())
    if not rows:
        return o.Section(
            "prevent-repeat", "Prevent-repeat score", (missing("how the score is counted", "review.score"),)
        )
    table = o.Table(
        columns,
        (*rows, ("Together", o.join(o.value(str(total))), "")),
        row_heads=True,
    )
    within = r.policy.review.repeat_within
    told = o.join(
        "The same cause again within ",
        o.value(time(within)),
        " is a repeat. The score and what happened after it are compared in the monthly review.",
    )
    return o.Section("prevent-repeat", "Prevent-repeat score", (table, o.Paragraph(told)), shows=("A9.5",))
