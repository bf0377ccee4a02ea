"""Projections are what the events give: compared, and made again, while the desk goes on."""

from __future__ import annotations

import json

import pytest

from tests.contract.store.makes import change, due, project, row
from tocsin.app.ports import Wake
from tocsin.storage.store import DjangoStore


@pytest.fixture
def told(store: DjangoStore) -> DjangoStore:
    for n in range(3):
        store.save([change(f"ESC-{s}", n) for s in range(1001, 1004)])
    return store


def test_what_is_stored_is_what_the_events_give(told: DjangoStore) -> None:
    assert told.rebuild(project, write=False) == []


def test_a_spoilt_projection_is_named_and_only_compared_when_asked(told: DjangoStore) -> None:
    told._session.run("UPDATE tocsin_row SET title = 'x', level = 0 WHERE stream = 'ESC-1002'")
    told._session.run("DELETE FROM tocsin_row WHERE stream = 'ESC-1001'")
    told._session.run("UPDATE tocsin_stream SET wake_kind = 'rung', due_at = 0 WHERE id = 'ESC-1003'")
    found = told.rebuild(project, write=False)
    assert [(one.stream, one.field) for one in found] == [
        ("ESC-1001", "row"), ("ESC-1002", "row.level"), ("ESC-1002", "row.title"), ("ESC-1003", "wake"),
    ]  # fmt: skip
    assert (found[2].stored, found[2].rebuilt) == ("x", "Checkout is down")
    assert found[3].stored == "rung at 1970-01-01T00:00:00Z"
    assert len(told.rebuild(project, write=False)) == 4


def test_a_rebuild_mends_everything_and_says_what_it_mended(told: DjangoStore) -> None:
    before = [(told.load(s), told.rows()) for s in told.streams()]
    told._session.run("DELETE FROM tocsin_row")
    spoilt = json.dumps({"version": 9}).encode()
    told._session.run("UPDATE tocsin_stream SET state = %s", [spoilt])
    heard: list[tuple[int, int]] = []
    found = told.rebuild(project, lambda done, total: heard.append((done, total)))
    assert {one.field for one in found} == {"row", "snapshot.kinds", "snapshot.version"}
    assert heard == [(3, 3)]
    assert [(told.load(s), told.rows()) for s in told.streams()] == before
    assert told.rebuild(project) == []


def test_a_rebuilt_wake_is_claimed(told: DjangoStore) -> None:
    def later(stream: str, events: object) -> tuple[bytes, object, Wake]:
        state, line, _ = project(stream, events)
        return state, line, due(0)

    assert len(told.rebuild(later)) == 3  # type: ignore[arg-type]
    with told.claim(due(0).due_at, 10) as claimed:
        assert [one.wake for one in claimed] == [due(0)] * 3


def test_many_streams_are_done_in_batches(store: DjangoStore) -> None:
    store.save([change(f"ESC-{n}") for n in range(1001, 1451)])
    heard: list[tuple[int, int]] = []
    other = row("x", customer="Other")

    def renamed(stream: str, events: object) -> tuple[bytes, object, None]:
        state, _, _ = project(stream, events)
        return state, row(stream, customer=other.customer), None

    found = store.rebuild(renamed, lambda done, total: heard.append((done, total)))  # type: ignore[arg-type]
    assert heard == [(200, 450), (400, 450), (450, 450)]
    assert {one.field for one in found} == {"row.customer"} and len(found) == 450


def test_a_projection_that_cannot_be_made_stops_it_and_changes_nothing_of_its_batch(
    told: DjangoStore,
) -> None:
    told._session.run("UPDATE tocsin_row SET title = 'x'")

    def broken(stream: str, events: object) -> tuple[bytes, object, None]:
        if stream == "ESC-1003":
            raise LookupError("no such policy")
        return project(stream, events)  # type: ignore[return-value]

    with pytest.raises(LookupError):
        told.rebuild(broken)  # type: ignore[arg-type]
    assert {one.title for one in told.rows()} == {"x"}


def test_a_head_that_was_lost_is_made_again(told: DjangoStore) -> None:
    before = told.load("ESC-1002")
    told._session.run("DELETE FROM tocsin_stream WHERE id = 'ESC-1002'")
    assert [(one.stream, one.field) for one in told.rebuild(project)] == [("ESC-1002", "head")]
    assert told.load("ESC-1002") == before
    assert told.verify().faults == ()


def test_a_record_that_is_cut_is_named_and_not_papered_over(told: DjangoStore) -> None:
    told._session.run("UPDATE tocsin_stream SET version = 4 WHERE id = 'ESC-1002'")
    before = told.load("ESC-1002")
    found = told.rebuild(project)
    assert [(one.stream, one.field, one.stored, one.rebuilt) for one in found] == [
        ("ESC-1002", "version", "4", "3")
    ]
    assert told.load("ESC-1002") == before
    assert [fault.field for fault in told.verify().faults] == ["version"]


def test_trouble_stays_put_off_through_a_rebuild(told: DjangoStore) -> None:
    told.save([change("ESC-1001", 3, wake=due(0))])
    told.postpone("ESC-1001", due(9).due_at, "no")

    def same(stream: str, events: object) -> tuple[bytes, object, Wake | None]:
        state, _, _ = project(stream, events)
        return state, row(stream, title="new"), due(0) if stream == "ESC-1001" else None

    told.rebuild(same)  # type: ignore[arg-type]
    assert told.overdue(due(5).due_at)[0].tries_at == due(9).due_at
