"""`tocsin triage`, `tocsin test` and `tocsin explain`, as they are called."""

import json
from pathlib import Path

import pytest

from tests.acceptance.call import tocsin

AT = ("--at", "2026-11-23T03:10:00Z")
OUTAGE = json.dumps({
    "customer": "Northwind", "outage": True, "customers_affected": 14, "segment": "enterprise",
    "opened_at": "2026-11-23T02:55:00Z",
})  # fmt: skip


@pytest.mark.req("A1.3", "A2.2", "A2.5")
def test_an_outage_of_several_customers_is_p1_and_level_3_with_reasons_route_and_what_comes_next() -> None:
    answer = tocsin("triage", "preset:base", "--facts", "-", "--format", "json", *AT, stdin=OUTAGE).json()
    assert (answer["severity"], answer["level"], answer["stop_the_line"]) == ("P1", 3, False)
    reason = next(r for r in answer["reasons"] if r["criterion"] == "critical-several")
    assert reason["for"] == "level 3"
    assert reason["because"] == {"severity": "P1", "customers_affected": "14"}
    assert answer["route"]["team"]
    assert len(answer["route"]["rungs"]) >= 3
    assert {"criterion": "critical-long", "for": "level 3", "at": "2026-11-23T04:55:00Z"} in answer["next"]
    assert set(answer) >= {"missing", "unknown", "policy", "ask", "advice"}
    assert set(answer["policy"]) == {"version", "hash"}


@pytest.mark.req("A2.5")
def test_the_text_shows_the_path_taken_through_the_tree() -> None:
    shown = tocsin("triage", "preset:base", "--facts", "-", *AT, stdin=OUTAGE).out
    before, _, after = shown.partition("Severity P1? YES")
    assert "Stop the line? no" in before
    assert "Severity P2?" not in after
    assert after.index("Level 4? no") < after.index("Level 3? YES")
    assert "Level 2?" not in after
    full = tocsin("triage", "preset:base", "--facts", "-", "--full", *AT, stdin=OUTAGE).out
    assert "Level 1?" in full


@pytest.mark.req("A2.6")
def test_an_incomplete_request_is_told_which_questions_are_open() -> None:
    shown = tocsin("triage", "preset:base", "--facts", "-", *AT, stdin=OUTAGE).out
    assert "send the request back" in shown
    assert "Missing from the request:" in shown
    assert "?" in shown.split("Missing from the request:")[1].splitlines()[1]


@pytest.mark.req("A2.3")
def test_stop_the_line_never_waits_for_what_is_missing() -> None:
    facts = json.dumps({"indicators": ["security"]})
    answer = tocsin("triage", "preset:base", "--facts", "-", "--format", "json", *AT, stdin=facts).json()
    assert answer["stop_the_line"]
    assert answer["route"]["team"] == "security"
    assert answer["missing"]
    assert answer["advice"].startswith("Stop the line: page security now")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("{", "not valid JSON"),
        ('{"outage": true, "outage": false}', "`outage` stands twice"),
        ('{"outge": true}', "did you mean `outage`?"),
        ('{"outage": "maybe"}', "write `true` or `false`"),
        ('{"arr": 5}', "write it like `50000 USD`"),
        ('{"opened_at": "2026-11-23T03:00:00"}', "has no zone"),
        ('{"leaving_within": "-3 days"}', "is negative"),
        ('{"indicators": ["secuirty"]}', "did you mean `security`?"),
        ("outage: [", "a value is missing here"),
        ("\toutage: true", "tab"),
        ("- outage", "must be a mapping"),
        ('{"customers_affected": 1e400}', "`customers_affected`"),
        ("", "the file is empty"),
        ("[" * 5000, "nest"),
    ],
)
def test_facts_that_cannot_be_read_end_with_2_and_say_what_to_write(facts: str, told: str) -> None:
    done = tocsin("triage", "preset:base", "--facts", "-", stdin=facts)
    assert done.code == 2
    assert told in done.err
    assert "standard input" in done.err
    assert "Traceback" not in done.err


def test_a_fact_in_a_file_is_found_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "ticket.yaml"
    file.write_text("customer: Northwind\noutage: perhaps\n")
    assert f"{file}:2:9" in tocsin("triage", "preset:base", "--facts", str(file)).err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("preset:bas", "--facts", "-"), "did you mean `base`?"),
        (("nowhere", "--facts", "-"), "tocsin init"),
        (("preset:base", "--facts", "missing.yaml"), "cannot be read"),
        (("preset:base", "--facts", "-", "--at", "noon"), "no instant"),
        (("preset:base", "--facts", "-", "--at", "2026-11-23T03:00:00"), "no zone"),
    ],
)
def test_a_call_that_cannot_work_ends_with_2(words: tuple[str, ...], told: str) -> None:
    done = tocsin("triage", *words, stdin="{}")
    assert done.code == 2
    assert told in done.err


