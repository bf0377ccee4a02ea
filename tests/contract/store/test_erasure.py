"""A customer's personal data goes everywhere at once; the record still verifies, edits are still named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.contract.desk.made import MINUTE, Night, rules
from tocsin.app.desk import Desk
from tocsin.app.erasure import erase, preview
from tocsin.app.erasure_retention import keep_for, retain, retention
from tocsin.app.ports_files import StoredFile
from tocsin.app.ports_outbox import Outcome, Step
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Attachment, Suggestion
from tocsin.core.lifecycle.personal import ERASED
from tocsin.core.model.finding import Refused
from tocsin.storage.store import DjangoStore, open_store

END = (
    c.SendUpdate("Dear Jane, it is back"), c.Stabilise("failed over for Jane", ("stopped",)),
    c.RecordFinding("Jane's disk was full", cause=True), c.Verify("works, says Jane"),
    c.Resolve("Jane has more space"), c.Close("Jane is content", ("ticket",)),
)  # fmt: skip
SECRETS = ("Jane", "Zaphod Industries")


@pytest.fixture
def night(store: DjangoStore) -> Night:
    """A desk that adopted the small policy, at nine in the morning."""
    desk = Desk(store)
    desk.books.adopt(rules().policy)
    return Night(desk)


@pytest.fixture
def done(night: Night) -> tuple[str, str, str]:
    """Two escalations of one customer, closed, and one of another to which the first was suggested."""
    first = night.outage("Zaphod Industries", key="first")
    other = night.outage("Beta")
    second = night.outage("Zaphod Industries")
    said = Suggestion(first, 0.9, "Jane wrote both", "Jane cannot pay")
    night.do(other, "ann", c.Suggest((said,)))
    night.do(first, "ann", c.Attach(Attachment("jane.png", "/home/jane", 9, "a" * 64)), c.Acknowledge())
    night.do(second, "ann", c.Link(first, "Jane again"))
    night.at("09:20").do(first, "ann", *END)  # its duplicate goes with it
    return first, other, second


def everything(store: DjangoStore) -> str:
    """Every text that the database holds, as one."""
    tables = (
        "event",
        "row",
        "command",
        "outbox",
        "ledger",
        "stream",
        "customer",
        "erasing",
        "erasure",
        "meta",
    )
    found = [row for table in tables for row in store._session.fetch(f"SELECT * FROM tocsin_{table}")]
    cells = (bytes(cell) if isinstance(cell, memoryview) else cell for row in found for cell in row)
    return "\n".join(cell.decode() if isinstance(cell, bytes) else str(cell) for cell in cells)


def test_nothing_personal_is_left_and_the_record_holds(night: Night, done: tuple[str, str, str]) -> None:
    first, other, second = done
    assert all(secret in everything(night.store) for secret in SECRETS)
    gone = erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    assert gone.streams == (first, second, other)
    assert not [secret for secret in SECRETS if secret in everything(night.store)]
    night.holds()
    verified = night.store.verify()
    assert verified.erased == gone.gone.events > 10


def test_the_escalations_still_count_as_one_customers(night: Night, done: tuple[str, str, str]) -> None:
    first, _, second = done
    before = [night.state(stream) for stream in (first, second)]
    erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    after = [night.state(stream) for stream in (first, second)]
    assert {state.ticket.customer for state in after} == {f"erased customer {first}"}
    for was, now in zip(before, after, strict=True):
        assert (was.severity, was.level, was.owner, was.breaches) == (
            now.severity,
            now.level,
            now.owner,
            now.breaches,
        )
        assert was.times.closed == now.times.closed
        assert was.facts == now.facts
    told = night.store.events(first)[-1]
    assert (told.kind, told.actor, told.data["why"]) == ("erased", "ada", "asked for")


def test_another_customer_loses_only_what_was_said_about_this_one(
    night: Night, done: tuple[str, str, str]
) -> None:
    first, other, _ = done
    erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    state = night.state(other)
    assert (state.ticket.title, state.ticket.customer) == ("Checkout is down", "Beta")
    assert [(one.stream, one.title) for one in state.links.suggested] == [(first, ERASED)]
    night.do(other, "ann", c.Acknowledge())
    night.holds()


def test_a_second_time_does_nothing(night: Night, done: tuple[str, str, str]) -> None:
    first = erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    digest = night.store.verify().digest
    again = erase(night.desk, first.instead, "ada", "asked for", night.now)
    assert (again.streams, again.gone.events) == ((), 0)
    assert night.store.verify().digest == digest
    with pytest.raises(Refused, match="no escalation names the customer"):
        erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)


def test_what_was_said_after_an_erasure_goes_with_the_next(night: Night, done: tuple[str, str, str]) -> None:
    first, _, second = done
    instead = erase(night.desk, "Zaphod Industries", "ada", "asked", night.now).instead
    night.do(first, "ann", c.Reopen("Jane called"))
    with pytest.raises(Refused, match=f"`{first}` and `{second}` are not closed"):
        erase(night.desk, instead, "ada", "asked", night.now)
    night.do(first, "ann", *END)
    erase(night.desk, instead, "ada", "asked", night.now)
    assert "Jane" not in everything(night.store)
    night.holds()


def test_nothing_goes_while_an_escalation_is_open(night: Night, done: tuple[str, str, str]) -> None:
    third = night.outage("Zaphod Industries")
    assert preview(night.desk, "Zaphod Industries").open == (third,)
    with pytest.raises(Refused, match=f"`{third}` is not closed"):
        erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    assert night.store.verify().erased == 0


def test_a_look_beforehand_changes_nothing_and_says_what_will_go(
    night: Night, done: tuple[str, str, str]
) -> None:
    digest = night.store.verify().digest
    first, other, second = done
    seen = preview(night.desk, "Zaphod Industries")
    assert night.store.verify().digest == digest
    assert ([one.stream for one in seen.found], seen.elsewhere) == ([first, second], (other,))
    gone = erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now).gone
    assert (seen.events, seen.messages, seen.files) == (gone.events, gone.messages, 1)


def test_what_was_not_sent_is_not_sent_any_more(night: Night, done: tuple[str, str, str]) -> None:
    later = night.now + 60 * MINUTE
    leased = night.store.claim_outgoing(later, "w", 100, MINUTE)
    held = [one for one in leased if "Zaphod" in one.outgoing.subject]
    assert held
    erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    left = night.store.waiting(later, 100)
    assert all("Zaphod" not in each.outgoing.subject for each in left)
    again = replace(held[0].outgoing, id="again")
    moved = Outcome(held[0].outgoing.id, later, Step.UNKNOWN, "no answer", later, (again,))
    night.store.settle("w", [moved])
    assert "Zaphod" not in everything(night.store)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ('data = \'{"text":"we sent it in time"}\'', "data"),
        ("actor = 'eve'", "actor"),
        ("at = at + 1", "at"),
    ],
)
def test_an_edit_of_an_erased_event_is_still_an_edit(
    night: Night, done: tuple[str, str, str], change: str, field: str
) -> None:
    first, *_ = done
    erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    version = next(each.version for each in night.store.events(first) if each.kind == "update_sent")
    past_the_guard(
        night.store, f"UPDATE tocsin_event SET {change} WHERE stream = %s AND version = %s", first, version
    )
    found = [(fault.stream, fault.version, fault.field) for fault in night.store.verify().faults]
    assert (first, version, field) in found


def test_a_word_for_an_erasure_counts_only_as_the_chain_holds_it(
    night: Night, done: tuple[str, str, str]
) -> None:
    """Who edits an event and the word for it is found by both."""
    first, *_ = done
    erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    last = night.store.events(first)[-1]
    version = next(each.version for each in night.store.events(first) if each.kind == "update_sent")
    forged = f'{{"digests":{{"{version}":"{"0" * 64}"}},"why":"asked for"}}'
    sql = "UPDATE tocsin_event SET data = %s WHERE stream = %s AND version = %s"
    past_the_guard(night.store, sql, forged, first, last.version)
    found = [(fault.version, fault.field) for fault in night.store.verify().faults if fault.stream == first]
    assert (last.version, "data") in found
    assert (version, "data") in found


def past_the_guard(store: DjangoStore, sql: str, *params: object) -> None:
    """As someone with the rights of the owner has it."""
    if store.is_shared:
        store._session.run("ALTER TABLE tocsin_event DISABLE TRIGGER USER")
    else:
        store._session.run("DROP TRIGGER tocsin_event_no_update")
    store._session.run(sql, list(params))


@pytest.mark.parametrize("said", ["data = '{}'", "actor = 'eve', data = said.data", "hash = 'x'"])
def test_the_guard_lets_only_what_was_announced_through(night: Night, said: str) -> None:
    stream = night.outage("Acme")
    announce = "INSERT INTO tocsin_erasing (stream, version, data) VALUES (%s, 1, '{\"n\":1}')"
    change = said.replace("said.data", "'{\"n\":1}'")
    with pytest.raises(Exception, match="only ever added to"), night.store._session.transaction():
        night.store._session.run(announce, [stream])
        night.store._session.run(
            f"UPDATE tocsin_event SET {change} WHERE stream = %s AND version = 1", [stream]
        )
    assert night.store.verify().faults == ()


def test_old_ones_lose_their_words_when_the_policy_of_the_house_says_so(
    night: Night, done: tuple[str, str, str]
) -> None:
    first, other, second = done
    later = night.at("09:00", day=40).now
    assert retain(night.desk, later).days is None
    keep_for(night.store, 60)
    assert retain(night.desk, later).streams == 0
    keep_for(night.store, 30)
    found = retain(night.desk, later)
    assert (found.days, found.streams) == (30, 2)
    names = {night.state(stream).ticket.customer for stream in (first, second)}
    assert names == {f"erased customer {first}", f"erased customer {second}"}
    assert night.state(other).ticket.customer == "Beta"
    assert retain(night.desk, later).streams == 0
    night.holds()


@pytest.mark.parametrize("days", [0, 29, 40_000])
def test_a_span_that_was_hardly_meant_is_refused(night: Night, days: int) -> None:
    with pytest.raises(Refused, match="is not between"):
        keep_for(night.store, days)
    assert retention(night.store) is None


def test_without_a_reason_nothing_goes(night: Night, done: tuple[str, str, str]) -> None:
    with pytest.raises(Refused, match="no reason is given"):
        erase(night.desk, "Zaphod Industries", "ada", " ", night.now)


def test_who_writes_meanwhile_is_not_lost_and_is_looked_at_as_well(
    night: Night, done: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the deed somebody notes something elsewhere: it is decided again."""
    _, other, _ = done
    erase_, tries = DjangoStore.erase, []

    def erase_late(store: DjangoStore, *told: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            night.do(other, "ann", c.Note("Beta called"))
        return erase_(store, *told)

    monkeypatch.setattr(DjangoStore, "erase", erase_late)
    erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    assert len(tries) == 2
    assert "Jane" not in everything(night.store)
    assert [each.data.get("text") for each in night.store.events(other)].count("Beta called") == 1
    night.holds()


def test_a_file_goes_unless_another_escalation_has_it_too(night: Night, done: tuple[str, str, str]) -> None:
    first, other, _ = done
    store = night.store
    for digest in ("a" * 64, "b" * 64):
        store.keep_file(StoredFile(digest, "text/plain", 4, b"Jane"))
    night.do(other, "ann", c.Attach(Attachment("shared.txt", "", 4, "b" * 64)))
    night.do(first, "ann", c.Reopen("one more"), c.Attach(Attachment("same.txt", "", 4, "b" * 64)), *END)
    gone = erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now).gone
    assert gone.files == 1
    assert (store.file("a" * 64), store.file("b" * 64) is not None) == (None, True)


