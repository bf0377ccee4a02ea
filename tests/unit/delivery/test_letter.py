"""A page as an e-mail: no text of it can become a header."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.delivery.messages import NIGHT, message
from tocsin.delivery.letter import is_address, letter

FORGED = "hello\r\nBcc: everybody@example.com\r\n\r\nclick here"


@pytest.mark.parametrize("field", ["subject", "page", "id", "stream"])
def test_a_line_break_in_a_field_makes_no_header(field: str) -> None:
    content = letter(message(**{field: FORGED}), "desk@example.com", NIGHT).content
    head = content.partition(b"\r\n\r\n")[0]
    assert b"\nBcc" not in head
    assert message_from_bytes(content, policy=policy.default)["To"] == "dana@example.com"


BAD = [
    "",
    "dana",
    "dana@example.com\r\nRCPT TO:<eve@example.com>",
    "dana@example.com, eve@example.com",
    "Dana <dana@example.com>",
    "dana@example.com eve",
    "a@b@c",
    "dana@exam\x00ple.com",
]


@pytest.mark.parametrize("address", BAD)
def test_only_one_plain_address_is_written_to(address: str) -> None:
    with pytest.raises(ValueError, match="is no e-mail address: correct it in the policy"):
        letter(message(address=address), "desk@example.com", NIGHT)


@given(subject=st.text(max_size=400), body=st.text(max_size=400), page=st.text(max_size=60))
def test_any_text_makes_a_letter_of_the_same_headers(subject: str, body: str, page: str) -> None:
    content = letter(message(subject=subject, body=body, page=page), "desk@example.com", NIGHT).content
    got = message_from_bytes(content, policy=policy.default)
    assert set(got.keys()) == {
        *("Subject", "Date", "Message-ID", "References", "Auto-Submitted"),
        *("X-Tocsin-Escalation", "X-Tocsin-Page"),
        *("Importance", "X-Priority", "From", "To", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding"),
    }
    assert got["From"] == "desk@example.com"
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


def test_half_a_character_does_not_stop_a_page() -> None:
    content = letter(message(subject="a\ud800b", body="c\udfffd"), "desk@example.com", NIGHT).content
    got = message_from_bytes(content, policy=policy.default)
    assert (got["Subject"], got.get_content().strip()) == ("a?b", "c?d")


def test_only_urgent_mail_says_so_and_one_escalation_is_one_thread() -> None:
    calm = letter(message(urgent=False), "desk@example.com", NIGHT).content
    other = letter(message(id="ESC-1042/9/1"), "desk@example.com", NIGHT).content
    got = [message_from_bytes(content, policy=policy.default) for content in (calm, other)]
    assert got[0]["Importance"] is None
    assert got[1]["Importance"] == "high"
    assert got[0]["References"] == got[1]["References"]


@pytest.mark.parametrize("address", ["dana@example.com", "d.a+na@mail.example.com", "jürgen@exämple.de"])
def test_usual_addresses_are_addresses(address: str) -> None:
    assert is_address(address)
