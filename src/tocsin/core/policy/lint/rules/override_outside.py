"""Overrides and swaps are about turns that there are (A4.2)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.instant import iso
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.rota import Override, Rotation, Swap, Turns
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """One before the first turn or after the last, or about somebody who has no turn."""
    for id_, rotation in context.policy.rotations.items():
        who = {*rotation.everybody(), *(o.person for o in rotation.overrides.values())}
        for name, override in rotation.overrides.items():
            path: Path = ("rotations", id_, "overrides", name)
            yield from _outside(path, rotation, override)
            yield from _nobody((*path, "instead_of"), id_, override.instead_of, who)
        for name, swap in rotation.swaps.items():
            path = ("rotations", id_, "swaps", name)
            yield from _outside(path, rotation, swap)
            yield from _nobody((*path, "one"), id_, swap.one, who)
            yield from _nobody((*path, "other"), id_, swap.other, who)


def _nobody(path: Path, rotation: str, person: str | None, who: set[str | None]) -> Iterator[Found]:
    if person is not None and person not in who:
        text = f"`{person}` has no turn in rotation `{rotation}`"
        yield Found(path, text, "name somebody who has one")


def _outside(path: Path, rotation: Rotation, change: Override | Swap) -> Iterator[Found]:
    if isinstance(change, Override) and change.instead_of is None:
        return  # somebody in addition is on call whether there are turns or not
    turns = [turns for _, turns in rotation.each()]
    first = min(_instant(rotation, t, t.start) for t in turns if t.start)
    ends = [_instant(rotation, t, t.until) for t in turns if t.until]
    if change.end <= first:
        text = f"it is over before the first turn begins, at `{iso(first)}`"
        yield Found((*path, "to"), text, "correct its days, or remove it")
    elif len(ends) == len(turns) and change.start >= max(ends):
        text = f"it begins after the last turn has ended, at `{iso(max(ends))}`"
        yield Found((*path, "from"), text, "correct its days, or remove it")


def _instant(rotation: Rotation, turns: Turns, day: date) -> datetime:
    try:
        zone = zone_of(rotation.zone)
    except ValueError:
        zone = zone_of("UTC")  # another rule says so
    return datetime.combine(day, time.fromisoformat(turns.hand_off), zone)


RULE = Rule(
    id="override-outside",
    title="An override changes a turn that there is",
    why="An override for somebody who has no turn, or for days on which the rotation does not run, changes "
    "nothing; whoever wrote it believes that they are covered.",
    bad="rotations: {platform: {overrides: {leave: {person: cleo, instead_of: ana, from: "
    '"2026-02-02T08:00:00Z", to: "2026-02-03T08:00:00Z"}}}}',
    good="rotations: {platform: {overrides: {leave: {person: cleo, instead_of: ben, from: "
    '"2026-02-02T08:00:00Z", to: "2026-02-03T08:00:00Z"}}}}',
    check=check,
    shows=("A4.2",),
)
