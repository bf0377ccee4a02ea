"""The store's promise: what was saved is there whole, in order, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.store.makes import MINUTE, NOW, POLICY, change, due, row
from tocsin.app.ports import Conflict, Event, Repeated, Wake
from tocsin.core.model.chain import GENESIS
from tocsin.storage.store import DjangoStore

ID = "ESC-1001"


def test_a_saved_stream_is_loaded_as_it_was_saved(store: DjangoStore) -> None:
    saved = change(ID, 0, "reported", "opened", wake=due(10))
    store.save([saved])
    snapshot = store.load(ID)
    assert snapshot is not None
    assert (snapshot.version, snapshot.state, snapshot.wake) == (2, saved.snapshot, due(10))
    assert store.load("ESC-9") is None


def test_events_come_back_in_order_with_everything_they_say(store: DjangoStore) -> None:
    store.save([change(ID, 0, "reported", "opened", key="k1")])
    store.save([change(ID, 2, "acknowledged", actor="bob", at=NOW + MINUTE)])
    first, second, third = store.events(ID)
    assert [e.version for e in (first, second, third)] == [1, 2, 3]
    assert [e.kind for e in (first, second, third)] == ["reported", "opened", "acknowledged"]
    assert (third.actor, third.at, third.policy, third.key) == ("bob", NOW + MINUTE, POLICY, "")
    assert first.data == {"n": 1, "text": "reported é"}
    assert first.key == "k1"
    assert first.previous == GENESIS
    assert (second.previous, third.previous) == (first.hash, second.hash)
    snapshot = store.load(ID)
    assert snapshot is not None and snapshot.hash == third.hash


def test_events_until_an_instant_include_that_instant(store: DjangoStore) -> None:
    store.save([change(ID)])
    store.save([change(ID, 1, at=NOW + MINUTE)])
    assert [e.version for e in store.events(ID, NOW + MINUTE)] == [1, 2]
    assert [e.version for e in store.events(ID, NOW + MINUTE - timedelta(microseconds=1))] == [1]
    assert store.events("ESC-9") == []


def test_a_stale_version_saves_nothing_and_says_who_moved_it(store: DjangoStore) -> None:
    store.save([change(ID)])
    store.save([change(ID, 1, "acknowledged", actor="bob")])
    with pytest.raises(Conflict, match=r"`ESC-1001` is at version 2, not 1: `acknowledged` by `bob`") as told:
        store.save([change("ESC-1002"), change(ID, 1, "declined")])
    assert (told.value.stream, told.value.expected, told.value.found) == (ID, 1, 2)
    assert store.load("ESC-1002") is None
    assert len(store.events(ID)) == 2


def test_a_stream_is_begun_once(store: DjangoStore) -> None:
    store.save([change(ID)])
    with pytest.raises(Conflict):
        store.save([change(ID)])


def test_a_batch_may_change_one_stream_twice(store: DjangoStore) -> None:
    store.save([change(ID, 0, "reported"), change(ID, 1, "opened"), change("ESC-1002", 0)])
    assert [e.kind for e in store.events(ID)] == ["reported", "opened"]
    assert store.verify().faults == ()


def test_a_command_with_a_client_key_is_answered_once(store: DjangoStore) -> None:
    store.save([change(ID, key="abc", reply={"stream": ID, "n": 1})])
    assert store.reply("abc") == {"stream": ID, "n": 1}
    assert store.reply("other") is None
    with pytest.raises(Repeated, match="`abc` was carried out already, in `ESC-1001`"):
        store.save([change("ESC-1002", key="new"), change("ESC-1003", key="abc")])
    assert store.load("ESC-1002") is None
    assert store.reply("new") is None


def test_a_client_key_may_be_longer_than_an_index_takes(store: DjangoStore) -> None:
    key = "ké" * 3000
    store.save([change(ID, key=key)])
    assert store.reply(key) == {"ok": ID}
    assert store.reply(key[:-1]) is None
    assert store.events(ID)[0].key == key


def test_one_command_on_two_streams_keeps_one_reply(store: DjangoStore) -> None:
    store.save([change(ID, key="link", reply={"n": 1}), change("ESC-1002", key="link", reply={"n": 1})])
    assert store.reply("link") == {"n": 1}


def test_texts_that_no_database_holds_do_not_lose_a_report(store: DjangoStore) -> None:
    bad = "a\0b\ud800c"
    store.save(
        [change(ID, 0, actor=bad, key=bad, row=row(ID, title=bad), events=(Event("reported", {"t": bad}),))]
    )
    event = store.events(ID)[0]
    assert event.data == {"t": bad}
    assert store.rows()[0].title == "a\ufffdb\ufffdc"
    assert store.reply(bad) == {"ok": ID}
    assert store.verify().faults == ()


def test_data_that_is_no_json_saves_nothing(store: DjangoStore) -> None:
    with pytest.raises(ValueError, match="plain JSON"):
        store.save([change("ESC-1002"), change(ID, events=(Event("reported", {"at": NOW}),))])
    with pytest.raises(ValueError, match="JSON"):
        store.save([change(ID, events=(Event("reported", {"n": float("nan")}),))])
    assert list(store.streams()) == []


def test_numbers_count_up_and_are_never_given_twice(store: DjangoStore) -> None:
    assert store.new_stream() == "ESC-1001"
    with pytest.raises(RuntimeError), store.claim(NOW, 1):
        assert store.new_stream() == "ESC-1002"
        raise RuntimeError
    store.save([change(ID, wake=due())])
    with pytest.raises(RuntimeError), store.claim(NOW, 1):
        lost = store.new_stream()
        raise RuntimeError
    assert lost == "ESC-1003"
    assert store.new_stream() == "ESC-1004"


def test_every_stream_is_listed(store: DjangoStore) -> None:
    store.save([change(f"ESC-{n}") for n in range(1001, 1021)])
    assert sorted(store.streams()) == [f"ESC-{n}" for n in range(1001, 1021)]


def test_policies_are_kept_by_hash(store: DjangoStore) -> None:
    store.keep_policy("h", b"text \x00\xff")
    store.keep_policy("h", b"text \x00\xff")
    assert store.policy("h") == b"text \x00\xff"
    assert store.policy("other") is None


def test_facts_about_the_desk_are_written_over(store: DjangoStore) -> None:
    assert store.noted("policy") == ""
    store.note("policy", "a")
    store.note("policy", "b")
    assert store.noted("policy") == "b"


@pytest.mark.req("A2.4")
def test_recent_gives_the_segments_new_ones_and_all_that_are_open(store: DjangoStore) -> None:
    old = NOW - timedelta(days=40)
    rows = {
        "ESC-1": row("ESC-1", reported_at=old),
        "ESC-2": row("ESC-2", reported_at=old, closed_at=old, status="closed"),
        "ESC-3": row("ESC-3", reported_at=NOW - MINUTE, closed_at=NOW, alike={"product": "pay"}, text="x"),
        "ESC-4": row("ESC-4", segment="smb"),
        "ESC-5": row("ESC-5"),
    }
    store.save([change(stream, row=line) for stream, line in rows.items()])
    found = store.recent("enterprise", NOW - timedelta(days=30), 10)
    assert [one.stream for one in found] == ["ESC-5", "ESC-3", "ESC-1"]
    assert found[1] == rows["ESC-3"]
    assert [one.stream for one in store.recent("enterprise", NOW - timedelta(days=30), 2)] == [
        "ESC-5",
        "ESC-3",
    ]


def test_the_list_is_newest_first_and_leaves_out_what_is_closed(store: DjangoStore) -> None:
    store.save([change(f"ESC-{n}", row=row(f"ESC-{n}", reported_at=NOW + n * MINUTE)) for n in range(1, 4)])
    store.save([change("ESC-2", 1, row=row("ESC-2", reported_at=NOW + 2 * MINUTE, closed_at=NOW))])
    assert [one.stream for one in store.rows()] == ["ESC-3", "ESC-1"]
    assert [one.stream for one in store.rows(open_only=False, limit=2)] == ["ESC-3", "ESC-2"]


def test_a_change_without_events_moves_only_the_projection(store: DjangoStore) -> None:
    store.save([change(ID, wake=due(1))])
    quiet = change(ID, 1, events=(), wake=Wake("cadence", NOW + 5 * MINUTE))
    store.save([quiet])
    snapshot = store.load(ID)
    assert snapshot is not None and snapshot.version == 1
    assert snapshot.wake == Wake("cadence", NOW + 5 * MINUTE)
    assert store.verify().faults == ()
