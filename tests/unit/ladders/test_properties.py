"""What holds for every ladder: it ends, an answer ends it, nobody is paged twice, jumps change no order."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.unit.ladders.made import Desk, at, minutes
from tocsin.core.calendar.business import BusinessHours
from tocsin.core.ladders import commands
from tocsin.core.ladders.advance import advance, timetable
from tocsin.core.ladders.due import next_due
from tocsin.core.ladders.events import LadderSpent, PageOrdered, PagingEvent, RungReached, RungRepeated
from tocsin.core.ladders.evolve import fold
from tocsin.core.ladders.failures import failed
from tocsin.core.ladders.rungs import Ladder, Night, Rule, Rung
from tocsin.core.ladders.state import EMPTY, Paging
from tocsin.core.model.duration import Span

PEOPLE = ("ana", "ben", "cem", "dee")
START = at("02:00")
END = START + timedelta(days=9)
OFFICE = BusinessHours.of("Europe/Berlin", {"mon-fri": ["08:00-12:00", "13:00-18:00"]})
STATE: TypeAdapter[Paging] = TypeAdapter(Paging)
EVENTS: dict[type, TypeAdapter[PagingEvent]] = {kind: TypeAdapter(kind) for kind in get_args(PagingEvent)}

targets = st.sampled_from([*(f"person {name}" for name in PEOPLE), "rotation empty", "rotation flips"])


@st.composite
def rungs(draw: st.DrawFn, number: int) -> Rung:
    return Rung(
        f"rung-{number}",
        tuple(draw(st.lists(targets, min_size=1, max_size=3, unique=True))),
        Span(minutes(draw(st.integers(1, 30)))),
        every=draw(st.none() | st.integers(1, 20).map(minutes)),
        in_turn=draw(st.booleans()),
        each=draw(st.booleans()),
        hours=draw(st.sampled_from(["always", "office"])),
        outside=draw(st.sampled_from(["skip", "wait"])),
        patient=draw(st.booleans()),
    )


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    steps = tuple(draw(rungs(number)) for number in range(draw(st.integers(1, 4))))
    night = Night(at("22:00").time(), at("07:00").time(), minutes(20))
    ladder = Ladder(
        "ladder",
        steps,
        draw(st.integers(0, 2)),
        draw(st.sampled_from([(), ("person dee",), ("rotation empty",)])),
        draw(st.sampled_from([None, minutes(45)])),
        draw(st.sampled_from([None, night])),
    )
    rule = st.builds(Rule, st.sampled_from(["email", "sms", "phone"]), st.integers(0, 25).map(minutes))
    ways = st.lists(rule, min_size=1, max_size=4, unique=True).map(tuple)
    book = {name: draw(ways) for name in PEOPLE}
    if draw(st.booleans()):
        book["ben"] = ()
    desk = Desk(ladder, rules=book, calendars={"office": OFFICE})
    desk.on_call["flips"] = lambda now: [PEOPLE[now.hour % 3]] if now.minute < 40 else []
    return desk


def step_through(desk: Desk) -> None:
    """Wakes at every due instant until nothing is due, or nine days have passed."""
    while (due := next_due(desk.paging, desk.book)) and due.at <= END:
        desk.does(advance(desk.paging, desk.book, desk.who, due.at))


def visits(desk: Desk) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(e.rung, e.round, tuple(c.person for c in e.called)) for e in desk.of(RungReached)]


@pytest.mark.req("A4.5", "AP.1")
@given(desks())
def test_a_ladder_that_nobody_answers_comes_to_its_end(desk: Desk) -> None:
    desk.start("02:00")
    step_through(desk)
    assert desk.paging.climbs["engineering"].state == "spent"
    assert len(desk.of(LadderSpent)) == 1
    assert next_due(desk.paging, desk.book) is None


@pytest.mark.req("A4.5")
@given(desks())
def test_nobody_is_paged_twice_by_one_method_at_one_moment(desk: Desk) -> None:
    desk.start("02:00")
    step_through(desk)
    moments = Counter((page.person, page.method, page.at) for page in desk.sent())
    assert all(count == 1 for count in moments.values())
    covered = Counter(pair for page in desk.sent() for pair in page.covers)
    assert all(count == 1 for count in covered.values())
    assert [page.page for page in desk.sent()] == [f"p{n + 1}" for n in range(len(desk.sent()))]


@pytest.mark.req("A4.5")
@given(desks(), st.integers(0, 200))
def test_an_answered_climb_pages_nobody_until_it_is_raised(desk: Desk, after: int) -> None:
    desk.start("02:00")
    while (due := next_due(desk.paging, desk.book)) and due.at <= START + minutes(after):
        desk.does(advance(desk.paging, desk.book, desk.who, due.at))
    climb = desk.paging.climbs["engineering"]
    desk.does(commands.acknowledge(desk.paging, "engineering", "ana", START + minutes(after)))
    before = len(desk.pages())
    quiet = next_due(desk.paging, desk.book)
    if climb.each:
        assert all(cycle.person != "ana" for cycle in desk.paging.cycles.values())
        return
    assert quiet is None or quiet.kind in ("silent", "night")
    last = END if quiet is None else quiet.at - timedelta(seconds=1)
    assert advance(desk.paging, desk.book, desk.who, last) == []
    assert len(desk.pages()) == before


@pytest.mark.req("A4.5", "AP.1")
@given(desks(), st.lists(st.integers(1, 50), min_size=1, max_size=60))
def test_waking_at_any_instants_climbs_the_same_rungs_in_the_same_order(desk: Desk, jumps: list[int]) -> None:
    """Where the answer depends on the hour (calendars, rotations), so does who is paged: left out here."""
    fixed = tuple(
        Rung(r.id, tuple(t for t in r.targets if t != "rotation flips"), r.wait, in_turn=r.in_turn)
        for r in desk.ladder.rungs
    )
    ladder = Ladder("ladder", fixed, desk.ladder.repeat, desk.ladder.last)
    by_minute, by_jumps = (Desk(ladder, rules=desk.book.rules) for _ in range(2))
    for one in (by_minute, by_jumps):
        one.start("02:00")
    now, n = START, 0
    while next_due(by_jumps.paging, by_jumps.book):
        now, n = now + minutes(jumps[n % len(jumps)]), n + 1
        by_jumps.does(advance(by_jumps.paging, by_jumps.book, by_jumps.who, now))
    now = START
    while next_due(by_minute.paging, by_minute.book):
        now += minutes(1)
        by_minute.does(advance(by_minute.paging, by_minute.book, by_minute.who, now))
    assert visits(by_jumps) == visits(by_minute)
    assert all(event.at >= event.due_at for event in by_jumps.sent())


@pytest.mark.req("A4.5", "AP.1")
@given(desks())
def test_waking_every_minute_is_waking_when_something_is_due(desk: Desk) -> None:
    other = Desk(desk.ladder, rules=desk.book.rules, calendars=desk.book.calendars)
    other.on_call = desk.on_call
    for one in (desk, other):
        one.start("02:00")
    desk.run_until("06:00")
    for minute in range(1, 241):
        other.does(advance(other.paging, other.book, other.who, START + minutes(minute)))
    assert other.events == desk.events


@pytest.mark.req("A4.5")
@given(desks())
def test_advancing_twice_at_one_instant_does_nothing_the_second_time(desk: Desk) -> None:
    desk.start("02:00")
    for minute in range(0, 240, 7):
        desk.does(advance(desk.paging, desk.book, desk.who, START + minutes(minute)))
        assert advance(desk.paging, desk.book, desk.who, START + minutes(minute)) == []


@pytest.mark.req("A4.5")
@given(desks())
def test_the_timetable_foretells_every_page(desk: Desk) -> None:
    desk.start("02:00")
    planned = timetable(desk.paging, desk.book, desk.who, START, limit=400, within=timedelta(days=9))
    before = len(desk.sent())
    step_through(desk)
    foretold = [(p.at, p.person, p.method) for p in planned if p.method]
    assert foretold == [(p.at, p.person, p.method) for p in desk.sent()[before:]][: len(foretold)]
    assert len(planned) == 400 or len(foretold) == len(desk.sent()) - before


def possible(desk: Desk, person: str, climb: str, now: datetime) -> list[Callable[[], list[PagingEvent]]]:
    """Every command that a person or the engine may give next."""
    paging, book, who = desk.paging, desk.book, desk.who
    found: list[Callable[[], list[PagingEvent]]] = [
        lambda: commands.start(paging, climb, "ladder", book, who, now, "raised"),
        lambda: commands.start(paging, climb, "ladder", book, who, now, "raised", person),
        lambda: commands.hold(paging, now, "maintenance"),
        lambda: commands.release(paging, book, who, now),
        lambda: commands.rules_changed(paging, now),
    ]
    found += [lambda id_=id_: failed(paging, id_, book, who, now, "refused") for id_ in paging.pages]  # type: ignore[misc]
    if climb not in paging.climbs or paging.climbs[climb].state == "stopped":
        return found
    found += [
        lambda: commands.acknowledge(paging, climb, person, now),
        lambda: commands.stop(paging, climb, now, "lowered"),
        lambda: commands.reraise(paging, climb, book, who, now, "grew"),
        lambda: commands.move(paging, climb, "ladder", book, who, now, "policy"),
        lambda: commands.postpone(paging, climb, now + minutes(7), now, person),
    ]
    if paging.held_since is None:
        found.append(lambda: commands.escalate(paging, climb, book, who, now, person))
    return found


@pytest.mark.req("A4.5", "AP.1")
@settings(max_examples=150)
@given(st.data(), desks())
def test_whatever_is_asked_in_whatever_order_state_is_the_fold_of_the_events(
    data: st.DataObject, desk: Desk
) -> None:
    draw, now = data.draw, START
    desk.start("02:00")
    for _ in range(draw(st.integers(1, 25))):
        now += minutes(draw(st.integers(0, 30)))
        person, climb = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(["engineering", "level-3"]))
        desk.does(draw(st.sampled_from(possible(desk, person, climb, now)))())
        desk.does(advance(desk.paging, desk.book, desk.who, now))
        due = next_due(desk.paging, desk.book)
        assert due is None or due.at > now
        assert STATE.validate_json(STATE.dump_json(desk.paging)) == desk.paging
        stopped = {id_ for id_, climb in desk.paging.climbs.items() if climb.state == "stopped"}
        assert not any(cycle.climb in stopped for cycle in desk.paging.cycles.values())
    assert fold(EMPTY, desk.events) == desk.paging
    assert [EVENTS[type(e)].validate_json(EVENTS[type(e)].dump_json(e)) for e in desk.events] == desk.events
    called = [e for e in desk.events if isinstance(e, RungReached | RungRepeated | PageOrdered)]
    assert all(e.at >= e.due_at for e in called)
