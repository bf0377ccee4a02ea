"""`tocsin worker` from the command line: what it refuses, what it ends with, what it never says."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.contract.delivery.mailserver import free_port
from tests.faults.desk import BEGIN, desk_of, report
from tocsin.cli.worker import command
from tocsin.core.model.finding import Refused
from tocsin.storage.store import open_store

PASSWORD = "pa55-of-the-mail-server"  # noqa: S105 (of no server at all)
SETTINGS = ("SMTP_URL", "MAIL_FROM", "WEBHOOK_SECRET", "WEBHOOK_ALLOW", "SPOOL", "DEADMAN_URL")


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty house: no settings, one escalation whose first page waits to be sent."""
    for name in SETTINGS:
        monkeypatch.delenv(f"TOCSIN_{name}", raising=False)
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.migrate()
    report(desk_of(store), 1)
    store.close()
    return f"sqlite:///{tmp_path}/desk.db"


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


@pytest.mark.req("A4.5")
def test_once_sends_what_is_due_and_says_so_line_by_line(url: str, tmp_path: Path) -> None:
    done = call("--db", url, "--once", "--format", "json")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert [lines[0]["event"], lines[-1]["event"]] == ["started", "stopped"]
    sent = {line["id"] for line in lines if line["event"] == "accepted"}
    assert sent
    assert len(list((tmp_path / "tocsin-spool").iterdir())) == len(sent)


@pytest.mark.req("A4.5")
def test_once_ends_with_1_when_something_failed_for_good(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(url)
    first = store.waiting(BEGIN.replace(year=2099))[0].outgoing
    store._session.run("UPDATE tocsin_outbox SET channel = 'sms', address = '+49' WHERE id = %s", [first.id])
    store.close()
    done = call("--db", url, "--once")
    assert done.exit_code == 1
    assert "TOCSIN_SPOOL" in done.output


def test_no_setting_is_repeated_by_any_line(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SMTP_URL", f"smtp://desk:{PASSWORD}@127.0.0.1:{free_port()}")
    monkeypatch.setenv("TOCSIN_MAIL_FROM", "desk@example.com")
    monkeypatch.setenv("TOCSIN_DEADMAN_URL", "https://127.0.0.1/k3y")
    done = call("--db", url, "--once", "--format", "json")
    assert "nothing listens there" in done.output
    assert PASSWORD not in done.output
    assert "k3y" not in done.output
    assert "ann@example.com" not in done.output
    store = open_store(url)
    assert PASSWORD not in repr(store.ledger("ESC-1001"))
    store.close()


def test_a_desk_that_is_not_there_is_refused_with_the_command_that_makes_it(tmp_path: Path) -> None:
    done = call("--db", f"sqlite:///{tmp_path}/none.db", "--once")
    assert isinstance(done.exception, Refused)
    assert "tocsin db init" in done.exception.findings[0].help


def test_a_schema_of_another_release_is_refused_with_what_to_do(url: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('storage', '0999_post_x', '2030-01-01')"
        )
    done = call("--db", url, "--once")
    assert isinstance(done.exception, Refused)
    assert "0999_post_x" in str(done.exception)
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'storage' AND name != '0001_initial'")
    done = call("--db", url, "--once")
    assert isinstance(done.exception, Refused)
    assert "tocsin db migrate" in done.exception.findings[0].help


def test_several_workers_on_sqlite_are_refused(url: str) -> None:
    done = call("--db", url, "--processes", "2")
    assert isinstance(done.exception, Refused)
    assert "PostgreSQL" in done.exception.findings[0].help


@pytest.mark.req("A5.8")
def test_an_audit_from_outside_names_what_was_missed_and_ends_with_1(url: str) -> None:
    done = call("--db", url, "--audit")
    assert done.exit_code == 1
    assert "message not sent: ESC-1001/" in done.output
    assert "no worker has given a sign of life" in done.output
    assert json.loads(call("--db", url, "--audit", "--format", "json").output)["clean"] is False
