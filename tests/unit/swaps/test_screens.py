"""What the on-call screens show, before anything is drawn: timelines over clock changes, teams, ladders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.lifecycle.timeline import preset
from tests.unit.swaps.conftest import at, policy
from tocsin.app.desk.roster_desk import RosterDesk, own_shifts, troubles
from tocsin.app.desk.roster_ladders import ladders_now
from tocsin.app.desk.roster_month import by_person, by_rotation, days_between, days_of, month_of
from tocsin.app.desk.roster_teams import rotations_of_no_team, teams_now
from tocsin.core.oncall.changes import Override

pytestmark = pytest.mark.req("A4.2", "A4.5")
HOUR = timedelta(hours=1)
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")


@given(st.sampled_from(ZONES), st.dates(date(2007, 1, 1), date(2030, 1, 1)))
def test_the_days_of_a_month_leave_no_instant_out(zone: str, day: date) -> None:
    first, last = month_of(day)
    days = days_of(first, last, ZoneInfo(zone))
    assert all(one.end == other.start for one, other in pairwise(days))
    assert all(timedelta(hours=22) < one.end - one.start < timedelta(hours=26) for one in days)
    assert days[0].start.astimezone(ZoneInfo(zone)).date() == first
    assert days[-1].day < last <= days[-1].day + timedelta(days=2)


def test_the_days_on_which_clocks_change_are_told() -> None:
    march = days_of(date(2026, 3, 1), date(2026, 4, 1), ZoneInfo("Europe/Berlin"))
    assert [(one.day.day, one.shift) for one in march if one.shift] == [(29, HOUR)]
    october = days_of(date(2026, 10, 1), date(2026, 11, 1), ZoneInfo("Europe/Berlin"))
    assert [(one.day.day, one.shift) for one in october if one.shift] == [(25, -HOUR)]


def test_another_zone_has_its_own_days_in_the_same_stretch() -> None:
    start, end = datetime(2026, 10, 31, 23, tzinfo=UTC), datetime(2026, 11, 2, 23, tzinfo=UTC)
    days = days_between(start, end, ZoneInfo("America/New_York"))
    assert [one.day.day for one in days] == [31, 1, 2]
    assert days[0].start < start and days[-1].end > end
    assert days[1].shift == -HOUR


def test_a_rotation_is_a_row_of_turns_without_a_hole() -> None:
    start, end = at("01 09:00"), at("22 09:00")
    platform, backup, days = by_rotation(RosterDesk(policy()), start, end)
    assert [run.first.person for run in platform.runs] == ["ann", "ben", "cleo"]
    assert [run.first.person for run in backup.runs] == ["ben", "cleo", "ann"]
    for line in (platform, backup):
        assert line.lanes == 1
        assert line.runs[0].start == start and line.runs[-1].end == end
        assert all(one.end == other.start for one, other in pairwise(line.runs))
    assert days.lanes == 3, "one a layer"
    assert {(run.lane, run.first.person) for run in days.runs} == {(0, "dan"), (1, "eve"), (2, "cleo")}


def test_shifts_with_less_than_a_day_between_are_one_turn() -> None:
    _, _, days = by_rotation(RosterDesk(policy()), at("08 00:00"), at("11 00:00"))
    early = next(run for run in days.runs if run.first.person == "dan")
    assert [(one.start, one.end) for one in early.shifts] == [
        (at(f"{day} 06:00"), at(f"{day} 14:00")) for day in ("08", "09", "10")
    ]


def test_a_person_with_two_shifts_at_once_has_two_lanes() -> None:
    lines = {line.id: line for line in by_person(RosterDesk(policy()), at("08 09:00"), at("15 09:00"))}
    assert lines["cleo"].lanes == 2, "backup all week, and nights besides"
    assert lines["dan"].lanes == 1
    assert list(lines) == ["ben", "cleo", "dan", "eve"], "by name; Ann has no shift then"


def test_an_hour_taken_from_a_person_splits_their_turn() -> None:
    change = Override("platform", at("10 09:00"), at("10 12:00"), "#1", "eve", "", instead_of="ben")
    lines = by_person(RosterDesk(policy().with_changes([change])), at("08 09:00"), at("15 09:00"))
    ben = next(line for line in lines if line.id == "ben")
    assert [(run.start, run.end) for run in ben.runs] == [
        (at("08 09:00"), at("10 09:00")), (at("10 12:00"), at("15 09:00")),
    ]  # fmt: skip


def test_a_change_is_a_turn_of_its_own_with_its_reason() -> None:
    change = Override(
        "platform", at("10 09:00"), at("11 09:00"), "#1", "eve", "wedding", person="eve", instead_of="ben"
    )
    platform, *_ = by_rotation(RosterDesk(policy().with_changes([change])), at("08 09:00"), at("15 09:00"))
    assert [(run.first.person, run.first.changed) for run in platform.runs] == [
        ("ben", False), ("eve", True), ("ben", False),
    ]  # fmt: skip
    assert "wedding" in platform.runs[1].first.why


def test_a_gap_lies_on_the_first_lane() -> None:
    gap = Override("days", at("09 00:00"), at("10 00:00"), "#1", "eve", "ill", instead_of="eve")
    *_, days = by_rotation(RosterDesk(policy().with_changes([gap])), at("09 06:00"), at("10 00:00"))
    assert [(run.lane, run.first.person) for run in days.runs] == [(0, "dan"), (0, ""), (1, "cleo")]


def test_gaps_and_people_booked_twice_come_in_order_of_time() -> None:
    gap = Override("platform", at("10 09:00"), at("10 12:00"), "#1", "eve", "ill", instead_of="ben")
    found = troubles(RosterDesk(policy().with_changes([gap])), at("08 09:00"), at("12 09:00"))
    assert [(one.kind, one.person) for one in found][:2] == [("double", "cleo"), ("double", "cleo")]
    (one,) = [one for one in found if one.kind == "gap"]
    assert (one.start, one.end, one.rotations) == (at("10 09:00"), at("10 12:00"), ("platform",))
    assert "ill" in one.why
    assert found == sorted(found, key=lambda each: each.start)


@pytest.mark.req("A13.2")
def test_a_primary_who_is_their_own_backup_names_the_ladder() -> None:
    rules = preset("b2b-saas")
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    support, backup = (rules.roster.people(id_, now)[0] for id_ in ("support", "support-backup"))
    change = Override("support", now, now + HOUR, "#1", "", "", person=backup, instead_of=support)
    found = troubles(RosterDesk(rules.with_changes([change])), now, now + 2 * HOUR)
    assert [(one.kind, one.person, one.ladder) for one in found] == [("double", backup, "Support")]


def test_own_shifts_are_whole_although_the_period_cuts_them() -> None:
    desk = RosterDesk(policy())
    (shift,) = own_shifts(desk, "ann", at("02 12:00"), at("10 00:00"))
    assert (shift.start, shift.end, shift.rota.id) == (at("01 09:00"), at("08 09:00"), "platform")


def test_load_is_told_by_person_most_hours_first() -> None:
    found = RosterDesk(policy()).load(at("08 09:00"), at("15 09:00"))
    assert [one.person for one in found][:2] == ["ben", "cleo"]
    assert found[0].time == 168 * HOUR
    assert {one.person: one.nights for one in found}["dan"] == 7, "06:00 to 07:00 is night, too"


def test_a_team_says_who_answers_first_who_next_and_who_in_the_end() -> None:
    rules, now = preset("b2b-saas"), datetime(2026, 11, 24, 12, tzinfo=UTC)
    teams = {team.id: team for team in teams_now(rules, now)}
    support = teams["support"]
    assert [(step.id, step.after, step.wait) for step in support.steps] == [
        ("primary", timedelta(0), "10 min"),
        ("backup", timedelta(minutes=10), "10 min"),
        ("lead", timedelta(minutes=20), "10 min"),
    ]
    first = support.steps[0].answering[0]
    assert first.now is not None and first.now.holders[0].person == first.people[0][0] == "kenji-watanabe"
    assert support.last is not None and support.last.people[0][0] == "helen-brandt"
    assert rotations_of_no_team(rules, now, list(teams.values())) == []


@pytest.mark.req("A4.3")
def test_a_ladder_says_when_it_is_climbed_and_what_must_be_kept() -> None:
    found = {one.id: one for one in ladders_now(preset("b2b-saas"), datetime(2026, 11, 24, 12, tzinfo=UTC))}
    incident = found["incident"]
    assert {use.name for use in incident.uses} >= {"Major incident"}
    levels = {promise.level: promise.words for promise in incident.promises}
    assert {3, 4} <= set(levels)
    assert all(
        one.end == sum((s.rung.wait.approximate() for s in one.steps), timedelta(0)) for one in found.values()
    )
