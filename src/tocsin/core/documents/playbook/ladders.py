"""The ladders of section 4: one table of all, and one drawing for each rhythm (A4.5)."""

from datetime import timedelta

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import ladder_figure, rung_rules, used_ladders
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import after, missing, names, stacked, time
from tocsin.core.policy.schema.people import Ladder

_Rhythm = tuple[tuple[timedelta, ...], timedelta, int, bool, tuple[object, ...]]


def ladders(r: Reader) -> o.Section:
    """Who is paged in which order; ladders with the same times share one drawing."""
    used = used_ladders(r)
    lead = o.Paragraph(
        "Times count from the first page. An acknowledgement stops the ladder; silence never does. A rung "
        "that has nobody on call is passed over at once."
    )
    blocks: tuple[o.Block, ...] = (
        (lead, _table(r, used), *_figures(r, used))
        if used
        else (missing("who is paged in which order", "ladders"),)
    )
    return o.Section("ladders", "Ladders", blocks, shows=("A4.5",))


def _table(r: Reader, used: list[Ladder]) -> o.Table:
    columns = (
        o.Column("Ladder", 1.5),
        o.Column("Paged, one after the other", 4),
        o.Column("If all stay silent", 2),
    )
    rows = tuple((ladder.name, _steps(r, ladder), _end(r, ladder)) for ladder in used)
    return o.Table(columns, rows, row_heads=True)


def _steps(r: Reader, ladder: Ladder) -> o.Text:
    steps = []
    for at, _, rung in ladder.timeline():
        rules = "".join(f"; {rule}" for rule in rung_rules(r, rung))
        steps.append(o.join(o.value(after(at)), f" {r.page(rung.page)}{rules}"))
    return stacked(steps)


def _end(r: Reader, ladder: Ladder) -> o.Text:
    times = "once more" if ladder.repeat == 1 else f"{ladder.repeat} more times"
    again = f" from the top, {times};" if ladder.repeat else ""
    last = f" {r.page(ladder.last)}" if ladder.last else " nobody: the lead is told by hand"
    then = " then" if ladder.repeat else ""
    return o.join(o.value(after(ladder.end())), f"{again}{then}{last}")


def _figures(r: Reader, used: list[Ladder]) -> list[o.Block]:
    rhythms: dict[_Rhythm, list[Ladder]] = {}
    for ladder in used:
        rhythms.setdefault(_rhythm(ladder), []).append(ladder)
    blocks: list[o.Block] = []
    for first, *others in rhythms.values():
        blocks.append(ladder_figure(r, first))
        if others:
            told = names(other.name for other in others)
            blocks.append(o.Paragraph(f"The same times hold for {told}."))
    return blocks


def _rhythm(ladder: Ladder) -> _Rhythm:
    times = tuple(at for at, _, _ in ladder.timeline())
    rules = tuple(
        (bool(rung.also), rung.every, rung.in_turn, rung.hours, rung.outside)
        for rung in ladder.rungs.values()
    )
    return times, ladder.end(), ladder.repeat, ladder.last is not None, rules


def patience(r: Reader) -> o.Table | None:
    """What becomes of an acknowledgement without progress: ladders with the same patience share a row."""
    groups: dict[tuple[str, str], list[str]] = {}
    for ladder in used_ladders(r):
        if ladder.silent_after or ladder.night:
            groups.setdefault((time(ladder.silent_after), _night(ladder)), []).append(ladder.name)
    columns = (
        o.Column("Starts again without progress for", 1.6),
        o.Column("Acknowledged at night: for", 2),
        o.Column("Ladders", 4),
    )
    rows = tuple(
        (o.join(o.value(day)), o.join(o.value(night)), names(given)) for (day, night), given in groups.items()
    )
    return o.Table(columns, rows, "How long an acknowledgement is trusted") if rows else None


def _night(ladder: Ladder) -> str:
    night = ladder.night
    return f"{time(night.after)} ({night.start}–{night.end})" if night else "–"
