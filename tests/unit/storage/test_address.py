"""Addresses: read as people write them, shown without passwords."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.core.model.finding import Refused
from tocsin.storage.address import mask, read_address


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql://u:p@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:p%40x@h:1/d?a=b", "postgresql://u:***@h:1/d?a=b"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("postgresql://h/d?password=x&user=y", "postgresql://h/d?password=***&user=y"),
        ("postgresql://h/d?user=y&SSLPassword=x", "postgresql://h/d?user=y&SSLPassword=***"),
        ("sqlite:///a.db", "sqlite:///a.db"),
    ],
)
def test_passwords_are_never_shown(given: str, shown: str) -> None:
    assert mask(given) == shown


def test_three_slashes_are_a_path_from_here_and_four_an_absolute_one(clean_cwd: Path) -> None:
    assert read_address("sqlite:///data/desk.db").path == clean_cwd / "data/desk.db"
    assert read_address("sqlite:////var/desk.db").path == Path("/var/desk.db")
    assert read_address("sqlite:////var/a%20desk%3F.db").path == Path("/var/a desk?.db")


def test_a_file_name_with_signs_of_an_address_stays_a_file_name() -> None:
    name = read_address("sqlite:////var/a%3Fmode%3Dro%23.db").settings["NAME"]
    assert name == "file:///var/a%3Fmode%3Dro%23.db?mode=rw"


def test_settings_of_a_server_keep_what_the_address_says() -> None:
    url = "postgresql://u:p%40@h:5433/d?sslmode=require&options=-csearch_path%3Dx"
    settings = read_address(url).settings
    named = [settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert named == ["d", "u", "p@", "h", "5433"]
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["options"].endswith("-csearch_path=x")


def test_an_address_that_cannot_be_read_does_not_show_its_password() -> None:
    with pytest.raises(Refused) as told:
        read_address("postgresql://u:se cret@h/d?nonsense=1")
    assert "cret" not in str(told.value) + str(told.value.findings)
