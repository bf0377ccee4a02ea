"""The desk's page on both engines: order, filters, search and pages are those of a look at every state."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.contract.desk.made import Night
from tests.contract.desk.stories import told
from tocsin.app.desk.board import Board, Line, Wanted, board
from tocsin.app.desk.board_fill import fill
from tocsin.app.desk.board_json import board_json
from tocsin.app.desk.board_row import concerned, next_due
from tocsin.core.lifecycle import commands as c
from tocsin.core.model.finding import Refused

THROUGH = (
    c.Acknowledge(), c.SendUpdate("we look"), c.Stabilise("", ("stopped",)),
    c.RecordFinding("disk", cause=True),
    c.Verify("fine"), c.Resolve(), c.Close("done", ("ticket",)),
)  # fmt: skip
FAR = datetime(9000, 1, 1, tzinfo=UTC)


def looked(night: Night, wanted: Wanted = Wanted(), **how: Any) -> Board:  # noqa: B008 (it is frozen)
    return board(night.desk, wanted, night.now, **how)


def names(page: Board) -> list[str]:
    return [line.row.stream for line in page.lines]


def pages(night: Night, wanted: Wanted, limit: int) -> Iterator[Line]:
    after = ""
    while True:
        page = looked(night, wanted, limit=limit, after=after)
        yield from page.lines
        after = page.next
        if not after:
            return


def expected(night: Night) -> list[str]:
    """Every open escalation by what is due next, found without the list."""
    found = []
    for stream in night.store.streams():
        state, rules = night.desk.load(stream)
        if state.times.closed is None:
            due = next_due(state, rules)
            found.append((due.due_at if due else FAR, stream))
    return [stream for _, stream in sorted(found)]


@pytest.mark.req("A3.1")
@pytest.mark.parametrize("seed", range(3))
def test_a_random_morning_stands_on_the_desk_in_the_order_in_which_it_falls_due(
    night: Night, seed: int
) -> None:
    told(night, seed)
    wanted = expected(night)
    assert names(looked(night)) == wanted
    assert [line.row.stream for line in pages(night, Wanted(), 2)] == wanted
    assert looked(night, limit=1).total == len(wanted)
    night.holds()


@pytest.mark.parametrize("seed", range(2))
def test_filters_find_what_a_look_at_every_state_finds(night: Night, seed: int) -> None:
    told(night, seed)
    states = {stream: night.state(stream) for stream in expected(night)}
    asked = {
        Wanted(severities=("P1", "P3")): lambda s: s.severity in ("P1", "P3"),
        Wanted(levels=(3,)): lambda s: s.level == 3,
        Wanted(statuses=("open", "stabilised")): lambda s: s.status in ("open", "stabilised"),
        Wanted(customer="Beta"): lambda s: s.ticket.customer == "Beta",
        Wanted(owner="eve"): lambda s: s.owner == "eve",
        Wanted(segment="enterprise"): lambda s: s.segment == "enterprise",
        Wanted(team="engineering"): lambda s: s.judged.team == "engineering",
        Wanted(waiting=True): lambda s: s.is_waiting,
        Wanted(waiting=False, levels=(1, 2)): lambda s: not s.is_waiting and s.level in (1, 2),
        Wanted(mine="dan"): lambda s: "dan" in concerned(s),
        Wanted(mine="da"): lambda s: False,
    }
    for wanted, holds in asked.items():
        assert set(names(looked(night, wanted))) == {k for k, state in states.items() if holds(state)}, wanted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("checkout", True), ("CHECK down", True), ("payment fai", True), ("zebra", False), ("heckout", False),
        ("acme", True), ("checkout zebra", False), ("%", False), ("'", False), ("check' | x:*", False),
    ],
)  # fmt: skip
def test_words_are_found_by_their_beginnings(night: Night, text: str, found: bool) -> None:
    if not night.store.is_shared and text == "heckout":
        pytest.skip("SQLite finds it anywhere in a word")
    stream = night.outage("Acme")
    assert names(looked(night, Wanted(text=text))) == ([stream] if found else [])


def test_a_number_or_a_name_in_another_script_is_found(night: Night) -> None:
    one, other = night.outage("支付宝(中国)"), night.outage("Müller-Lüdenscheid")
    assert names(looked(night, Wanted(text=one.lower()))) == [one]
    assert names(looked(night, Wanted(text="中国"))) == [one]
    assert names(looked(night, Wanted(text="MÜLLER lüden"))) == [other]
    assert names(looked(night, Wanted(text=other[4:]))) == [other]


def test_lines_stay_behind_their_cursor_while_others_move(night: Night) -> None:
    streams = [night.at(f"09:{n:02}").outage(f"C{n}") for n in range(6)]
    first = looked(night, limit=3)
    assert names(first) == streams[:3]
    night.do(streams[1], "ben", c.Acknowledge())
    night.do(streams[1], "ben", c.SendUpdate("we look"))
    assert names(looked(night, limit=3, after=first.next)) == [*streams[3:]]
    assert names(looked(night, limit=10)) == [streams[0], *streams[2:], streams[1]]


def test_closed_ones_the_latest_first(night: Night) -> None:
    streams = [night.outage(f"C{n}") for n in range(4)]
    night.do(streams[2], "ben", c.Acknowledge())
    for minute, n in ((5, 1), (6, 3), (7, 0)):
        night.at(f"09:{minute:02}")
        night.do(streams[n], "ben", *THROUGH)
    assert names(looked(night)) == [streams[2]]
    closed = Wanted(closed=True)
    assert [line.row.stream for line in pages(night, closed, 1)] == [streams[n] for n in (0, 3, 1)]
    assert names(looked(night, replace(closed, owner="nobody"))) == []
    assert names(looked(night, replace(closed, text="c3 checkout"))) == [streams[3]]


def test_a_cursor_of_something_else_is_refused(night: Night) -> None:
    for n in range(3):
        night.outage(f"C{n}")
    cursor = looked(night, limit=1).next
    for after in ("x", "💥", "A" * 5000, urlsafe_b64encode(b"o99999999999999999999999:ESC-1").decode()):
        with pytest.raises(Refused, match="is no cursor of this list"):
            looked(night, after=after)
    with pytest.raises(Refused, match="is no cursor of this list"):
        looked(night, Wanted(closed=True), after=cursor)


def test_lines_of_the_release_before_are_filled_when_the_desk_is_looked_at(night: Night) -> None:
    streams = [night.at(f"09:{n:02}").outage(f"C{n}") for n in range(4)]
    sql = "UPDATE tocsin_row SET due_at = NULL, people = '', terms = '', team = ''"
    night.store._session.run(sql)
    night.store._session.run("UPDATE tocsin_stream SET state = %s WHERE id = %s", [b"x", streams[3]])
    assert names(looked(night)) == streams
    assert fill(night.desk) == 0
    assert names(looked(night, Wanted(mine="ben"))) == streams


def test_a_line_as_json(night: Night) -> None:
    stream = night.outage()
    night.at("09:05")
    (line,) = looked(night).lines
    told_ = board_json(line)
    assert told_["id"] == stream
    assert told_["due"] == {
        "at": "2027-03-02T09:15:00Z",
        "kind": "breach",
        "what": "acknowledge",
        "why": "P1 level 2 enterprise: 15 min in always from Tue 2027-03-02 09:00 UTC",
    }
    assert [(each["name"], each["left"]) for each in told_["clocks"]][:2] == [
        ("acknowledge", "10 min left"),
        ("response", "10 min left"),
    ]
    assert (told_["paging"], told_["vacant"]) == ("climbing", ["sme_lead"])


def test_a_page_asks_few_questions(night: Night) -> None:
    for n in range(30):
        night.outage(f"C{n}")
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with night.store._session.connection.execute_wrapper(note):
        looked(night, Wanted(severities=("P1",)), limit=20)
    assert len(asked) <= 6, asked
