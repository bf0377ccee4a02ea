"""The desk on the command line as people meet it: what they type works, what they read is true."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.call import Done, tocsin
from tests.acceptance.desk import copied
from tocsin.cli import COMMANDS

ONE, TWO, FOUR = "ESC-1001", "ESC-1002", "ESC-1004"
DEGRADED = '{"degraded": true, "production": true, "segment": "enterprise", "component": "search"}'
TICKET = "outage: true\nproduction: true\nsegment: enterprise\n"
DESK = (
    "open", "return", "list", "show", "ack", "decline", "page", "assign", "accept", "refuse", "fill", "leave",
    "engage", "raise", "lower", "learn", "record", "update", "wait", "resume", "link", "unlink", "confirm",
    "stabilise", "verify", "resolve", "reopen", "close", "attach", "move", "override", "replay", "ledger",
    "escalate",
)  # fmt: skip
STABLE = (
    f"record {ONE} mitigation rolled-back --as maya-ortiz",
    f"record {ONE} accepted-workaround sso --as maya-ortiz",
    f"update {ONE} it-stopped --as maya-ortiz",
)
DONE = (
    *STABLE,
    f"stabilise {ONE} --confirm all --as maya-ortiz",
    f"record {ONE} cause deploy --as maya-ortiz",
    f"verify {ONE} fine --as maya-ortiz",
)
OVERRIDE = (
    "override add engineering --person ben-adeyemi --from 2026-12-24T09:00:00Z "
    "--to 2026-12-26T09:00:00Z --as elena-rossi"
)
BEFORE: dict[str, tuple[str, ...]] = {
    "ack": (f"raise {ONE} --level 2 --reason x --as maya-ortiz",),
    "decline": (f"raise {ONE} --level 2 --reason x --as maya-ortiz",),
    "accept": (f"assign {ONE} daniel-reyes --as maya-ortiz",),
    "refuse": (f"assign {ONE} daniel-reyes --as maya-ortiz",),
    "leave": (f"fill {ONE} comms_lead noah-fischer --as maya-ortiz",),
    "lower": (f"raise {ONE} --severity P1 --reason x --as maya-ortiz",),
    "resume": (f"wait {ONE} --reason logs --as maya-ortiz",),
    "unlink": (f"link {TWO} {ONE} --reason same --as maya-ortiz",),
    "stabilise": STABLE,
    "resolve": DONE,
    "close": (*DONE, f"resolve {ONE} --confirm all --as maya-ortiz"),
    "reopen": DONE,
    "move": ("db init preset:b2b-saas",),
    "override": (OVERRIDE, OVERRIDE),
}
"""What has to have happened before the examples of a command can be typed."""


def at(moment: str) -> str:
    """A moment of the night of the examples."""
    return f"2026-11-23T{moment}:00Z"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk on which four tickets arrived at 02:55: three are open, one waits for a first reader."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("TOCSIN_NOW", at("02:55"))
        patch.setenv("TOCSIN_DATABASE_URL", f"sqlite:///{folder}/desk.db")
        Path("d.json").write_text(DEGRADED, encoding="utf-8")
        assert tocsin("db", "init", "preset:base").code == 0
        for title in ("Search is slow", "Search hardly answers", "Imports stall"):
            words = ("escalate", title, "--facts", "d.json", "--unknown", "all", "--as", "maya-ortiz")
            assert tocsin(*words).code == 0
        assert tocsin("escalate", "Exports fail", "--report-only", "--as", "maya-ortiz").code == 0
    return folder / "desk.db"


@pytest.fixture
def desk(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The same desk ten minutes later, for one test alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOCSIN_NOW", at("03:05"))
    monkeypatch.setenv("TOCSIN_DATABASE_URL", copied(template, tmp_path / "desk.db"))
    monkeypatch.setenv("TOCSIN_SPOOL", "spool")
    monkeypatch.delenv("TOCSIN_AS", raising=False)
    return tocsin


def examples(command: str) -> list[tuple[list[str], str]]:
    """The words of each example in a command's help, with what is piped into it."""
    told = tocsin(command, "--help").out.replace("\\\n", " ")
    lines = re.findall(r"^\s+((?:echo .*\| )?tocsin .*)$", told, re.MULTILINE)
    found = []
    for line in lines:
        piped, _, typed = line.rpartition("| tocsin ")
        stdin = shlex.split(piped)[1] if piped else ""
        found.append((shlex.split(typed.removeprefix("tocsin ")), stdin))
    return found