ERASER = """
import os, sys
from tests.contract.desk.made import NINE
from tocsin.app.desk import Desk
from tocsin.app.erasure import erase
from tocsin.storage.erasure import Erases
from tocsin.storage.store import open_store
store = open_store(sys.argv[1])
setattr(Erases, sys.argv[2], lambda *args: os._exit(9))
erase(Desk(store), "Zaphod Industries", "ada", "asked for", NINE)
"""


@pytest.mark.parametrize("place", ["_replace", "_messages", "_answers", "_rename"])
def test_killed_in_the_middle_it_did_nothing(
    night: Night, url: str, done: tuple[str, str, str], place: str
) -> None:
    before = everything(night.store)
    killed = subprocess.run([sys.executable, "-c", ERASER, url, place], check=False)
    assert killed.returncode == 9
    if night.store.is_shared:
        with night.store._session.transaction():
            night.store._session.run("LOCK TABLE tocsin_event IN SHARE MODE")
    assert everything(night.store) == before
    night.holds()


def test_on_sqlite_not_even_the_bytes_of_the_file_are_left(tmp_path: Path) -> None:
    """What is written over is wiped, in the file and in its log."""
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.migrate()
    night = Night(Desk(store))
    night.desk.books.adopt(rules().policy)
    stream = night.outage("Zaphod Industries")
    night.at("09:20").do(stream, "ann", *END)
    erase(night.desk, "Zaphod Industries", "ada", "asked for", night.now)
    store.close()
    bytes_ = b"".join(path.read_bytes() for path in files(tmp_path))
    assert [secret for secret in SECRETS if secret.encode() in bytes_] == []


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file())
