"""Who is on call and how each is paged: layers, overrides ahead, notification rules (A4.2, A4.5)."""

from datetime import datetime

from tocsin.core.calendar.zones import zone_of
from tocsin.core.documents import outline as o
from tocsin.core.documents.hours import windows_in_words
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import METHODS, after, missing, names
from tocsin.core.policy.schema.people import Contact, Notify
from tocsin.core.policy.schema.rota import Override, Rotation, Swap, Turns

_UNITS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}


def on_call(r: Reader) -> o.Section:
    """Every rotation, layer by layer, and what is changed in the days ahead."""
    table = _rotations(r) or missing("who is on call", "rotations")
    layered = any(rotation.layers for rotation in r.policy.rotations.values())
    lead = (
        "Of several layers, the first that has somebody on call counts, unless it says that all are on call."
    )
    ahead = _ahead(r)
    blocks = (*((o.Paragraph(lead),) if layered else ()), table, *((ahead,) if ahead else ()))
    return o.Section("on-call", "On-call schedules", blocks, shows=("A4.2",))


def _rotations(r: Reader) -> o.Table | None:
    """A row a layer; the column of hours stands only where some turns are limited."""
    turns = [(x, id_, t) for x in r.policy.rotations.values() for id_, t in x.each()]
    limited = any(t.only for _, _, t in turns)
    columns = (
        o.Column("Rotation", 1.8),
        o.Column("In this order", 3.2),
        o.Column("Changes", 2.2),
        *((o.Column("On call", 1.8),) if limited else ()),
        o.Column("From", 1.2),
    )
    rows = tuple(
        (
            _name(x, id_),
            ", ".join(r.person(p) for p in t.people),
            _changes(t, x.zone_of(id_)),
            *((_hours(t),) if limited else ()),
            _since(t),
        )
        for x, id_, t in turns
    )
    return o.Table(columns, rows, row_heads=True) if rows else None


def _name(rotation: Rotation, layer: str) -> str:
    name = rotation.name
    if layer in rotation.layers:
        name = f"{name}: {rotation.layers[layer].name or layer}"
    return f"{name} (all layers are on call)" if rotation.together else name


def _changes(turns: Turns, zone: str) -> o.Text:
    unit = _UNITS[turns.turn]
    if turns.pattern:
        every = f"after {names(map(str, turns.pattern))} {unit}s, over and over"
    else:
        every = f"every {unit}" if turns.length == 1 else f"every {turns.length} {unit}s"
    return o.join(o.value(f"{every}, {turns.hand_off}"), f"\n{zone}")


def _hours(turns: Turns) -> str:
    return windows_in_words(turns.only) if turns.only else "at any time"


def _since(turns: Turns) -> o.Text:
    start = o.value(turns.start.isoformat() if turns.start else "")
    return o.join(start, f"\nuntil {turns.until.isoformat()}") if turns.until else o.join(start)


def _ahead(r: Reader) -> o.Table | None:
    """Overrides and swaps that are not over on the day of printing, the earliest first."""
    found: list[tuple[Override | Swap, Rotation]] = []
    for rotation in r.policy.rotations.values():
        changes: list[Override | Swap] = [*rotation.overrides.values(), *rotation.swaps.values()]
        found += [(change, rotation) for change in changes if change.end > r.made]
    found.sort(key=lambda each: each[0].start)
    columns = (
        o.Column("Rotation", 1.6),
        o.Column("From", 1.3),
        o.Column("To", 1.3),
        o.Column("What changes", 2.8),
        o.Column("Why", 1.4),
    )
    rows = tuple(
        (x.name, _at(x, change.start), _at(x, change.end), _change(r, change), change.why or "–")
        for change, x in found
    )
    return o.Table(columns, rows, "Overrides and swaps ahead", row_heads=True) if rows else None


def _at(rotation: Rotation, instant: datetime) -> o.Text:
    return o.join(o.value(f"{instant.astimezone(zone_of(rotation.zone)):%Y-%m-%d %H:%M}"))


def _change(r: Reader, change: Override | Swap) -> str:
    if isinstance(change, Swap):
        return f"{r.person(change.one)} and {r.person(change.other)} exchange their shifts"
    if change.person is None:
        return f"nobody steps in for {r.person(change.instead_of or '')}"
    if change.instead_of is None:
        return f"{r.person(change.person)} in addition"
    return f"{r.person(change.person)} instead of {r.person(change.instead_of)}"


def paging(r: Reader) -> o.Section:
    """By which methods each person is paged; people with the same rules share a row."""
    groups: dict[str, list[Contact]] = {}
    for contact in r.policy.contacts.values():
        if contact.notify:
            groups.setdefault(_methods(contact.notify), []).append(contact)
    usual = o.Paragraph(_usual(len(groups), r))
    columns = (o.Column("Paged by", 2.4), o.Column("Who", 4))
    rows = tuple((o.join(o.value(how)), names(c.name for c in who)) for how, who in groups.items())
    table = (o.Table(columns, rows, "Notification rules", row_heads=True),) if rows else ()
    return o.Section("paging", "How each person is paged", (usual, *table), shows=("A4.5", "B6"))


def _usual(groups: int, r: Reader) -> str:
    if not r.policy.contacts:
        return "The policy names no people."
    who = "Who does not stand in this table" if groups else "Everybody"
    return f"A page that is acknowledged sends nothing more. {who} is paged by {METHODS['email']} at once."


def _methods(rules: list[Notify]) -> str:
    return ", ".join(f"{METHODS[rule.by]} {after(rule.after.approximate())}" for rule in rules)
