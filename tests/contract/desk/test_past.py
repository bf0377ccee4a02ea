"""The past is exact, projections are what events give, and what was tampered with is named."""

from __future__ import annotations

import pytest

from tests.contract.desk.made import Night
from tests.contract.desk.stories import told
from tocsin.app.desk.past import past_view, projector
from tocsin.app.desk.view_json import as_json
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.codec import read_event, state_bytes
from tocsin.core.lifecycle.evolve import evolve
from tocsin.core.lifecycle.state import State
from tocsin.core.model.finding import Refused


def test_stop_the_line_pages_at_once_and_is_rebuilt_as_it_was(night: Night) -> None:
    stream = night.outage(danger=True)
    state = night.state(stream)
    assert (state.stopped, state.level, state.seats["incident_commander"]) == (True, 3, "dan")
    assert ("09:00", "eve") in night.paged(stream)
    night.holds()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_at_every_events_instant_the_past_is_what_had_been_folded_by_then(night: Night, seed: int) -> None:
    streams = told(night, seed)
    for stream in streams:
        recorded = night.store.events(stream)
        times = [event.at for event in recorded]
        assert times == sorted(times)
        state = State(stream, policy=recorded[0].policy)
        for event, following in zip(recorded, [*times[1:], None], strict=True):
            state = evolve(state, read_event(event.kind, event.data), event.at, event.actor)
            if following != event.at:
                assert night.desk.past(stream, event.at) == state
        assert night.desk.past(stream) == state == night.state(stream)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_story_the_record_holds_and_every_projection_is_its_rebuild(
    night: Night, seed: int
) -> None:
    told(night, seed)
    night.holds()


def test_the_past_view_tells_only_what_had_happened(night: Night) -> None:
    stream = night.outage()
    night.at("09:05").do(stream, "ben", c.Acknowledge())
    night.at("09:20").do(stream, "ben", c.SendUpdate("we are on it"))
    seen = as_json(past_view(night.desk, stream, night.at("09:07").now))
    assert [clock["status"] for clock in seen["clocks"] if clock["name"] == "response"] == ["running"]
    assert "update_sent" not in [line["kind"] for line in seen["timeline"]]
    with pytest.raises(Refused, match="not there yet"):
        past_view(night.desk, stream, night.at("08:59").now)


@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        (b'{"id":"ESC-1001","no_such":1,"status":7}', "unreadable"),
        (b"\xff\x00 not json", "unreadable"),
        (b'{"id":"ESC-1001","version":1}', "another version"),
        (b'{"id":"ESC-7"}', "another escalation"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_snapshot_that_is_not_its_own_is_made_again_from_the_events(
    night: Night, spoilt: bytes, named: str
) -> None:
    stream = night.outage()
    whole = night.state(stream)
    night.store._session.run("UPDATE tocsin_stream SET state = %s WHERE id = %s", [spoilt, stream])
    assert night.state(stream) == whole, named
    night.at("09:10").work()
    assert night.paged(stream) == [("09:00", "ben"), ("09:10", "cleo")]
    night.holds()


def test_a_rebuild_finds_and_mends_a_tampered_snapshot_row_and_obligation(night: Night) -> None:
    stream, other = night.outage(), night.outage("Beta")
    before = night.state(stream), night.store.rows()
    run = night.store._session.run
    spoilt = state_bytes(before[0]).replace(b'"owner":"ann"', b'"owner":"eve"')
    run("UPDATE tocsin_stream SET state = %s WHERE id = %s", [spoilt, stream])
    run("UPDATE tocsin_row SET severity = 'P3' WHERE stream = %s", [other])
    run("UPDATE tocsin_stream SET due_at = due_at + 1 WHERE id = %s", [other])
    project = projector(night.desk)
    found = [(one.stream, one.field) for one in night.store.rebuild(project, write=False)]
    assert set(found) == {
        (stream, "snapshot.owner"), (stream, "snapshot.seats"), (other, "row.severity"), (other, "wake"),
    }  # fmt: skip
    night.store.rebuild(project)
    assert (night.state(stream), night.store.rows()) == before
    night.holds()


def test_verify_names_an_edited_event(night: Night) -> None:
    stream = night.outage()
    session = night.store._session
    if night.store.is_shared:
        session.run("ALTER TABLE tocsin_event DISABLE TRIGGER USER")
    else:
        session.run("DROP TRIGGER tocsin_event_no_update")
    sql = "UPDATE tocsin_event SET actor = 'eve' WHERE stream = %s AND kind = 'opened'"
    session.run(sql, [stream])
    version = night.kinds(stream).index("opened") + 1
    assert [(f.stream, f.version, f.field) for f in night.store.verify().faults] == [
        (stream, version, "actor")
    ]
