"""Erasing on the command line: seen first, done with a reason, verified; told plainly when it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.call import Done, tocsin

NAME = "Northwind Trading"
STREAM = "ESC-1001"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """A desk with one ticket of a customer, in support's hands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOCSIN_DATABASE_URL", f"sqlite:///{tmp_path}/desk.db")
    monkeypatch.setenv("TOCSIN_NOW", "2026-11-23T15:00:00Z")
    monkeypatch.setenv("TOCSIN_AS", "chloe-martin")
    assert tocsin("db", "init", "preset:base").code == 0
    facts = tmp_path / "facts.json"
    facts.write_text('{"segment": "enterprise", "kind": "question"}', encoding="utf-8")
    made = tocsin("escalate", "Jane asks how", "--facts", str(facts), "--customer", NAME, "--unknown", "all")
    assert made.code == 0, made.err
    return tocsin


def closed(desk: Callable[..., Done]) -> None:
    done = desk("close", STREAM, "--note", "Jane knows now")
    assert done.code == 0, done.err


def test_without_yes_it_only_shows_what_would_go(desk: Callable[..., Done]) -> None:
    closed(desk)
    seen = desk("erase", NAME)
    assert seen.code == 0
    assert f"escalations: {STREAM}" in seen.out
    assert "nothing was done" in seen.out
    assert "Jane" in desk("show", STREAM).out


def test_with_yes_it_goes_and_the_record_verifies(desk: Callable[..., Done]) -> None:
    closed(desk)
    done = desk("erase", NAME, "--reason", "asked for by letter", "--yes", "--format", "json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["customer"] == f"erased customer {STREAM}"
    shown = desk("show", STREAM).out
    assert "Jane" not in shown
    assert "asked for by letter" in shown
    verified = desk("db", "verify")
    assert verified.code == 0
    assert f"of these {told['events']} were erased" in verified.out
    assert desk("db", "rebuild", "--compare").code == 0
    assert (
        desk("erase", told["customer"], "--reason", "again", "--yes").out.strip().endswith("nothing was left")
    )


def test_what_is_open_is_told_with_what_to_do(desk: Callable[..., Done]) -> None:
    refused = desk("erase", NAME, "--reason", "x", "--yes")
    assert refused.code == 2
    assert f"`{STREAM}` is not closed" in refused.err
    assert "close what is open" in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("erase", "Nobody"), "no escalation names the customer `Nobody`"),
        (("erase", NAME, "--yes"), "no reason is given"),
        (("db", "retain", "--days", "3"), "`3` days is not between 30 and 36,500"),
    ],
)
def test_what_cannot_be_is_told(desk: Callable[..., Done], words: tuple[str, ...], said: str) -> None:
    closed(desk)
    refused = desk(*words)
    assert refused.code == 2
    assert said in refused.err


def test_retention_is_off_until_it_is_set(desk: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    closed(desk)
    monkeypatch.setenv("TOCSIN_NOW", "2027-11-24T15:00:00Z")
    assert "off: personal data stays" in desk("db", "retain").out
    assert "1 escalation, " in desk("db", "retain", "--days", "365").out
    assert "Jane" not in desk("show", STREAM).out
    assert "0 escalations" in desk("db", "retain").out
