"""Recurring shifts of Grafana OnCall: what its own tests state, ours say, as turns and written out (A4.2)."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tocsin.exchange.draft import Draft, Span
from tocsin.exchange.grafana_turns import DAYS, Rule, layers_of
from tocsin.exchange.recurrence import recurrences

GIVEN = Path(__file__).resolve().parents[2] / "oracles" / "given"
FEW = 9
"""Fewer exact layers than this, and the test would show little."""


def cases(name: str, op: str) -> list[Any]:
    found = json.loads((GIVEN / name).read_text("utf-8"))["cases"]
    return [pytest.param(case, id=case["id"]) for case in found if case["given"]["op"] == op]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def rule_of(shift: dict[str, Any]) -> Rule:
    days = tuple(sorted(DAYS.index(day[:2].upper()) for day in shift["by_day"] or ()))
    return Rule(
        groups=[[person.lower() for person in group] for group in shift["groups"]],
        start=instant(shift["start"]).replace(tzinfo=None),
        zone="UTC",
        seconds=shift["duration_seconds"],
        frequency=shift["frequency"],
        interval=shift["interval"],
        days=days,
        week_start=DAYS.index(shift["week_start"][:2].upper()),
        month_days=tuple(shift.get("by_monthday") or ()),
        until=instant(shift["until"]) if shift["until"] else None,
        effective=instant(shift["rotation_start"]),
    )


def expected(case: dict[str, Any]) -> dict[str, list[str]]:
    days = case["expect"]["days"]
    return {day: sorted(person.lower() for person in people) for day, people in days.items()}


def by_day(spans: list[Span]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for span in spans:
        found.setdefault(f"{span.start:%Y-%m-%d}", []).append(span.person)
    return {day: sorted(people) for day, people in found.items()}


DAYS_CASES = cases("grafana_custom_shift.json", "shift_days")


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("case", DAYS_CASES)
def test_the_days_of_a_shift_written_out(case: dict[str, Any]) -> None:
    given = case["given"]
    spans = recurrences(rule_of(given["shift"]), instant(given["from"]), instant(given["to"]), 1_000)
    assert by_day(spans) == expected(case)


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("case", DAYS_CASES)
def test_the_days_of_a_shift_as_turns_where_there_are_turns(case: dict[str, Any]) -> None:
    given = case["given"]
    rule = rule_of(given["shift"])
    layers = layers_of(rule)
    if not layers:
        assert rule.interval > 1 or rule.frequency == "monthly", "a plain shift is turns"
        return
    end = min(instant(given["to"]), rule.until or instant(given["to"]))
    spans = Draft("x", "UTC", layers, together=True).spans(instant(given["from"]), end)
    assert by_day(spans) == expected(case)


def test_most_of_these_shifts_are_turns() -> None:
    exact = [case for case in DAYS_CASES if layers_of(rule_of(case.values[0]["given"]["shift"]))]
    assert len(exact) >= FEW


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("case", cases("grafana_on_call_users.json", "on_call"))
def test_who_is_on_call_by_one_shift(case: dict[str, Any]) -> None:
    shifts = case["given"]["shifts"]
    shift = shifts[0]
    if len(shifts) > 1 or shift["kind"] != "rolling":
        pytest.skip("several shifts, or one that does not come again")
    rule = rule_of(shift)
    for probe in case["expect"]["probes"]:
        at = instant(probe["at"])
        spans = recurrences(rule, at, at.replace(minute=at.minute + 1), 10)
        assert sorted(span.person for span in spans) == sorted(p.lower() for p in probe["on_call"]), probe
