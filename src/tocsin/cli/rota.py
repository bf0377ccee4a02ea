"""Who is on call, as text of 80 columns: local times with zones, bars, clock changes (A4.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import click

from tocsin.app.oncall import Holder, Now, Rota
from tocsin.cli.bars import bars, cut
from tocsin.cli.clock_changes import clock_changes
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.duration import words

NOBODY = "nobody"
_SAME_DAY = "%H:%M %Z"
_WHOLE = "%a %Y-%m-%d %H:%M %Z"


def local(at: datetime, zone: str) -> str:
    """`Mon 2026-11-23 09:00 CET`."""
    return at.astimezone(zone_of(zone)).strftime(_WHOLE)


def who_text(answers: Sequence[Now], at: datetime) -> str:
    """Every rotation: who is on call, until when, why when it is not their plain turn, and who is next."""
    lines = [f"On call at {local(at, answers[0].rota.zone)}"]
    for answer in answers:
        lines += ["", _title(answer.rota), *_holders(answer)]
    return _joined(lines)


def _title(rota: Rota) -> str:
    name = click.style(rota.name, bold=True)
    return f"{name} ({rota.id}), {rota.zone}"


def _holders(answer: Now) -> Iterable[str]:
    zone = answer.rota.zone
    if not answer.holders:
        until = f" until {local(answer.then, zone)}" if answer.then else ""
        yield click.style(f"  {NOBODY}{until}", fg="red")
    for holder in answer.holders:
        until = f"until {local(holder.end, zone)}" if holder.end else "with no end"
        yield f"  {cut(holder.name, 28)} {until}"
        if holder.why:
            yield f"      {holder.why}"
    if answer.resumes:
        then = f"{NOBODY} until {local(answer.resumes, zone)}, then {', '.join(answer.following)}"
        yield click.style(f"  next: {then}", fg="red")
    elif answer.following:
        yield f"  next: {', '.join(answer.following)}"
    elif answer.holders and answer.then:
        yield click.style(f"  next: {NOBODY}", fg="red")


def shifts_text(rotas: Sequence[Rota], shifts: Sequence[Holder], start: datetime, end: datetime) -> str:
    """Each rotation's bars over the period, then its shifts one by one."""
    lines: list[str] = []
    for rota in rotas:
        own = [shift for shift in shifts if shift.rota == rota]
        if lines:
            lines.append("")
        lines += [_title(rota), *bars(own, rota.zone, start, end), ""]
        lines += [_line(shift) for shift in _joined_up(own)]
        lines += _changes(rota.zone, start, end)
    return _joined(lines)


def _joined_up(shifts: Sequence[Holder]) -> list[Holder]:
    """Turns of one person that follow each other as one line, unless a change was made to one of them."""
    found: list[Holder] = []
    for shift in shifts:
        place = next(
            (n for n, f in enumerate(found) if f.person == shift.person and f.end == shift.start), None
        )
        if place is None or shift.changed or found[place].changed:
            found.append(shift)
        else:
            found[place] = replace(found[place], end=shift.end)
    return found


def _line(shift: Holder) -> str:
    zone = shift.rota.zone
    if shift.start is None or shift.end is None:
        return f"  {shift.name}"
    name = shift.name if shift.person else click.style(NOBODY, fg="red")
    why = f"\n      {shift.why}" if shift.changed else ""
    return f"  {_span(shift.start, shift.end, zone)}  {name}{why}"


def _span(start: datetime, end: datetime, zone: str) -> str:
    """Both ends in the zone; the day is not said twice."""
    first, last = start.astimezone(zone_of(zone)), end.astimezone(zone_of(zone))
    said = last.strftime(_SAME_DAY if first.date() == last.date() else _WHOLE)
    return f"{first.strftime(_WHOLE)} – {said}"


def gaps_text(rotas: Sequence[Rota], gaps: Sequence[Holder], start: datetime, end: datetime) -> str:
    """The gaps of each rotation; the last line says how many there are."""
    lines: list[str] = []
    for rota in rotas:
        own = [gap for gap in gaps if gap.rota == rota and gap.start and gap.end]
        if own:
            lines += [_title(rota), *(_gap(gap) for gap in own), ""]
    period = f"from {local(start, rotas[0].zone)} to {local(end, rotas[0].zone)}"
    if not gaps:
        what = "the rotation has" if len(rotas) == 1 else f"all {len(rotas)} rotations have"
        return _joined([f"No gap {period}: {what} somebody on call all the time."])
    count = f"{len(gaps)} gap{'s' if len(gaps) != 1 else ''}"
    return _joined([*lines, f"{count} {period}."])


def _gap(gap: Holder) -> str:
    if gap.start is None or gap.end is None:
        return f"  {NOBODY}"
    why = f"\n      {gap.why}" if gap.changed else ""
    return f"  {_span(gap.start, gap.end, gap.rota.zone)}  ({words(gap.end - gap.start)}){why}"


def _changes(zone: str, start: datetime, end: datetime) -> list[str]:
    """The clock changes in the period."""
    return [f"  Clocks change: {said}" for _, said in clock_changes(zone, start, end)]


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
