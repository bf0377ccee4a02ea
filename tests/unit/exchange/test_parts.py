"""What every import is made of: ids, windows, texts, waits (A4.2)."""

import json
import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.exchange.exports import NOW
from tocsin.core.oncall.windows import Windows
from tocsin.core.policy.source import Source, parse
from tocsin.exchange.ids import Ids, slug
from tocsin.exchange.importers import import_vendor
from tocsin.exchange.only import daily, only, weekly
from tocsin.exchange.record import HIDDEN, Record, shown
from tocsin.exchange.yaml_text import yaml_text

WEEK = 7 * 24 * 60
PARTS = st.builds(
    lambda begin, length: (begin * 15, begin * 15 + length * 15),
    st.integers(0, WEEK // 15 - 1),
    st.integers(1, WEEK // 15),
)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Ana Núñez", "ana-nunez"),
        ("  Café -- №5 ", "cafe-no5"),
        ("24/7 desk", "person-24-7-desk"),
        ("Straße & Søn", "strasse-son"),
        ("a" * 90, "a" * 41 + "-" + slug("a" * 90, "x")[-6:]),
    ],
)
def test_names_give_ids_that_people_can_read(name: str, id_: str) -> None:
    assert slug(name, "person") == id_


def test_two_of_one_name_get_ids_of_their_own_whatever_their_order() -> None:
    there, back = Ids("person"), Ids("person")
    there.claim_all([("U1", "Ana"), ("U2", "Ana"), ("U3", "安娜")])
    back.claim_all([("U3", "安娜"), ("U2", "Ana"), ("U1", "Ana")])
    assert there.found == back.found
    assert there.get("U1") == "ana" and there.get("U2").startswith("ana-") and len(there.taken) == 3


@given(st.text(max_size=80))
def test_any_name_gives_an_id_that_the_policy_takes(name: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_-]{0,63}", slug(name, "rotation"))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (daily(9 * 60, 8 * 60), {"daily": ["09:00-17:00"]}),
        (daily(22 * 60, 8 * 60), {"daily": ["22:00-06:00"]}),
        (daily(0, 1440), {}),
        (weekly(9 * 60, 4 * 1440 + 18 * 60), {
            "mon": ["09:00-24:00"], "tue-thu": ["00:00-24:00"], "fri": ["00:00-18:00"]}),
        (weekly(4 * 1440 + 1080, 480), {
            "mon": ["00:00-08:00"], "fri": ["18:00-24:00"], "sat, sun": ["00:00-24:00"]}),
        (weekly(0, 0), {}),
    ],
)  # fmt: skip
def test_windows_are_written_by_days(parts: list[tuple[int, int]], said: dict[str, list[str]]) -> None:
    assert only(parts) == said


@pytest.mark.req("A4.2")
@given(st.lists(PARTS, max_size=5))
def test_windows_say_the_same_after_they_are_written(parts: list[tuple[int, int]]) -> None:
    zone = ZoneInfo("UTC")
    said, meant = only(parts), Windows.weekly(zone, parts)
    if not said:
        assert meant.always or not meant.parts
        return
    assert Windows.of(zone, said) == meant


_TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20) | st.sampled_from(
    [
        "no",
        "12:30",
        "1e3",
        "~",
        "a: b",
        "#x",
        "- y",
        "'",
        '"',
        "{",
        "null",
        "0x10",
        "2026-01-05",
        "yes # no",
        "<<",
    ]
)


@settings(max_examples=80)
@given(st.dictionaries(_TEXTS, st.recursive(
    _TEXTS | st.booleans() | st.integers(-9, 9**9), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(_TEXTS, inner, max_size=3), max_leaves=8), min_size=1, max_size=4))  # fmt: skip
def test_what_is_written_is_read_back(value: dict[str, object]) -> None:
    read = parse(Source("part.yaml", yaml_text({"part": value}, "One line.\nAnother.")))
    assert not read.findings
    assert read.data == {"part": value}


def test_days_are_written_bare() -> None:
    assert "start: 2026-01-05" in yaml_text({"rotations": {"x": {"start": date(2026, 1, 5)}}}, "Head")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Platform on call 24/7", True),
        ("d0000000-0000-4000-8000-000000000001", True),
        ("hook https://hooks.example.com/services/T000/B000/XXXX", False),
        ("api key: s3cr3t", False),
        ("xoxb12345678901234567890abcd", False),
    ],
)
def test_what_looks_like_a_key_is_not_shown(text: str, safe: bool) -> None:
    assert (HIDDEN not in shown(text)) is safe
    assert (Record("user", {"name": text}).name == text) is safe


@pytest.mark.req("A4.5")
def test_a_key_in_a_name_does_not_come_into_the_policy() -> None:
    user = {"id": "U1", "type": "user", "name": "token=abcdef0123456789abcdef01", "email": "a@example.com"}
    layer = {
        "id": "L", "name": "x", "start": "2026-01-05T09:00:00Z",
        "rotation_virtual_start": "2026-01-05T09:00:00Z",
        "rotation_turn_length_seconds": 86400, "users": [{"user": user}],
    }  # fmt: skip
    schedule = {"id": "S", "type": "schedule", "name": "N", "time_zone": "UTC", "schedule_layers": [layer]}
    part, notes = import_vendor("pagerduty", [Source("e.json", json.dumps([user, schedule]))], NOW, 30)
    assert "abcdef0123456789" not in json.dumps(part, default=str) + "".join(n.message for n in notes)


@pytest.mark.parametrize(
    ("vendor", "reply"),
    [
        ("pagerduty", {"users": [{"id": "U", "type": "user", "name": "A"}], "limit": 1, "more": True}),
        ("opsgenie", {"data": [{"id": "u", "username": "a@example.com"}], "paging": {"next": "https://x"}}),
        ("grafana-oncall", {"results": [{"id": "U", "username": "a"}], "next": "https://x/?page=2"}),
        ("goalert", {"data": {"users": {"nodes": [{"id": "1", "name": "A", "email": "a@example.com"}],
                                        "pageInfo": {"hasNextPage": True}}}}),
    ],
)  # fmt: skip
def test_one_page_of_several_is_told(vendor: str, reply: dict[str, object]) -> None:
    _, notes = import_vendor(vendor, [Source("page.json", json.dumps(reply))], NOW, 30)
    assert any("more pages follow" in note.message for note in notes)
