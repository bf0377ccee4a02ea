"""What the database cannot do is said in our words, and leaves nothing half done."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.contract.store.conftest import postgres_url
from tests.contract.store.makes import NOW, change, due
from tocsin.app.ports import StoreUnavailable
from tocsin.core.model.finding import Refused
from tocsin.storage.store import DjangoStore, open_store

ID = "ESC-1001"


@pytest.fixture
def sqlite(tmp_path: Path) -> DjangoStore:
    opened = open_store(f"sqlite:///{tmp_path}/desk.db")
    opened.migrate()
    return opened


def said(told: pytest.ExceptionInfo[StoreUnavailable]) -> str:
    finding = told.value.findings[0]
    assert told.value.usage and finding.help and finding.at.file
    return finding.message


def test_a_full_disk_leaves_nothing_half_written(sqlite: DjangoStore) -> None:
    sqlite.save([change(ID, wake=due())])
    session = sqlite._session
    pages = session.fetch("PRAGMA page_count")[0][0]
    session.fetch(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreUnavailable, match="the disk is full: nothing was written") as told:
        sqlite.save([change(f"ESC-{n}", snapshot=b"x" * 4000) for n in range(2000, 2100)])
    assert told.value.retry and said(told)
    assert list(sqlite.streams()) == [ID]
    verified = sqlite.verify()
    assert (verified.events, verified.faults) == (1, ())
    sqlite.save([change(ID, 1), *(change(f"ESC-{n}") for n in range(2000, 2100))])
    assert sqlite.verify().faults == ()


def test_a_full_disk_inside_a_claim_undoes_the_block(sqlite: DjangoStore) -> None:
    sqlite.save([change(ID, wake=due())])
    pages = sqlite._session.fetch("PRAGMA page_count")[0][0]
    sqlite._session.fetch(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreUnavailable, match="full"), sqlite.claim(NOW, 1):
        sqlite.save([change(ID, 1, snapshot=b"x" * 400_000)])
    with sqlite.claim(NOW, 1) as claimed:
        assert [one.version for one in claimed] == [1]


def test_a_database_held_by_another_process_is_locked_and_worth_a_retry(sqlite: DjangoStore) -> None:
    sqlite._session.fetch("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(str(sqlite._session.address.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked by another process") as told:
        sqlite.save([change(ID)])
    assert told.value.retry
    other.execute("ROLLBACK")
    other.close()
    sqlite.save([change(ID)])


def test_a_file_that_may_not_be_written_to(sqlite: DjangoStore) -> None:
    sqlite._session.run("PRAGMA query_only = 1")
    with pytest.raises(StoreUnavailable, match="may not be written to") as told:
        sqlite.save([change(ID)])
    assert not told.value.retry


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("not a database, but long enough to be read as one" * 50)
    with pytest.raises(StoreUnavailable, match="no SQLite database") as told:
        open_store(f"sqlite:///{tmp_path}/desk.db").load(ID)
    assert not told.value.retry


def test_a_store_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/none/desk.db")
    with pytest.raises(StoreUnavailable, match=r"no database at `.*desk.db`") as told:
        store.load(ID)
    assert "tocsin db init" in told.value.findings[0].help
    assert store.schema_state().state == "empty"
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path}/file/desk.db").migrate()


def test_accepted_means_synced(sqlite: DjangoStore) -> None:
    sqlite.load(ID)
    asked = [sqlite._session.fetch(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous")]
    assert asked == ["wal", 2]


@pytest.mark.postgres
def test_a_server_that_is_not_there() -> None:
    store = open_store("postgresql://desk:secret@127.0.0.1:1/desk?sslpassword=hidden")
    with pytest.raises(StoreUnavailable, match="cannot be reached") as told:
        store.load(ID)
    shown = f"{said(told)} {told.value.findings[0]}"
    assert told.value.retry
    assert "secret" not in shown and "hidden" not in shown
    assert store.where == "postgresql://desk:***@127.0.0.1:1/desk?sslpassword=***"


@pytest.mark.postgres
def test_a_database_that_is_not_on_the_server(postgres: str) -> None:
    url = postgres.replace("/postgres?", "/nothing?")
    with pytest.raises(StoreUnavailable, match="no such database") as told:
        open_store(url).load(ID)
    assert not told.value.retry


@pytest.mark.postgres
def test_a_lost_connection_undoes_the_block_and_the_next_call_connects_again(postgres: str) -> None:
    import psycopg

    store = open_store(postgres_url(postgres, "store_lost"))
    store.migrate()
    store.save([change(ID, wake=due())])
    killer = psycopg.connect(postgres, autocommit=True)
    kill = "SELECT pg_terminate_backend(%s)"
    with pytest.raises(StoreUnavailable) as told, store.claim(NOW, 1):
        store.save([change(ID, 1)])
        killer.execute(kill, store._session.fetch("SELECT pg_backend_pid()")[0])
        store.save([change(ID, 2)])
    assert told.value.retry
    assert len(store.events(ID)) == 1
    killer.execute(kill, store._session.fetch("SELECT pg_backend_pid()")[0])
    with pytest.raises(StoreUnavailable):
        store.load(ID)
    assert store.load(ID) is not None
    store.close()
    killer.close()


@pytest.mark.parametrize(
    "url", ["", "mysql://x/y", "sqlite://", "sqlite:///", "desk.db", "postgresql://a b@/x"]
)
def test_an_address_that_cannot_be_read_says_how_to_write_one(url: str) -> None:
    with pytest.raises(Refused) as told:
        open_store(url)
    assert "sqlite:///FILE" in told.value.findings[0].help
