"""One escalation as a page of text: the worst news first, times with zones, clocks with countdown."""

from collections.abc import Iterator
from datetime import datetime

import click

from tocsin.app.desk.view import ClockLine, View
from tocsin.cli.desk.said import countdown, questions

_COLOUR = {"breached": "red", "met_late": "red", "met": "green", "paused": "yellow", "running": "cyan"}


def page(seen: View, why: bool) -> str:
    """The whole page; `why` lets each clock explain itself."""
    return "\n".join(_lines(seen, why))


def _lines(seen: View, why: bool) -> Iterator[str]:
    yield from _head(seen)
    yield from questions(seen)
    yield from _clocks(seen, why)
    yield from _late(seen)
    yield from _pages(seen)
    yield from _gate(seen)
    yield from _timeline(seen)
    if seen.possible:
        yield ""
        yield f"possible now: {', '.join(called(seen.possible))}"


def _head(seen: View) -> Iterator[str]:
    state = seen.state
    customer = f" ({state.ticket.customer})" if state.ticket.customer else ""
    yield f"{click.style(state.id, bold=True)}  {state.ticket.title}{customer}"
    segment = f", {state.segment}" if state.segment else ""
    rating = f"{state.severity} level {state.level}{segment}"
    yield f"{state.status}, {rating}, version {state.version}, at {_at(seen, seen.now)}"
    if state.owner:
        offered = f", offered to {seen.name(state.offer.to)}" if state.offer else ""
        yield f"owner: {seen.name(state.owner)}{offered}"
    others = [
        f"{role.replace('_', ' ')}: {seen.name(p)}" for role, p in state.seats.items() if role != "owner"
    ]
    others += [click.style(f"{role.replace('_', ' ')}: nobody", fg="red") for role in seen.vacant]
    if others:
        yield "; ".join(others)
    if state.is_waiting:
        yield f"waiting for the customer since {_at(seen, state.waits[-1].start)}"
    yield from _links(seen)
    yield f"policy {state.policy[:12]}"


def _links(seen: View) -> Iterator[str]:
    links = seen.state.links
    if links.original:
        yield f"duplicate of {links.original}"
    if links.duplicates:
        yield f"duplicates: {', '.join(links.duplicates)}"
    if links.suggested and not links.original:
        for one in links.suggested:
            yield f"may be a duplicate of {one.stream} ({one.score:.0%}): {one.why}"


def _clocks(seen: View, why: bool) -> Iterator[str]:
    if seen.clocks:
        yield ""
        yield click.style("Clocks", bold=True)
    for clock in seen.clocks:
        yield _clock(seen, clock)
        if why:
            yield from (f"      {line}" for line in clock.why)


def _clock(seen: View, clock: ClockLine) -> str:
    due = f"due {_at(seen, clock.due_at)}" if clock.due_at else "due time held by a pause"
    left = click.style(f"{clock.left:<24}", fg=_COLOUR.get(clock.status, "white"))
    return f"  {clock.name:<12}{left} {due}  ({clock.target}, {clock.calendar})"


def _late(seen: View) -> Iterator[str]:
    """What ran out stays on the page, even when it was done later."""
    late = [f"{breach.clock} (due {_at(seen, breach.due_at)})" for breach in seen.state.breaches]
    if late:
        yield click.style(f"  late: {', '.join(late)}", fg="red")


def _pages(seen: View) -> Iterator[str]:
    if not seen.pages:
        return
    yield ""
    yield click.style("If nobody answers", bold=True)
    for planned in seen.pages:
        who = f"{seen.name(planned.person)} by {planned.method}" if planned.person else planned.why
        when = f"{_at(seen, planned.at)}  {countdown(planned.at, seen.now):<14}"
        yield f"  {when} {planned.climb}/{planned.rung}: {who}"


def _gate(seen: View) -> Iterator[str]:
    if not seen.conditions:
        return
    yield ""
    yield click.style(f"Before it is {seen.gate}", bold=True)
    for condition in seen.conditions:
        sign = click.style("yes", fg="green") if condition.met else ("opt" if condition.optional else "no ")
        hint = "" if condition.met else f"  -> {condition.help}"
        yield f"  {sign}  {condition.text} [{condition.line}]{hint}"


def _timeline(seen: View) -> Iterator[str]:
    yield ""
    yield click.style("What happened", bold=True)
    day = ""
    for told in seen.timeline:
        local = told.at.astimezone(seen.zone)
        if f"{local:%Y-%m-%d}" != day:
            day = f"{local:%Y-%m-%d}"
            yield f"  {local:%a} {day}"
        yield f"  {local:%H:%M:%S %Z}  {seen.name(told.actor):<18} {told.text}"


def _at(seen: View, at: datetime) -> str:
    local = at.astimezone(seen.zone)
    day = "" if local.date() == seen.now.astimezone(seen.zone).date() else f"{local:%a %d %b} "
    return f"{day}{local:%H:%M %Z}"


_CALLED = {
    "record_facts": "learn", "acknowledge": "ack", "engage_sme": "engage", "finding": "record",
    "mitigation": "record", "workaround": "record", "note": "record", "move_policy": "move",
    "triage": "learn",
}  # fmt: skip
"""What the command line calls a command, where it is not the table's own word."""


def called(kinds: tuple[str, ...]) -> list[str]:
    """The commands as they are typed, each once."""
    return list(dict.fromkeys(_CALLED.get(kind, kind) for kind in kinds))
