"""Section 4: routing and on-call (A4, A13.2)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import (
    acknowledge_table,
    contact_table,
    engage_table,
    rung_cell,
)
from tocsin.core.documents.playbook.ladders import ladders, patience
from tocsin.core.documents.playbook.oncall import on_call, paging
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import missing, names, sentence, text
from tocsin.core.policy.schema.people import Route


def routing(r: Reader) -> o.Section:
    """Which team is paged, who is next, how fast, and who joins."""
    opening = (
        "The first route that holds is taken. It pages a person, not a mailbox, and goes on to the next rung "
        "until somebody acknowledges."
    )
    children = (
        _routes(r),
        ladders(r),
        _acknowledge(r),
        _engage(r),
        _involve(r),
        on_call(r),
        paging(r),
        _silence(r),
        _contacts(r),
    )
    return o.Section("routing", "Routing", (o.Paragraph(opening),), children)


def _routes(r: Reader) -> o.Section:
    columns = (
        o.Column("Type and team", 1.7),
        o.Column("When", 2.4),
        o.Column("Primary", 1.7),
        o.Column("Backup", 1.8),
        o.Column("Next rung", 1.5),
    )
    rows = tuple(
        (
            o.join(o.strong(route.name), f"\n{r.team(route.team)}"),
            _when(r, route),
            *(rung_cell(r, r.ladder_of(route), n) for n in range(3)),
        )
        for route in r.policy.routes.values()
    )
    table: o.Block = o.Table(columns, rows) if rows else missing("who is paged for which type", "routes")
    return o.Section("routes", "Routing table", (table,), shows=("A4.1", "A4.5"))


def _when(r: Reader, route: Route) -> o.Text:
    rule = sentence(route.text) or (r.reads(route.when) if route.when else "Everything else.")
    if not route.levels:
        return rule
    only = f"only at level {names(map(str, route.levels), last='or')}"
    return text(rule, f" ({only})")


def _acknowledge(r: Reader) -> o.Section:
    table = acknowledge_table(r) or missing("how fast a page is acknowledged", "levels.N.acknowledge")
    return o.Section("acknowledge", "Time to acknowledge", (table,), shows=("A4.3",))


def _engage(r: Reader) -> o.Section:
    gap = missing("by when an SME works on it", "levels.N.engage_sme")
    table = engage_table(r) or gap
    return o.Section("engage-sme", "Time until an SME is engaged", (table,), shows=("A10.2", "A3.2"))


def _involve(r: Reader) -> o.Section:
    columns = (
        o.Column("Team", 1.2),
        o.Column("Joins when", 2.6),
        o.Column("Measured as", 2.8),
        o.Column("How", 0.9),
    )
    rows = tuple(
        (
            r.team(rule.team),
            sentence(rule.text) or "–",
            r.reads(rule.when),
            "paged" if rule.page else "told",
        )
        for rule in r.policy.involve.values()
    )
    table: o.Block = (
        o.Table(columns, rows, "Teams that join the route's own team", row_heads=True)
        if rows
        else missing("when Security, Legal, Finance or PR join", "involve")
    )
    return o.Section("involve", "When Security, Legal, Finance or PR join", (table,), shows=("A4.4",))


_TRUSTED = o.Paragraph(
    "Who acknowledges and then records no progress is paged again: the ladder starts from its first rung. An "
    "answer given at night, in the person's own zone, is trusted for less long."
)


def _silence(r: Reader) -> o.Section:
    lead = o.Paragraph(
        "Nobody waits for an answer that does not come. The desk pages the next rung by itself; without the "
        "desk, page by the ladders above and look at the clock. Someone who was paged and cannot act says so "
        "at once, and the next rung follows."
    )
    checks = tuple(_complete(r, route) for route in r.policy.routes.values())
    lists = (o.Checklist(checks, "Every type has a primary, a backup and a next rung"),) if checks else ()
    gap = (missing("who is next", "ladders"),)
    trusted = (_TRUSTED, patience(r) or missing("how long an answer is trusted", "ladders.NAME.silent_after"))
    blocks = (lead, *(lists or gap), *trusted)
    return o.Section("silence", "If nobody answers", blocks, shows=("A4.5", "A13.2"))


def _complete(r: Reader, route: Route) -> o.Check:
    ladder = r.ladder_of(route)
    rungs = len(ladder.rungs) + bool(ladder.last) if ladder else 0
    if ladder and rungs >= 3:
        return o.Check(route.name, "done", note=f"{rungs} rungs")
    lacks = names(("a primary", "a backup", "a next rung")[rungs:])
    return o.Check(route.name, "open", note=f"lacks {lacks}: add rungs to the ladder of {r.team(route.team)}")


def _contacts(r: Reader) -> o.Section:
    table = contact_table(r) or missing("whom to call", "contacts")
    return o.Section("contacts", "Contact matrix", (table,), shows=("B6",))
