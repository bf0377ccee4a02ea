"""Whatever people do in whatever order and at whatever time: the life cycle's promises hold."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.lifecycle.timeline import OUTAGE, Timeline
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.obligations import earliest
from tocsin.core.lifecycle.table import ALLOWED, ESCALATED, INTAKE, MOVES, Status
from tocsin.core.model.finding import Refused

PEOPLE = ("ann", "ben", "cleo", "dan", "eve")
people = st.sampled_from(PEOPLE)
why = st.just("why")
seats = st.sampled_from(["sme_lead", "incident_commander", "owner"])
worse = st.none() | st.sampled_from(["P1", "P2"])
targets = st.sampled_from(["person eve", "ladder incident", "team duty", "role owner"])
lines = st.lists(st.sampled_from(("all", "stopped", "ticket")), max_size=1).map(tuple)
commands = st.one_of(
    st.builds(c.TriageIt, st.fixed_dictionaries({"outage": st.booleans()}), st.just(("production",))),
    st.builds(c.Open, why, st.integers(1, 3)),
    st.builds(c.RecordFacts, st.fixed_dictionaries({"customers_affected": st.integers(0, 5)})),
    st.just(c.RecordFacts({"danger": True})),
    st.builds(c.Raise, why, st.none() | st.sampled_from([2, 3, 3, 3, 9]), worse),
    st.builds(c.Lower, why, st.none() | st.integers(0, 2), st.none() | st.sampled_from(["P2", "P3"])),
    st.builds(c.Page, targets, why),
    st.builds(c.Acknowledge), st.builds(c.Decline, why),
    st.builds(c.PageFailed, st.just("p1"), st.just("no")),
    st.builds(c.Assign, people), st.just(c.Accept()), st.builds(c.Refuse, why),
    st.builds(c.Fill, seats, people),
    st.builds(c.Leave, seats), st.builds(c.EngageSme, people),
    st.builds(c.Link, st.just("ESC-9"), why),
    st.builds(c.Unlink, why),
    st.builds(c.Join, st.sampled_from(["ESC-2", "ESC-3", "ESC-4"]), st.just("B"), why),
    st.builds(c.Wait,
    st.just("logs")),
    st.builds(c.Resume),
    st.builds(c.RecordFinding,
    st.just("x"),
    st.booleans()),
    st.builds(c.RecordWorkaround, st.just("x"), st.booleans()), st.builds(c.SendUpdate, st.just("x")),
    st.builds(c.Stabilise, st.just(""), lines), st.builds(c.Verify, st.just("ok")),
    st.builds(c.Resolve, st.just(""), lines), st.builds(c.Reopen, why),
    st.builds(c.Close, st.just("note"), lines), st.builds(c.Note, st.just("x")),
)  # fmt: skip
steps = st.lists(st.tuples(people, commands, st.integers(0, 240), st.booleans()), min_size=8, max_size=30)


def holds(line: Timeline) -> None:
    """What must be true after every step."""
    state = line.state
    assert (state.status in ESCALATED) <= bool(state.owner)
    if state.owner:
        assert state.seats["owner"] == state.owner
    if state.status in ESCALATED and state.level >= 3:
        assert state.seats.get("incident_commander")
    if state.judged.stop:
        assert state.status not in INTAKE
    if state.status is Status.CLOSED:
        assert all(climb.state == "stopped" for climb in state.paging.climbs.values())
        assert earliest(state, line.rules) is None
    assert len(set(state.marks)) == len(state.marks)
    times = [at for _, at, _ in line.events]
    assert times == sorted(times)
    assert state.version == len(line.events)


@pytest.mark.req("A3.1", "A3.3", "A5.8", "A4.5")
@settings(max_examples=200)
@given(steps, st.booleans())
def test_one_owner_a_commander_at_level_3_nothing_told_twice_and_the_fold_is_the_state(
    taken: list[tuple[str, c.Command, int, bool]], big: bool
) -> None:
    line = (
        Timeline("09:00").reported(**OUTAGE) if big else Timeline("09:00").reported(triage=False, outage=True)
    )
    for who, command, minutes, awake in taken:
        then = line.now + timedelta(minutes=minutes)
        (line.at if awake else line.jump)(then.isoformat())
        due = earliest(line.state, line.rules)
        assert due is None or due.due_at > line.now
        before = line.state
        try:
            line.do(who, command)
        except Refused as refused:
            assert line.state is before
            assert all(finding.message for finding in refused.findings)
        holds(line)


def test_every_command_has_its_row_in_the_table_and_every_row_its_command() -> None:
    kinds = {
        command.kind
        for command in vars(c).values()
        if isinstance(command, type) and getattr(command, "kind", "")
    }
    assert kinds == set(ALLOWED)


def test_every_move_of_the_table_is_an_event() -> None:
    from tocsin.core.lifecycle.codec import KINDS

    assert set(MOVES) <= set(KINDS)


def test_every_event_has_words() -> None:
    from tocsin.core.lifecycle.codec import KINDS
    from tocsin.core.lifecycle.story import TOLD

    assert set(KINDS.values()) == TOLD
