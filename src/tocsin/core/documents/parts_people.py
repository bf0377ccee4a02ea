"""Contacts, ladders, routes and checklists, shared by several documents (A4, B6, B8)."""

from collections.abc import Callable, Iterable, Mapping

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_triage import levels
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import after, names, plain, sentence, time, title
from tocsin.core.model.duration import Span
from tocsin.core.policy.schema.base import ALWAYS, SEVERITIES, Item
from tocsin.core.policy.schema.people import Ladder, Rung
from tocsin.core.policy.schema.triage import Level

_MATRIX = {"technical": "Technical", "product": "Product"}


def contact_table(r: Reader) -> o.Table | None:
    """The contact matrix: whom to call at each level, with e-mail and phone (B6)."""
    known = [c for c in r.policy.contacts.values() if c.matrix]
    order = {row: at for at, row in enumerate(("L1", "L2", "L3", "L4", "L5", "technical", "product"))}
    known.sort(key=lambda c: order.get(c.matrix, len(order)))
    rows = tuple(
        (_MATRIX.get(c.matrix, c.matrix), c.title, c.name, _mail(c.email), _call(c.phone)) for c in known
    )
    columns = (
        o.Column("Rung", 1.1),
        o.Column("Role", 2.1),
        o.Column("Name", 1.6),
        o.Column("E-mail", 2.7),
        o.Column("Phone", 2.1),
    )
    return o.Table(columns, rows, row_heads=True) if rows else None


def _mail(email: str) -> o.Text:
    return o.join(o.link(email, f"mailto:{email}")) if email else "–"


def _call(phone: str) -> o.Text:
    digits = "".join(c for c in phone if c.isdigit() or c == "+")
    return o.join(o.link(phone, f"tel:{digits}")) if digits else "–"


def ladder_figure(r: Reader, ladder: Ladder) -> o.Ladder:
    """A ladder drawn with its times (A4.5)."""
    rungs = [
        o.Rung(after(at), r.page(rung.page), "; ".join((f"waits {time(rung.wait)}", *rung_rules(r, rung))))
        for at, _, rung in ladder.timeline()
    ]
    end = after(ladder.end())
    if ladder.repeat:
        times = "once" if ladder.repeat == 1 else f"{ladder.repeat} times"
        rungs.append(o.Rung(end, "From the top again", times))
    if ladder.last:
        when = "after the last round" if ladder.repeat else end
        rungs.append(o.Rung(when, r.page(ladder.last), "last resort"))
    return o.Ladder(ladder.name, tuple(rungs))


def rung_rules(r: Reader, rung: Rung) -> list[str]:
    """What a rung does besides paging once and waiting: who else, again, in turn, in which hours."""
    told = []
    if rung.also:
        told.append(f"also paged: {names(r.page(t) for t in rung.also)}")
    if rung.every:
        told.append(f"again every {time(rung.every)}")
    if rung.in_turn:
        told.append("one person at a time, each time the next")
    if rung.hours != ALWAYS:
        beyond = "waits for the opening" if rung.outside == "wait" else "the next rung at once"
        told.append(f"only in {r.open(rung.hours)}, outside them {beyond}")
    return told


def rung_cell(r: Reader, ladder: Ladder | None, at: int) -> o.Text:
    """The rung at a position of a ladder in a cell, with its time."""
    steps = ladder.timeline() if ladder else []
    if at < len(steps):
        when, _, rung = steps[at]
        return o.join(o.value(after(when)), f"\n{r.page(rung.page)}")
    if ladder and at == len(steps) and ladder.last:
        return o.join(o.value(after(ladder.end())), f"\n{r.page(ladder.last)}")
    return "none"


def used_ladders(r: Reader) -> list[Ladder]:
    """The ladders that somebody climbs: of teams and routes, in the policy's order."""
    named = {t.ladder for t in r.policy.teams.values()} | {x.ladder for x in r.policy.routes.values()}
    return [ladder for id_, ladder in r.policy.ladders.items() if id_ in named]


def acknowledge_table(r: Reader) -> o.Table | None:
    """How fast a page is acknowledged, per level and segment (A4.3)."""
    return _level_table(r, "Time to acknowledge a page", Level.acknowledge_within)


def engage_table(r: Reader) -> o.Table | None:
    """How soon an SME works on it, per level and segment (A10.2)."""
    return _level_table(r, "Time until an SME is engaged", Level.sme_within)


def _level_table(r: Reader, caption: str, within: Callable[[Level, str], Span | None]) -> o.Table | None:
    """A time per level and segment; only levels that promise some."""
    segments = list(r.policy.segments)
    columns = (o.Column("Level", 1.6), *(o.Column(r.segment(s), 1) for s in segments))
    rows = []
    for number in levels(r):
        spans = [within(r.policy.levels[number], segment) for segment in segments]
        if any(spans):
            rows.append((o.join(r.level(number)), *(o.join(o.value(time(span))) for span in spans)))
    return o.Table(columns, tuple(rows), caption, row_heads=True) if rows else None


def response_table(r: Reader) -> o.Table | None:
    """The response checklist: the same action, per severity (B8)."""
    rows = tuple((row.action, *(row.cell(key) for key in SEVERITIES)) for row in r.policy.checklist.values())
    columns = (o.Column("Action", 3), *(o.Column(key, 1, "center") for key in SEVERITIES))
    return o.Table(columns, rows, row_heads=True) if rows else None


def to_tick(r: Reader, lines: Mapping[str, Item], heading: str = "", owner: str = "") -> o.Checklist:
    """Lines as boxes to tick."""
    return o.Checklist(tuple(o.Check(r.line(item), owner=owner) for item in lines.values()), heading)


def bullets(r: Reader, lines: Iterable[Item]) -> o.Bullets:
    """Lines as a list."""
    return o.Bullets(tuple(o.Item(r.line(item)) for item in lines))


def numbered(r: Reader, lines: Iterable[Item]) -> o.Numbered:
    """Lines as steps in order."""
    return o.Numbered(tuple(o.Item(r.line(item)) for item in lines))


def named_lines(r: Reader, lines: Mapping[str, Item]) -> o.DefinitionList:
    """Lines with their ids as terms: the four lines of a brief (A6.4)."""
    return o.DefinitionList(tuple(_named(r, id_, item) for id_, item in lines.items()))


def _named(r: Reader, id_: str, item: Item) -> o.Definition:
    head, colon, rest = item.text.partition(": ")
    if colon and not item.when and len(head.split()) <= 4:
        return o.Definition(title(head), sentence(rest))
    return o.Definition(title(plain(id_)), r.line(item))