@pytest.mark.req("A13.1")
@pytest.mark.parametrize("command", DESK)
def test_every_example_in_the_help_works_as_it_stands(
    command: str, desk: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ticket.yaml").write_text(TICKET, encoding="utf-8")
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "login-0302.txt").write_text("503", encoding="utf-8")
    for line in BEFORE.get(command, ()):
        done = desk(*shlex.split(line))
        assert done.code == 0, f"{line}: {done.err}"
    found = examples(command)
    assert found, f"`tocsin {command} --help` has no example"
    for count, (words, stdin) in enumerate(found):
        if command != "override":  # its examples follow each other: one is added, then one is taken back
            fresh = copied(tmp_path / "desk.db", tmp_path / f"copy-{count}.db")
            monkeypatch.setenv("TOCSIN_DATABASE_URL", fresh)
        done = desk(*words, stdin=stdin)
        assert done.code == 0, f"{shlex.join(words)}: {done.err}"


def test_every_desk_command_is_tried_here() -> None:
    elsewhere = {
        "init", "check", "test", "triage", "explain", "diff", "map", "calibrate", "oncall", "import",
        "document", "schema", "db", "worker", "doctor", "erase", "serve", "web",
    }  # fmt: skip
    assert set(COMMANDS) - elsewhere == set(DESK)


