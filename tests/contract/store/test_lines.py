"""Lines that changed, several snapshots, and what rule books lay over a policy: each with one question."""

from __future__ import annotations

from tests.contract.store.makes import MINUTE, NOW, change, row
from tocsin.app.ports_run_time import RunTime
from tocsin.storage.store import DjangoStore

OVERRIDE = {"rotation": "support", "from": "2026-10-25T00:00:00Z", "to": "2026-10-26T00:00:00Z"}


def test_the_lines_of_streams_that_changed_since_and_no_others(store: DjangoStore) -> None:
    store.save([change("ESC-1"), change("ESC-2")])
    end = store.feed_end()
    assert list(store.changed(end, 10) or ()) == []
    store.save([change("ESC-2", 1, row=row("ESC-2", title="Worse", original="ESC-1"))])
    (line,) = store.changed(end, 10) or ()
    assert (line.stream, line.title, line.original) == ("ESC-2", "Worse", "ESC-1")
    assert {one.stream for one in store.changed(0, 10) or ()} == {"ESC-1", "ESC-2"}


def test_after_very_many_events_nothing_is_listed_line_by_line(store: DjangoStore) -> None:
    store.save([change("ESC-1", 0, "reported", "opened", "noted")])
    assert store.changed(0, 2) is None
    assert [one.stream for one in store.changed(0, 3) or ()] == ["ESC-1"]


def test_several_snapshots_at_once(store: DjangoStore) -> None:
    store.save([change("ESC-1"), change("ESC-2")])
    found = store.loads(["ESC-2", "ESC-9", "ESC-1"])
    assert {name: one.version for name, one in found.items()} == {"ESC-1": 1, "ESC-2": 1}
    assert found["ESC-1"] == store.load("ESC-1")
    assert store.loads([]) == {}


def test_what_is_laid_over_a_policy_is_what_the_parts_say(store: DjangoStore) -> None:
    assert store.run_time() == RunTime()
    store.note("policy", "p1")
    one = store.add_roster_change(NOW, "anna", "override", OVERRIDE)
    two = store.add_roster_change(NOW, "anna", "override", OVERRIDE)
    store.keep_reach("ben", {"rules": []}, NOW, "ben")
    store.keep_reach("anna", {"rules": []}, NOW, "anna")
    assert store.cancel_roster_change(one.id, NOW + MINUTE, "ben")
    found = store.run_time()
    assert found == RunTime("p1", tuple(store.roster_changes()), tuple(store.reaches()))
    assert [change.id for change in found.changes] == [two.id]
    assert store.run_time() is found


def test_every_change_of_it_is_seen_even_at_the_same_instant(store: DjangoStore) -> None:
    store.keep_reach("ben", {"n": 1}, NOW, "ben")
    first = store.run_time()
    store.keep_reach("ben", {"n": 2}, NOW, "ben")
    second = store.run_time()
    assert (first.reaches[0].data, second.reaches[0].data) == ({"n": 1}, {"n": 2})
    store.forget_reach("ben")
    assert store.run_time() == RunTime()