def test_facts_that_are_not_utf_8_are_refused() -> None:
    done = tocsin("triage", "preset:base", "--facts", "-", stdin=b"customer: \xff\xfe")
    assert done.code == 2
    assert "not UTF-8" in done.err


@pytest.mark.req("A13.1")
def test_the_shipped_tests_of_every_preset_pass() -> None:
    from tocsin.bootstrap import preset_names

    for name in preset_names():
        done = tocsin("test", f"preset:{name}")
        assert done.code == 0, done.out


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    file = tmp_path / "cases.yaml"
    file.write_text(
        "tests:\n"
        "  - {id: right, facts: {outage: true, customers_affected: 2}, expect: {severity: P1, level: 3}}\n"
        "  - {id: wrong, facts: {outage: true, customers_affected: 2}, expect: {severity: P2}}\n"
    )
    return file


@pytest.mark.req("A13.1")
def test_a_policy_test_that_fails_says_what_came_instead_and_where(cases: Path) -> None:
    done = tocsin("test", "preset:base", str(cases))
    assert done.code == 1
    assert f"{cases}:3: failed: wrong" in done.out
    assert "severity: expected P2; got P1" in done.out
    assert "1 of 2 tests passed" in done.out
    report = tocsin("test", "preset:base", str(cases), "--format", "json").json()
    assert (report["tests"], report["passed"], report["failed"][0]["id"]) == (2, 1, "wrong")
    assert tocsin("test", "preset:base", str(cases), "--only", "right").code == 0


@pytest.mark.req("A13.1")
def test_a_policy_test_may_expect_when_a_criterion_comes_true(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    facts = "{outage: true, customers_affected: 2, opened_at: 2026-11-23T09:00:00Z}"
    file.write_text(
        "tests:\n"
        f"  - {{id: right, facts: {facts}, expect: {{next: {{critical-long: 2026-11-23T12:00:00+01:00}}}}}}\n"
        f"  - {{id: early, facts: {facts}, expect: {{next: {{critical-long: 2026-11-23T10:59:00Z}}}}}}\n"
        f"  - {{id: never, facts: {facts}, expect: {{next: {{churn: 2026-11-23T11:00:00Z}}, "
        "reasons: [churn]}}\n"
    )
    shown = tocsin("test", "preset:base", str(file)).out
    assert "1 of 3 tests passed" in shown
    assert "next critical-long: expected 2026-11-23T10:59:00Z; got 2026-11-23T11:00:00Z" in shown
    assert "next churn: expected 2026-11-23T11:00:00Z; got never" in shown
    assert "reasons: expected churn; got " in shown


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("tests: [{id: a, facts: {}, expct: {}}]", 1, "did you mean `expect`?"),
        ("tests: [{id: a, expect: {sevrity: P1}}]", 1, "did you mean `severity`?"),
        ("tests: [{id: a, facts: {outge: true}, expect: {}}]", 1, "did you mean `outage`?"),
        ("tests: [{id: a, at: noon, expect: {}}]", 1, "no instant"),
        ("tests: [{id: a, expect: {}}, {id: a, expect: {}}]", 1, "two tests are called `a`"),
        ("tests: [{id: a, expect: {not_reasons: [nonsense]}}]", 1, "no such criterion"),
        ("tests: []", 2, "has no tests"),
    ],
)
def test_a_test_file_that_cannot_be_used_is_told_so(tmp_path: Path, text: str, code: int, told: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(text)
    done = tocsin("test", "preset:base", str(file))
    assert done.code == code
    assert told in done.out + done.err


@pytest.mark.req("A1.4", "A13.1")
def test_explain_shows_the_ticket_that_just_meets_and_the_one_that_just_misses() -> None:
    found = tocsin("explain", "preset:base", "churn", "--format", "json").json()
    assert found["decides"] == "level 4"
    assert found["meets"]["leaving_within"] == "30 days"
    assert found["misses"]["leaving_within"] == "30 days 1 min"
    assert found["parameters"]["churn_arr"].startswith("50,000 USD")
    shown = tocsin("explain", "preset:base", "churn").out
    assert "<- the difference" in shown
    assert "levels.yaml:" in shown


def test_every_criterion_of_every_preset_can_be_explained_with_a_ticket_that_meets_it() -> None:
    for row in tocsin("explain", "preset:base", "--format", "json").json():
        found = tocsin("explain", "preset:base", f"{row['for'].split()[0]}:{row['id']}", "--format", "json")
        assert found.code == 0, found.err
        assert found.json()["meets"] is not None, row["id"]


def test_a_criterion_that_is_not_there_is_answered_with_the_nearest() -> None:
    done = tocsin("explain", "preset:base", "chrun")
    assert done.code == 2
    assert "did you mean `churn`?" in done.err
