"""The spool: every message a file, whole or not there."""

from __future__ import annotations

import json
import threading
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.delivery.messages import clock, message
from tocsin.app.ports_delivery import Accepted, Refusal
from tocsin.delivery.spool import Spool, file_name


def spool(folder: Path) -> Spool:
    return Spool(folder, "desk@example.com", clock)


@pytest.mark.req("A4.5")
def test_mail_is_a_letter_and_everything_else_is_json(tmp_path: Path) -> None:
    box = spool(tmp_path / "new")
    assert box.send(message()) == Accepted("ESC-1042_7_1.eml")
    assert box.send(message(id="ESC-1042/7/2", channel="sms", address="+4930123")) == Accepted(
        "ESC-1042_7_2.json"
    )
    got = message_from_bytes((tmp_path / "new/ESC-1042_7_1.eml").read_bytes(), policy=policy.default)
    assert got["To"] == "dana@example.com"
    told = json.loads((tmp_path / "new/ESC-1042_7_2.json").read_text("utf-8"))
    assert (told["channel"], told["address"], told["body"]) == ("sms", "+4930123", message().body)


def test_a_repeat_is_the_same_file_and_no_half_file_is_left(tmp_path: Path) -> None:
    box = spool(tmp_path)
    threads = [threading.Thread(target=box.send, args=(message(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in tmp_path.iterdir()] == ["ESC-1042_7_1.eml"]


def test_a_folder_that_cannot_be_written_to_is_worth_another_try(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    sent = spool(tmp_path / "file").send(message())
    assert isinstance(sent, Refusal)
    assert not sent.permanent


def test_a_rehearsal_refuses_what_the_real_thing_would_refuse(tmp_path: Path) -> None:
    sent = spool(tmp_path).send(message(address="dana"))
    assert isinstance(sent, Refusal)
    assert sent.permanent


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200), unique=True))
def test_no_two_messages_share_a_file_and_none_leads_out_of_the_folder(keys: list[str]) -> None:
    names = [file_name(key) for key in keys]
    assert len(set(names)) == len(keys)
    assert not [name for name in names if "/" in name or name.startswith(".") or len(name) > 200]
