"""Versions of the policy and calibration runs are kept alike on both engines, and steps are never edited."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from tests.contract.store.makes import MINUTE, NOW, change
from tocsin.app.ports_calibrations import Came, Run
from tocsin.app.ports_versions import EVERY, KeptVersion, step_hash
from tocsin.app.versions_fold import is_whole
from tocsin.core.model.chain import GENESIS, Link, canonical
from tocsin.core.model.instant import to_micros
from tocsin.storage.store import DjangoStore

HASH, OTHER = "ab" * 32, "cd" * 32
KEPT = KeptVersion(
    HASH,
    "Protocol é",
    "1.4.0",
    NOW,
    "anna",
    "Anna",
    "upload",
    "quieter nights",
    b"{}",
    {"policy.yaml": "a: ü"},
)
RUN = Run("r1", NOW, "anna", "Anna", "tickets.csv", HASH, "Protocol 1.4.0")

CAME = Came("", "9 tickets", b"<p>\xff", b"a,b", "[1]")

pytestmark = pytest.mark.req("B11")


def test_a_proposal_comes_back_whole_and_is_kept_once(store: DjangoStore) -> None:
    assert store.add_version(KEPT) is True
    assert store.add_version(replace(KEPT, actor="ben")) is False
    assert store.version(HASH) == KEPT
    assert store.version(HASH[:12]) == KEPT
    assert store.version(HASH[:11]) is None and store.version(OTHER) is None
    assert store.versions() == [replace(KEPT, content=b"", files={})]


def test_other_files_of_the_same_meaning_replace_those_before(store: DjangoStore) -> None:
    store.add_version(KEPT)
    store.refile_version(HASH, {"policy.yaml": "# said better", "tests/a.yaml": "tests: []"})
    found = store.version(HASH)
    assert found is not None and found.files["policy.yaml"] == "# said better"


def test_steps_are_numbered_in_their_version_and_chained(store: DjangoStore) -> None:
    with store.hold_versions():
        one = store.add_step(HASH, NOW, "anna", "signed", {"seat": "vp", "words": "I sign é"})
        two = store.add_step(HASH, NOW + MINUTE, "ben", "unsigned", {"seat": "vp"})
        far = store.add_step(EVERY, NOW, "root", "assigned", {"seat": "vp", "account": "anna"})
    assert (one.number, two.number, far.number) == (1, 2, 1)
    assert (one.previous, two.previous) == (GENESIS, one.hash)
    said = Link(HASH, 2, to_micros(NOW + MINUTE), "unsigned", "ben", HASH, "", canonical({"seat": "vp"}))
    assert two.hash == step_hash(one.hash, said)
    assert store.steps(HASH) == [one, two]
    assert store.steps() == [one, two, far]


def test_steps_taken_at_once_stand_one_after_the_other(store: DjangoStore) -> None:
    together = Barrier(4)

    def take(name: str) -> None:
        together.wait(10)
        with store.hold_versions():
            store.add_step(HASH, NOW, name, "signed", {"seat": name})
        store.close()

    hands = [Thread(target=take, args=(f"p{n}",)) for n in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    steps = store.steps(HASH)
    assert [step.number for step in steps] == [1, 2, 3, 4]
    assert is_whole(steps) and {step.actor for step in steps} == {"p0", "p1", "p2", "p3"}


def test_what_fails_inside_the_hold_leaves_no_step(store: DjangoStore) -> None:
    with pytest.raises(ZeroDivisionError), store.hold_versions():
        store.add_step(HASH, NOW, "anna", "signed", {})
        raise ZeroDivisionError
    assert store.steps() == []


@pytest.mark.parametrize(
    "sql", ["UPDATE tocsin_version_step SET actor = 'eve'", "DELETE FROM tocsin_version_step"]
)
def test_the_database_refuses_to_change_a_step(store: DjangoStore, sql: str) -> None:
    with store.hold_versions():
        store.add_step(HASH, NOW, "anna", "signed", {})
    with pytest.raises(Exception, match="only ever added to"):
        store._session.run(sql)


def test_open_escalations_are_counted_by_the_policy_of_their_last_event(store: DjangoStore) -> None:
    store.save([change("ESC-1", policy=HASH), change("ESC-2", policy=HASH), change("ESC-3", policy=OTHER)])
    closed = change("ESC-4", policy=HASH)
    store.save([replace(closed, row=replace(closed.row, closed_at=NOW))])
    store.save([change("ESC-2", 1, policy=OTHER, at=NOW + MINUTE)])
    assert store.open_under() == {HASH: 1, OTHER: 2}
    assert store.streams_not_under(HASH, 10) == ["ESC-2", "ESC-3"]
    assert store.streams_not_under(HASH, 1) == ["ESC-2"]


def test_policies_that_were_in_force_are_known(store: DjangoStore) -> None:
    store.keep_policy(HASH, b"{}")
    assert store.kept_policies() == [HASH]


def test_a_run_goes_from_waiting_to_done_with_its_report(store: DjangoStore) -> None:
    store.add_run(RUN)
    assert store.run("r1") == replace(RUN, beat_at=NOW)
    assert store.run_begins("r1", NOW) and not store.run_begins("r1", NOW)
    assert store.run_tells("r1", NOW + MINUTE, "Judging", 12.5)
    assert store.run_ends("r1", NOW + 2 * MINUTE, "done", CAME)
    found = store.run("r1")
    assert found is not None and (found.state, found.step, found.percent) == ("done", "Judging", 12.5)
    assert (found.summary, found.ended_at, found.advice) == ("9 tickets", NOW + 2 * MINUTE, "[1]")
    assert (store.run_report("r1"), store.run_rejects("r1")) == (b"<p>\xff", b"a,b")
    assert store.run_report("none") == b""


def test_a_cancelled_run_is_told_so_and_stays_cancelled(store: DjangoStore) -> None:
    store.add_run(RUN)
    assert store.cancel_run("r1", NOW)
    assert not store.run_begins("r1", NOW)
    assert not store.run_tells("r1", NOW, "Judging", 1)
    assert not store.run_ends("r1", NOW, "done", Came(report=b"late"))
    assert store.run_report("r1") == b""


def test_a_run_that_nobody_hears_of_is_found(store: DjangoStore) -> None:
    store.add_run(RUN)
    store.add_run(replace(RUN, id="r2", at=NOW + timedelta(hours=1)))
    store.add_run(replace(RUN, id="r3"))
    store.cancel_run("r3", NOW)
    assert [run.id for run in store.silent_runs(NOW + MINUTE)] == ["r1"]
    assert [run.id for run in store.runs()] == ["r2", "r1", "r3"]
