"""Whatever is pasted: no error, only facts of the vocabulary with valid values, words that stand in it."""

import gzip
import json
import time
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.intake.reader import NORTHWIND, NOW, policy, read
from tocsin.core.criteria.encode import encode
from tocsin.core.intake.found import Found
from tocsin.core.model.instant import to_micros

ODD = """From: a@northwind.com|Subject: x|Date: Mon, 23 Nov 2026 03:05:12 -0500|> quoted|no|not|data was lost
is down|production|workaround|since 02:40|since 31 February 25:99|$180,000 a year|€5|1e999|²|?|.|;|but|}|[
٣ users cannot log in|in 99999 months we leave|{"ticket": {|Priority: 1|NPS 3|lawyers will sue you|steps:|--
we were hacked|14 customers|9999999999999999999 users fail|wrote:|$1.999999 a year|for 9999 days it fails"""
PHRASES = st.sampled_from(ODD.replace("\n", "|").split("|"))
LISTS = st.lists(PHRASES, max_size=25)
TEXTS = st.one_of(st.text(max_size=400), LISTS.map(" ".join), LISTS.map("\n".join))
KEYS = "ticket fields subject description arr nps outage priority reporter x"
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=5)
    ),
    max_leaves=12,
)


def check(found: Found, preset: str = "b2b-saas") -> None:
    raw = {name: list(g.value) if isinstance(g.value, tuple) else g.value for name, g in found.facts.items()}
    encoded, problems = encode(raw, policy(preset)[1], to_micros(NOW))
    assert problems == [] and len(encoded) <= len(raw)
    assert all(guess.why for guess in found.facts.values())


@pytest.mark.req("A2.1", "A2.6")
@given(TEXTS)
def test_any_text_is_read_without_an_error_and_gives_only_valid_facts(text: str) -> None:
    check(read(text))


@pytest.mark.req("A2.1")
@given(JSONS)
def test_any_json_is_read_without_an_error(value: object) -> None:
    check(read(json.dumps({"ticket": value, "subject": "x"})))


@pytest.mark.req("A2.1")
@given(st.lists(PHRASES, max_size=15).map("\n".join))
def test_the_words_of_each_guess_stand_in_the_text(text: str) -> None:
    plain = " ".join(" ".join(line for line in text.splitlines() if not line.startswith(">")).split())
    for name, guess in read(text).facts.items():
        words = guess.why.split(" … ")[0].split(": ")[-1].rstrip("…")
        assert guess.past or words in plain, (name, guess)
    assert read(text, NORTHWIND) == read(text, NORTHWIND)


@pytest.mark.req("A2.1")
def test_a_hundred_thousand_characters_are_read_within_three_seconds() -> None:
    text = "We cannot log in since 02:40 and 14 customers see errors, no data was lost. " * 1300
    before = time.perf_counter()
    check(read(text))
    assert time.perf_counter() - before < 3


@pytest.mark.req("A2.1")
def test_recorded_zendesk_tickets_are_read(shared: Path | None) -> None:
    if shared is None:
        tickets = [{"subject": "example ticket", "description": "Some comment", "id": 33}]
    else:
        with gzip.open(shared / "data/zendesk/interactions.jsonl.gz", "rt") as lines:
            replies = [json.loads(line)["response"] for line in lines]
        tickets = [r["ticket"] for r in replies if isinstance(r, dict) and isinstance(r.get("ticket"), dict)]
    for ticket in tickets:
        found = read(json.dumps({"ticket": ticket}))
        check(found)
        assert found.title == ticket["subject"] or not ticket.get("subject")


@pytest.mark.req("A2.3")
def test_of_300_real_bug_reports_fewer_than_one_in_twenty_carries_a_sign_of_danger() -> None:
    rows = duckdb.sql("select title, text from 'samples/hadoop_issues/issues.parquet' limit 300").fetchall()
    found = [read(f"Subject: {head}\n\n{text or ''}") for head, text in rows]
    for each in found:
        check(each)
    assert sum("indicators" in each.facts for each in found) / len(found) < 0.05