@pytest.mark.req("A4.5", "B5")
def test_a_ladder_that_nobody_answers_is_told_on_every_page_until_somebody_helps(
    desk: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment in ("03:06", "03:17", "03:28", "03:39", "03:50", "04:01", "04:12", "04:23"):
        monkeypatch.setenv("TOCSIN_NOW", at(moment))
        assert desk("worker", "--once").code == 0
    told = f"NOBODY ANSWERED on specialists: page somebody now: tocsin page {ONE} TARGET --reason WHY"
    assert told in desk("show", ONE).out
    assert "NOBODY ANSWERED on specialists" in desk("list").out
    assert told in desk("record", ONE, "note", "I look at it", "--as", "maya-ortiz").out
    shown = desk("show", ONE, "--format", "json").json()
    assert [(p["ladder"], p["state"]) for p in shown["paging"]] == [("specialists", "spent")]
    desk("ack", ONE, "--as", "maya-ortiz")
    assert "NOBODY ANSWERED on" not in desk("show", ONE).out


@pytest.mark.req("A4.5")
def test_a_page_that_the_worker_owes_is_called_overdue(
    desk: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_NOW", at("03:15"))
    done = desk("record", ONE, "note", "still slow", "--as", "maya-ortiz")
    assert "(overdue by 10 min: is a worker running?)" in done.out
    assert "page overdue by 10 min" in desk("list").out


@pytest.mark.req("A2.1", "A2.6")
def test_a_request_without_facts_is_returned_completed_and_kept_in_tier(desk: Callable[..., Done]) -> None:
    asked = desk("escalate", "How do I export?", "--customer", "Tiny", "--as", "maya-ortiz").out
    assert "What kind of request is it? [kind]" in asked
    assert "[customer]" not in asked, "the customer was named"
    facts = '{"kind": "question", "summary": "how to export"}'
    done = desk("learn", "ESC-1005", "--facts", "-", "--unknown", "all", "--as", "maya-ortiz", stdin=facts)
    assert "learnt: kind = question, summary = how to export" in done.out
    assert "ESC-1005 is in tier" in done.out
    assert "ESC-1005 is open" in desk("reopen", "1005", "--reason", "a fault", "--as", "maya-ortiz").out


@pytest.mark.req("A3.1")
def test_the_page_offers_only_what_can_be_done_now(desk: Callable[..., Done]) -> None:
    before = desk("show", ONE, "--format", "json").json()["possible"]
    desk("assign", ONE, "daniel-reyes", "--as", "maya-ortiz")
    after = desk("show", ONE, "--format", "json").json()["possible"]
    assert {"accept", "refuse"} <= set(after) - set(before)
    assert not {"unlink", "resume", "leave"} & set(after)


@pytest.mark.req("A10.8")
def test_replay_says_the_day_and_knows_neither_the_future_nor_what_was_not_there(
    desk: Callable[..., Done],
) -> None:
    then = desk("replay", ONE, "--at", at("03:00"))
    assert then.out.startswith("as it stood on Sun 2026-11-22 at 22:00:00 EST\n")
    early = desk("replay", ONE, "--at", at("02:00"))
    assert (early.code, "was not there yet" in early.err) == (2, True)
    late = desk("replay", ONE, "--at", at("05:00"))
    assert (late.code, "is still to come" in late.err) == (2, True)


@pytest.mark.req("A2.4")
def test_who_unlinked_a_duplicate_is_not_asked_again(desk: Callable[..., Done]) -> None:
    assert ONE in [s["id"] for s in desk("show", TWO, "--format", "json").json()["suggested"]]
    desk("link", TWO, ONE, "--reason", "same", "--as", "maya-ortiz")
    desk("unlink", TWO, "--reason", "theirs is the proxy", "--as", "maya-ortiz")
    assert ONE not in [s["id"] for s in desk("show", TWO, "--format", "json").json()["suggested"]]


@pytest.mark.req("A5.3")
def test_the_next_update_is_promised_as_a_duration_or_an_instant(desk: Callable[..., Done]) -> None:
    done = desk("update", ONE, "we are on it", "--next", "45m", "--as", "maya-ortiz")
    assert "(next by 22:50 EST)" in done.out


KEYS = {
    "show": {"id", "version", "status", "severity", "level", "policy", "title", "text", "customer",
             "reporter", "channel", "reference", "reported_at", "facts", "segment", "owner", "offered_to",
             "seats", "vacant", "waiting", "questions", "duplicate_of", "duplicates", "suggested", "at",
             "clocks", "late", "paging", "pages", "due", "gate", "timeline", "possible"},
    "record": {"id", "version", "status", "repeated", "next", "events"},
    "list": {"id", "status", "severity", "level", "segment", "customer", "title", "owner", "reported_at",
             "next"},
    "override": {"id", "kind", "rotation", "from", "to", "person", "by", "cancelled"},
}  # fmt: skip


@pytest.mark.req("A10.8")
def test_what_scripts_read_has_the_keys_that_were_promised(desk: Callable[..., Done]) -> None:
    json_ = ("--format", "json")
    shown = desk("show", ONE, *json_).json()
    acted = desk("record", ONE, "note", "x", "--as", "maya-ortiz", *json_).json()
    listed = desk("list", *json_).json()[0]
    kept = json.loads(desk(*shlex.split(OVERRIDE), *json_).out)[0]
    given = {"show": shown, "record": acted, "list": listed, "override": kept}
    assert {name: set(found) ^ KEYS[name] for name, found in given.items()} == {name: set() for name in KEYS}
    assert kept["from"] == "2026-12-24T09:00:00Z"


@pytest.mark.req("A3.1")
def test_an_offer_that_is_refused_is_told_by_name_and_the_owner_stays(desk: Callable[..., Done]) -> None:
    owner = desk("show", ONE, "--format", "json").json()["owner"]
    desk("assign", ONE, "daniel-reyes", "--as", "maya-ortiz")
    done = desk("refuse", ONE, "--reason", "in a meeting", "--as", "daniel-reyes")
    assert "ownership not taken: Daniel Reyes: in a meeting" in done.out
    assert desk("show", ONE, "--format", "json").json()["owner"] == owner


@pytest.mark.req("A4.5")
def test_the_page_says_what_came_in_and_who_is_asked(desk: Callable[..., Done]) -> None:
    words = ("--text", "Nothing is found since nine.", "--reference", "4711", "--channel", "phone")
    desk("escalate", "Search is empty", *words, "--open", "they called", "--as", "maya-ortiz")
    page = desk("show", "1005").out
    assert "reported Sun 2026-11-22 22:05 EST by Maya Ortiz, phone, 4711 in the help desk" in page
    assert "in their words: Nothing is found since nine." in page
    assert "specialists: rung `primary` is paged (Owen Clarke), not answered yet" in page
    desk("ack", "1005", "--as", "owen-clarke")
    page = desk("show", "1005").out
    assert "specialists: answered by Owen Clarke at 22:05 EST" in page
    assert "If nobody answers" not in page


@pytest.mark.req("B4", "A5.8")
def test_a_clock_of_office_hours_says_what_is_left_of_it_and_of_the_night(desk: Callable[..., Done]) -> None:
    facts = '{"degraded": true, "production": true, "segment": "business"}'
    words = ("escalate", "Slow", "--facts", "-", "--unknown", "all", "--as", "maya-ortiz")
    assert desk(*words, stdin=facts).code == 0
    line = next(line for line in desk("show", "1005").out.splitlines() if "response" in line)
    assert "1 h left" in line
    assert "due Mon 23 Nov 09:00 EST, in 10 h 55 min" in line
