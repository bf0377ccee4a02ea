"""Verification names every edit, gap, exchange and cut, by stream, version and field."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contract.store.makes import MINUTE, NOW, change
from tocsin.app.ports_upkeep import Fault
from tocsin.core.model.chain import Link, link_hash, marks
from tocsin.core.model.instant import to_micros
from tocsin.storage.store import DjangoStore

Hand = Callable[..., None]
A, B, C = "ESC-1001", "ESC-1002", "ESC-1003"


@pytest.fixture
def told(store: DjangoStore) -> DjangoStore:
    """Three streams of three events each, written in turns."""
    for n in range(3):
        store.save([change(stream, n, at=NOW + n * MINUTE) for stream in (A, B, C)])
    return store


@pytest.fixture
def hand(told: DjangoStore) -> Hand:
    """SQL past the guards, as someone with the rights of the owner has it."""
    session = told._session
    for table in ("tocsin_event", "tocsin_ledger"):
        if told.is_shared:
            session.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            session.run(f"DROP TRIGGER {table}_no_update")
            session.run(f"DROP TRIGGER {table}_no_delete")
    return session.run


def found(store: DjangoStore) -> list[tuple[str, int, str]]:
    return [(fault.stream, fault.version, fault.field) for fault in store.verify().faults]


def test_a_record_that_holds_has_no_faults_and_a_digest(told: DjangoStore) -> None:
    verified = told.verify()
    assert (verified.streams, verified.events, verified.faults, verified.more) == (3, 9, (), 0)
    assert told.verify().digest == verified.digest
    told.save([change(A, 3)])
    assert told.verify().digest != verified.digest


def test_an_empty_store_holds(store: DjangoStore) -> None:
    assert store.verify().faults == ()


@pytest.mark.parametrize("verb", ["UPDATE tocsin_event SET actor = 'eve'", "DELETE FROM tocsin_event"])
def test_the_database_itself_refuses_to_change_events(told: DjangoStore, verb: str) -> None:
    with pytest.raises(Exception, match="only ever added to"), told._session.transaction():
        told._session.run(verb)
    assert told.verify().events == 9


@pytest.mark.parametrize(
    ("field", "value"),
    [("actor", "eve"), ("kind", "closed"), ("policy", "other"), ("key", "k"), ("data", '{"n":9}'), ("at", 1)],
)
def test_an_edit_is_named_by_its_field(told: DjangoStore, hand: Hand, field: str, value: object) -> None:
    hand(f"UPDATE tocsin_event SET {field} = %s WHERE stream = %s AND version = 2", [value, B])
    assert found(told) == [(B, 2, field)]


SAID = ("stream", "version", "at", "kind", "actor", "policy", "key", "data")
LINKED = ("previous", "hash", "marks", "lane", "place", "chain")


@pytest.mark.parametrize("column", [*SAID, *LINKED])
def test_no_column_of_any_event_can_be_edited_unseen(told: DjangoStore, hand: Hand, column: str) -> None:
    whole = told._session.fetch("SELECT * FROM tocsin_event ORDER BY position")
    for stream, version in ((A, 1), (B, 2), (C, 3)):
        where = "WHERE stream = %s AND version = %s"
        found = told._session.fetch(f"SELECT position, {column} FROM tocsin_event {where}", [stream, version])
        position, was = found[0]
        value = was + 70 if isinstance(was, int) else f"{was[:-1]}~"
        hand(f"UPDATE tocsin_event SET {column} = %s {where}", [value, stream, version])
        assert told.verify().faults, f"{column} of {stream} version {version}"
        hand(f"UPDATE tocsin_event SET {column} = %s WHERE position = %s", [was, position])
    assert told._session.fetch("SELECT * FROM tocsin_event ORDER BY position") == whole
    assert told.verify().faults == ()


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE tocsin_stream SET version = 2 WHERE id = 'ESC-1002'",
        "UPDATE tocsin_stream SET hash = 'x' WHERE id = 'ESC-1002'",
        "UPDATE tocsin_lane SET place = place - 1",
        "UPDATE tocsin_lane SET place = place + 1",
        "UPDATE tocsin_lane SET hash = 'x'",
        "DELETE FROM tocsin_lane",
        "DELETE FROM tocsin_event",
    ],
)
def test_no_end_of_a_chain_can_be_edited_unseen(told: DjangoStore, hand: Hand, edit: str) -> None:
    hand(edit)
    assert told.verify().faults


def test_two_edits_of_one_event_are_both_named(told: DjangoStore, hand: Hand) -> None:
    hand("UPDATE tocsin_event SET actor = 'eve', data = '{}' WHERE stream = %s AND version = 1", [C])
    assert found(told) == [(C, 1, "actor"), (C, 1, "data")]


def test_a_missing_event_is_a_gap(told: DjangoStore, hand: Hand) -> None:
    hand("DELETE FROM tocsin_event WHERE stream = %s AND version = 2", [B])
    assert (B, 2, "version") in found(told)
    assert ("", 0, "place") in found(told)


def test_a_tail_that_was_cut_off_is_missed(told: DjangoStore, hand: Hand) -> None:
    hand("DELETE FROM tocsin_event WHERE stream = %s AND version = 3", [B])
    assert found(told)[0] == (B, 3, "version")


def test_a_tail_cut_off_together_with_its_head_is_missed(told: DjangoStore, hand: Hand) -> None:
    hand("DELETE FROM tocsin_event WHERE stream = %s AND version = 3", [B])
    hand(
        "UPDATE tocsin_stream SET version = 2, hash ="
        " (SELECT hash FROM tocsin_event WHERE stream = %s AND version = 2) WHERE id = %s",
        [B, B],
    )
    assert found(told) == [("", 0, "place")]
    assert "`ESC-1001` version 3 and `ESC-1003` version 3" in told.verify().faults[0].message


def test_the_very_last_event_cut_off_is_missed(told: DjangoStore, hand: Hand) -> None:
    hand("DELETE FROM tocsin_event WHERE stream = %s AND version = 3", [C])
    assert found(told) == [(C, 3, "version"), ("", 0, "place")]


def test_a_stream_taken_away_whole_is_missed(told: DjangoStore, hand: Hand) -> None:
    for table, column in (("event", "stream"), ("stream", "id"), ("row", "stream")):
        hand(f"DELETE FROM tocsin_{table} WHERE {column} = %s", [A])
    assert set(found(told)) == {("", 0, "place")}
    assert len(found(told)) == 3


def test_a_stream_whose_head_alone_is_left_is_named(told: DjangoStore, hand: Hand) -> None:
    hand("DELETE FROM tocsin_event WHERE stream = %s", [A])
    assert found(told)[0] == (A, 1, "version")


def test_a_head_taken_away_is_named(told: DjangoStore, hand: Hand) -> None:
    hand("DELETE FROM tocsin_stream WHERE id = %s", [B])
    assert found(told) == [(B, 3, "head")]


def test_two_versions_exchanged_are_named(told: DjangoStore, hand: Hand) -> None:
    for old, new in ((1, 9), (2, 1), (9, 2)):
        hand("UPDATE tocsin_event SET version = %s WHERE stream = %s AND version = %s", [new, A, old])
    assert {(A, 1, "version"), (A, 2, "version")} <= set(found(told))


def test_positions_exchanged_are_named(told: DjangoStore, hand: Hand) -> None:
    positions = told._session.fetch("SELECT position FROM tocsin_event WHERE version = 1 ORDER BY position")
    (first,), (second,), _ = positions
    for old, new in ((first, 900), (second, first), (900, second)):
        hand("UPDATE tocsin_event SET position = %s WHERE position = %s", [new, old])
    assert (B, 1, "position") in found(told)


def test_an_event_forged_with_its_hash_and_head_does_not_fit_its_lane(told: DjangoStore, hand: Hand) -> None:
    previous = told.events(A)[1].hash
    link = Link(A, 3, to_micros(NOW), "noted", "eve", "p", "", "{}")
    forged = link_hash(previous, link)
    hand(
        "UPDATE tocsin_event SET at = %s, actor = %s, policy = %s, data = %s, hash = %s, marks = %s"
        " WHERE stream = %s AND version = 3",
        [link.at, link.actor, link.policy, link.data, forged, marks(link), A],
    )
    hand("UPDATE tocsin_stream SET hash = %s WHERE id = %s", [forged, A])
    assert found(told) == [(A, 3, "chain")]


def test_an_event_slipped_in_between_is_named(told: DjangoStore, hand: Hand) -> None:
    said = "at, kind, actor, policy, key, data, previous, hash, marks, chain, lane"
    hand(
        f"INSERT INTO tocsin_event (stream, version, {said}, place)"
        f" SELECT stream, 4, {said}, place + 100 FROM tocsin_event WHERE stream = %s AND version = 3",
        [A],
    )
    assert (A, 4, "previous") in found(told)
    assert ("", 0, "lane") in found(told)


def test_faults_beyond_a_thousand_are_counted(told: DjangoStore, hand: Hand) -> None:
    told.save([change(f"ESC-{n}") for n in range(2000, 3100)])
    hand("UPDATE tocsin_event SET actor = 'eve' WHERE stream >= 'ESC-2000'")
    verified = told.verify()
    assert (len(verified.faults), verified.more) == (1000, 100)
    assert verified.faults[0] == Fault("ESC-2000", 1, "actor", "`actor` is not what was recorded")


def test_values_of_another_kind_are_faults_and_stop_nothing(told: DjangoStore, hand: Hand) -> None:
    odd = "data = 'no json'" if told.is_shared else "data = x'00ff', actor = CAST(x'ff' AS TEXT)"
    hand(f"UPDATE tocsin_event SET {odd} WHERE stream = %s AND version = 1", [A])
    assert (A, 1, "data") in found(told)
    assert {fault.stream for fault in told.verify().faults} == {A}


def test_progress_is_told(told: DjangoStore) -> None:
    heard: list[tuple[int, int]] = []
    told.verify(lambda done, total: heard.append((done, total)))
    assert heard == [(0, 3)]


def test_verification_sees_one_state_while_others_write(told: DjangoStore) -> None:
    heard: list[int] = []

    def write(_done: int, _total: int) -> None:
        import threading

        def other() -> None:
            told.save([change(A, 3), change("ESC-1")])
            told.close()

        thread = threading.Thread(target=other)
        thread.start()
        thread.join(30)
        heard.append(len(told.events(A)))

    assert told.verify(write).faults == ()
    assert heard and told.load("ESC-1") is not None
    assert told.verify().streams == 4
