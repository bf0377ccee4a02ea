"""Whatever is typed at the desk ends in words: what is wrong, where, what to do; nothing is half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.call import Done, tocsin
from tests.acceptance.desk import copied

ONE = "ESC-1001"
NOW = "2027-03-10T03:00:00Z"
OUTAGE = '{"outage": true, "production": true, "segment": "enterprise", "customers_affected": 2}'
AS = ("--as", "maya-ortiz")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one open escalation."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("TOCSIN_NOW", NOW)
        patch.setenv("TOCSIN_DATABASE_URL", f"sqlite:///{folder}/desk.db")
        Path("o.json").write_text(OUTAGE, encoding="utf-8")
        assert tocsin("db", "init", "preset:base").code == 0
        assert tocsin("escalate", "Search is down", "--facts", "o.json", "--unknown", "all", *AS).code == 0
    return folder / "desk.db"


@pytest.fixture
def desk(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The desk with one open escalation, for one test alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    monkeypatch.setenv("TOCSIN_DATABASE_URL", copied(template, tmp_path / "desk.db"))
    monkeypatch.delenv("TOCSIN_AS", raising=False)
    Path("o.json").write_text(OUTAGE, encoding="utf-8")
    return tocsin


def record(desk: Callable[..., Done]) -> str:
    """Everything on record, as one digest."""
    return desk("db", "verify").out


REFUSED: list[tuple[tuple[str, ...], int, str, str]] = [
    (("show", "ESC-9"), 2, "there is no escalation `ESC-9`", "see `tocsin list`"),
    (("show", ""), 2, "there is no escalation ``", "see `tocsin list`"),
    (("show", "../../etc/passwd"), 2, "there is no escalation `../../ETC/PASSWD`", "see `tocsin list`"),
    (("ack", ONE), 2, "nobody is named as the one who acts", "`--as PERSON`"),
    (("ack", ONE, "--as", "mayaortiz"), 2, "no contact `mayaortiz`", "did you mean `maya-ortiz`?"),
    (("update", ONE, "x", "--as", "n\no"), 2, "no contact `n\no`", "policy's `contacts`"),
    (("assign", ONE, "nobody", *AS), 1, "no contact `nobody`", "policy's `contacts`"),
    (("raise", ONE, "--level", "-3", "--reason", "x", *AS), 1, "no level -3", "the policy has 0, 1, 2, 3, 4"),
    (("raise", ONE, "--level", "3", "--reason", "x", *AS), 1, "at level 3 already", "nothing has to be done"),
    (("raise", ONE, "--severity", "P0", "--reason", "x", *AS), 1, "`P0` is no severity", "P1, P2, P3, P4"),
    (("raise", ONE, "--reason", "x", *AS), 1, "neither a level nor a severity", "name one"),
    (("lower", ONE, "--level", "2", "--reason", " ", *AS), 1, "the reason is empty", "say it"),
    (("update", ONE, "", *AS), 1, "the update is empty", "say it"),
    (("update", ONE, "x" * 20_001, *AS), 1, "20,001 characters", "`attach` the rest"),
    (("update", ONE, "x", "--next", "tomorrow", *AS), 2, "`tomorrow` is no instant", "write it like"),
    (("update", ONE, "x", "--next", "2027-03-10T04:00:00", *AS), 2, "has no zone", "add `Z`"),
    (("update", ONE, "x", "--next", "2027-03-10T02:00:00Z", *AS), 1, "not ahead", "in the future"),
    (("update", ONE, "x", "--next", "9999-12-31T23:59:59Z", *AS), 2, "outside of the years", "write an"),
    (("update", ONE, "x", "--next", "0001-01-01T00:00:00+14:00", *AS), 2, "outside the calendar", "write an"),
    (("replay", ONE, "--at", "noon"), 2, "`noon` is no instant", "write it like"),
    (("page", ONE, "legal", "--reason", "x", *AS), 1, "`legal` names nobody", "`team legal`"),
    (("page", ONE, "rotation leagl", "--reason", "x", *AS), 1, "no rotation `leagl`", "did you mean `legal`"),
    (("page", ONE, "person x y", "--reason", "x", *AS), 1, "no person `x y`", "as it stands in the policy"),
    (("link", ONE, ONE, "--reason", "x", *AS), 1, "a duplicate of itself", "name another one"),
    (("link", ONE, "ESC-9", "--reason", "x", *AS), 2, "no escalation `ESC-9`", "see `tocsin list`"),
    (("fill", ONE, "comms", "zoe-bennett", *AS), 1, "no role `comms`", "did you mean `comms_lead`"),
    (("leave", ONE, "incident_commander", *AS), 1, "never without an incident commander", "`fill`"),
    (("confirm", ONE, "nonsense", *AS), 1, "`nonsense` is no line", ""),
    (("close", ONE, "--note", "x", *AS), 1, "`close` cannot be done while it is open", "stabilise"),
    (("learn", ONE, *AS), 2, "nothing is told", "`--facts FILE`"),
    (("learn", ONE, "--unknown", "outtage", *AS), 2, "`outtage` is no fact", "did you mean `outage`"),
    (("learn", ONE, "--facts", "missing.json", *AS), 2, "`missing.json` cannot be read", "check the name"),
    (("learn", ONE, "--facts", ".", *AS), 2, "`.` cannot be read", "check the name"),
    (("attach", ONE, "missing.txt", *AS), 2, "`missing.txt` cannot be read", "check the name"),
    (("attach", ONE, ".", *AS), 2, "`.` cannot be read", "check the name"),
    (("escalate", " ", *AS), 1, "the title is empty", "say it"),
    (("escalate", "x", "--channel", "telepathy", *AS), 2, "`telepathy` is no channel", "known here: `chat`"),
    (("escalate", "x", "--unknown", "nonsense", *AS), 2, "`nonsense` is no fact", "`facts` in the policy"),
    (("escalate", "x", "--open", "y", "--level", "7", *AS), 1, "level 7 cannot", "levels of this policy"),
    (("record", ONE, "note", "x", "--expected", "1", *AS), 1, "somebody was quicker", "look at it again"),
    (("override", "cancel", "7", *AS), 1, "no change #7 holds", ""),
    (("override", "cancel", "9" * 30, *AS), 2, "is not in the range", ""),
]


@pytest.mark.req("A13.1")
@pytest.mark.parametrize(
    ("words", "code", "says", "does"), REFUSED, ids=[" ".join(w[0])[:60].strip() for w in REFUSED]
)
def test_a_slip_is_told_with_what_to_do_and_changes_nothing(
    words: tuple[str, ...], code: int, says: str, does: str, desk: Callable[..., Done]
) -> None:
    before = record(desk)
    done = desk(*words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err.replace("\N{REPLACEMENT CHARACTER}", "\n")
    assert does in done.err
    assert ":1:1" not in done.err, "an escalation has no lines and columns"
    assert record(desk) == before


FACTS = {
    '{"outage": "maybe"}': '`outage` is `"maybe"`, but it is a yes/no fact',
    '{"customers_affected": "many"}': "whole number",
    '{"customers_affected": 1e999}': "whole number",
    '{"users_affected": 99999999999999999999999}': "does not fit into 64 bits",
    '{"started_at": "2027-03-10T10:00:00"}': "has no zone",
    '{"started_at": "0001-01-01T00:00:00+14:00"}': "outside the calendar",
    '{"segment": 7}': "none of its values",
    '{"nothing_known": 1}': "`nothing_known` is no fact",
    "[1, 2]": "must be a mapping",
    "{": "not valid JSON",
    '{"outage": true, "outage": false}': "stands twice",
}


@pytest.mark.req("A2.1")
@pytest.mark.parametrize("facts", FACTS, ids=[str(number) for number in range(len(FACTS))])
def test_facts_that_cannot_be_read_are_named_with_their_place(facts: str, desk: Callable[..., Done]) -> None:
    before = record(desk)
    done = desk("escalate", "x", "--facts", "-", *AS, stdin=facts)
    assert (done.code, done.out) == (2, "")
    assert FACTS[facts] in done.err
    assert done.err.startswith("standard input:")
    assert record(desk) == before


@pytest.mark.req("A2.3")
def test_what_a_customer_writes_steers_no_terminal_and_breaks_no_list(desk: Callable[..., Done]) -> None:
    hostile = "Invoices\nleak\x1b[31m \x07now \u202e漢字"
    done = desk("escalate", hostile, "--text", "one\ntwo\x1b]0;x\x07", "--report-only", *AS)
    said = done.out + desk("list").out + desk("show", "ESC-1002").out
    assert not [c for c in said if not c.isprintable() and c != "\n"]
    assert len(desk("list").out.splitlines()) == 2
    assert "漢字" in said


@pytest.mark.req("A2.3")
def test_a_title_as_long_as_a_letter_is_shortened_and_kept_whole_in_the_text(
    desk: Callable[..., Done],
) -> None:
    title = "our invoices are gone " * 500
    assert desk("escalate", title, "--report-only", *AS).code == 0
    shown = desk("show", "ESC-1002", "--format", "json").json()
    assert len(shown["title"]) == 200
    assert shown["text"] == " ".join(title.split())
    assert max(map(len, desk("list").out.splitlines())) < 400


OVERRIDES: dict[str, tuple[str, ...]] = {
    "there is no rotation `nope`": ("nope", "--person", "owen-clarke"),
    "there is no contact `nobody`": ("specialists", "--person", "nobody"),
    "nobody is named": ("specialists",),
    "is named on both sides": ("specialists", "--person", "owen-clarke", "--instead-of", "owen-clarke"),
    "`mina-park` takes no turn in `specialists`": ("specialists", "--instead-of", "mina-park"),
}


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("says", OVERRIDES)
def test_an_override_that_would_change_nothing_is_refused(says: str, desk: Callable[..., Done]) -> None:
    span = ("--from", "2027-03-11T00:00:00Z", "--to", "2027-03-12T00:00:00Z")
    done = desk("override", "add", *OVERRIDES[says], *span, *AS)
    assert (done.code, says in done.err) == (2, True), done.err
    assert desk("override", "list").out == "no change holds\n"


@pytest.mark.req("A4.2")
@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("2027-03-12T00:00:00Z", "2027-03-11T00:00:00Z", "ends before it begins"),
        ("2027-03-08T00:00:00Z", "2027-03-09T00:00:00Z", "is over already"),
        ("2027-03-11T00:00:00Z", "2037-03-11T00:00:00Z", "longer than 366 days"),
        ("2027-03-11T00:00:00", "2027-03-12T00:00:00Z", "has no zone"),
    ],
)
def test_an_override_for_no_time_or_for_good_is_refused(
    start: str, end: str, says: str, desk: Callable[..., Done]
) -> None:
    done = desk(
        "override", "add", "specialists", "--person", "owen-clarke", "--from", start, "--to", end, *AS
    )
    assert (done.code, says in done.err) == (2, True), done.err


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("garbage", "`garbage` is no instant"),
        ("2027-03-10T03:00:00", "has no zone"),
        ("0001-01-01T00:00:00Z", "outside of the years 1900 to 9000"),
        ("9999-12-31T23:00:00Z", "outside of the years 1900 to 9000"),
    ],
)
def test_a_rehearsed_clock_that_cannot_be_is_refused(
    now: str, says: str, desk: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_NOW", now)
    for words in (("list",), ("show", ONE), ("ack", ONE, *AS), ("worker", "--once"), ("doctor",)):
        done = desk(*words)
        assert (done.code, says in done.err) == (2, True), (words, done.err)
        assert done.err.startswith("TOCSIN_NOW: error:")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///words.db", "no SQLite database"),
        ("sqlite:///folder", "cannot be opened"),
        ("sqlite:///empty.db", "there is no desk here yet"),
        ("sqlite:///none.db", "there is no desk here yet"),
        ("mysql://x/y", "is no address of a database"),
        ("words", "is no address of a database"),
        ("postgresql://u:secret@127.0.0.1:1/x", "cannot be reached"),
    ],
)
def test_a_database_that_is_none_is_told_without_its_password(
    url: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("words.db").write_text("no database, only words. " * 20, encoding="utf-8")
    Path("empty.db").touch()
    Path("folder").mkdir()
    for words in (("list",), ("show", ONE), ("ack", ONE, *AS), ("db", "verify")):
        done = tocsin(*words, "--db", url)
        assert (done.code, done.out, says in done.err) == (2, "", True), (words, done.err)
        assert "secret" not in done.err
    assert not Path("none.db").exists()


def program(*words: str, **more: object) -> subprocess.Popen[str]:
    """The real program, in a process of its own."""
    command = [sys.executable, "-m", "tocsin.cli", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **more}
    return subprocess.Popen(command, **pipes)  # type: ignore[call-overload, no-any-return]


def test_of_six_who_answer_at_once_one_has_it_and_the_others_are_told(desk: Callable[..., Done]) -> None:
    asked = [program("ack", ONE, "--as", "sofia-lindqvist", "--ladder", "incident") for _ in range(6)]
    done = [(each.communicate(timeout=60)[1], each.returncode) for each in asked]
    assert sorted(code for _, code in done) == [0, 1, 1, 1, 1, 1]
    assert all("you have it already" in said for said, code in done if code)
    shown = desk("show", ONE, "--format", "json").json()
    assert [t["kind"] for t in shown["timeline"]].count("acknowledged") == 1


def test_a_report_that_is_killed_is_there_whole_or_not_at_all(desk: Callable[..., Done]) -> None:
    for delay in (0.3, 0.6, 0.9):
        killed = program("escalate", f"killed after {delay}", "--facts", "o.json", "--unknown", "all", *AS)
        time.sleep(delay)
        os.kill(killed.pid, signal.SIGKILL)
        killed.communicate(timeout=60)
    assert desk("db", "verify").code == 0
    assert desk("db", "rebuild", "--compare").code == 0
    for row in desk("list", "--format", "json").json():
        assert row["status"] == "open"
        assert row["owner"]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_crash(closed: str, desk: Callable[..., Done]) -> None:
    line = f'exec "{sys.executable}" -m tocsin.cli learn {ONE} --facts - --as maya-ortiz {closed}'
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode in (1, 2)


def test_a_terminal_of_another_script_shows_numbers_for_what_it_cannot_show(
    desk: Callable[..., Done],
) -> None:
    desk("escalate", "漢字", "--report-only", *AS)
    environ = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "NO_COLOR": "1", "COLUMNS": "20"}
    done = program("list", env=environ)
    out, err = done.communicate(timeout=60)
    assert (done.returncode, err) == (0, "")
    assert "\\u6f22\\u5b57" in out


def test_a_database_that_somebody_holds_is_waited_for(desk: Callable[..., Done], tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    waiting = program("record", ONE, "note", "after you", *AS)
    time.sleep(1.5)
    assert waiting.poll() is None
    holder.execute("ROLLBACK")
    holder.close()
    _, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, err) == (0, "")
