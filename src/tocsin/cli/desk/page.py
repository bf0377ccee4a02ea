"""One escalation as a page of text: the worst news first, times with zones, clocks with countdown."""

from collections.abc import Iterator
from datetime import datetime

import click

from tocsin.app.desk.standing import SPENT
from tocsin.app.desk.view import ClockLine, View
from tocsin.cli.desk.said import alarms, countdown, plain, questions
from tocsin.core.lifecycle.story import clock_name, seat
from tocsin.core.lifecycle.table import called
from tocsin.core.policy.schema.base import ALWAYS

_COLOUR = {"breached": "red", "met_late": "red", "met": "green", "paused": "yellow", "running": "cyan"}


TEXT = 600
"""Characters of the customer's words on the page; `--format json` has them all."""


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
    customer = f" ({plain(state.ticket.customer)})" if state.ticket.customer else ""
    yield f"{click.style(state.id, bold=True)}  {plain(state.ticket.title)}{customer}"
    segment = f", {state.segment}" if state.segment else ""
    rating = f"{state.severity} level {state.level}{segment}"
    yield f"{state.status}, {rating}, version {state.version}, at {_at(seen, seen.now)}"
    if state.owner:
        offered = f", offered to {seen.name(state.offer.to)}" if state.offer else ""
        yield f"owner: {seen.name(state.owner)}{offered}"
    others = [f"{seat(role)}: {seen.name(p)}" for role, p in state.seats.items() if role != "owner"]
    others += [click.style(f"{seat(role)}: nobody", fg="red") for role in seen.vacant]
    if others:
        yield "; ".join(others)
    if state.is_waiting:
        yield f"waiting for the customer since {_at(seen, state.waits[-1].start)}"
    yield from alarms(seen)
    yield from (line for line in seen.paging if SPENT not in line)
    yield from _links(seen)
    yield from _ticket(seen)
    yield f"policy: {seen.rulebook}"


def _ticket(seen: View) -> Iterator[str]:
    """What came in: when, by whom, in whose words, and what is known."""
    yield plain(seen.reported)
    text = plain(seen.state.ticket.text)
    if text:
        yield f"in their words: {text if len(text) <= TEXT else text[:TEXT] + '…'}"
    if seen.facts:
        yield "known: " + plain(", ".join(f"{name} = {value}" for name, value in seen.facts.items()))


def _links(seen: View) -> Iterator[str]:
    links = seen.state.links
    if links.original:
        yield f"duplicate of {links.original}"
    if links.duplicates:
        yield f"duplicates: {', '.join(links.duplicates)}"
    if links.suggested and not links.original:
        for one in links.suggested:
            yield f"may be a duplicate of {one.stream} ({one.score:.0%}): {plain(one.why)}"


def _clocks(seen: View, why: bool) -> Iterator[str]:
    if seen.clocks:
        yield ""
        yield click.style("Clocks", bold=True)
    for clock in seen.clocks:
        yield _clock(seen, clock)
        if why:
            yield from (f"      {line}" for line in clock.why)


def _clock(seen: View, clock: ClockLine) -> str:
    due = f"due {_at(seen, clock.due_at)}" if clock.due_at else "its due time waits as well"
    left = click.style(f"{clock.left:<24}", fg=_COLOUR.get(clock.status, "white"))
    return (
        f"  {clock_name(clock.name):<12}{left} {due}{_apart(seen, clock)}  ({clock.target}, {clock.calendar})"
    )


def _apart(seen: View, clock: ClockLine) -> str:
    """Where the calendar closes before it is due, what is left of it is not what is left of the night."""
    if clock.status != "running" or clock.due_at is None or clock.calendar == ALWAYS:
        return ""
    return f", {countdown(clock.due_at, seen.now)}"


def _late(seen: View) -> Iterator[str]:
    """What ran out stays on the page, even when it was done later."""
    late = [f"{clock_name(breach.clock)} (due {_at(seen, breach.due_at)})" for breach in seen.state.breaches]
    if late:
        yield click.style(f"  late: {', '.join(late)}", fg="red")


def _pages(seen: View) -> Iterator[str]:
    if not seen.pages:
        return
    yield ""
    asked = any(climb.state == "climbing" for climb in seen.state.paging.climbs.values())
    yield click.style("If nobody answers" if asked else "If nothing is heard", bold=True)
    times = [_at(seen, planned.at) for planned in seen.pages]
    counts = [countdown(planned.at, seen.now) for planned in seen.pages]
    wide, count = max(map(len, times)), max(13, *map(len, counts))
    for planned, at, left in zip(seen.pages, times, counts, strict=True):
        who = f"{seen.name(planned.person)} by {planned.method}" if planned.person else planned.why
        place = f"{planned.climb}/{planned.rung}" if planned.rung else planned.climb
        yield f"  {at:<{wide}}  {left:<{count}}  {place}: {who}"


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
        yield f"  {local:%H:%M:%S %Z}  {plain(seen.name(told.actor)):<18} {plain(told.text)}"


def _at(seen: View, at: datetime) -> str:
    local = at.astimezone(seen.zone)
    day = "" if local.date() == seen.now.astimezone(seen.zone).date() else f"{local:%a %d %b} "
    return f"{day}{local:%H:%M %Z}"
