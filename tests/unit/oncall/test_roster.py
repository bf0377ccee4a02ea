"""The roster of a policy: layers in order, restrictions, start and end, run-time changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tocsin.core.oncall.changes import Override
from tocsin.core.oncall.from_policy import rotation_of
from tocsin.core.oncall.layers import Cycle, Layer
from tocsin.core.oncall.roster import Roster
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.oncall.windows import Windows
from tocsin.core.policy.schema import rota

pytestmark = pytest.mark.req("A4.2")
PLAIN = {"name": "Platform", "zone": "Europe/Berlin", "people": ["ada", "ben"], "start": "2026-06-01"}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def roster(**parts: Any) -> Roster:
    return Roster([rotation_of("platform", rota.Rotation.model_validate({**PLAIN, **parts}))])


def people(made: Roster, *texts: str) -> list[tuple[str, ...]]:
    return [made.people("platform", utc(text)) for text in texts]


def test_a_plain_rotation_begins_at_the_hand_off_of_its_first_day() -> None:
    made = roster()
    assert people(made, "2026-06-01T06:59", "2026-06-01T07:00", "2026-06-08T07:00") == [
        (),
        ("ada",),
        ("ben",),
    ]
    (gap,) = made.gaps("platform", utc("2026-05-31T00:00"), utc("2026-06-02T00:00"))
    assert gap.end == utc("2026-06-01T07:00")


def test_a_rotation_ends_with_the_hand_off_of_the_day_that_it_names() -> None:
    made = roster(until="2026-06-09", hand_off="08:00")
    assert people(made, "2026-06-09T05:59", "2026-06-09T06:00") == [("ben",), ()]


def test_a_restricted_rotation_leaves_gaps() -> None:
    made = roster(only={"mon-fri": ["09:00-17:00"]})
    found = made.shifts("platform", utc("2026-06-05T00:00"), utc("2026-06-09T00:00"))
    assert [(s.person, s.start.isoformat()[5:16]) for s in found] == [
        (None, "06-05T00:00"),
        ("ada", "06-05T07:00"),
        (None, "06-05T15:00"),
        ("ben", "06-08T07:00"),
        (None, "06-08T15:00"),
    ]


def test_the_first_layer_with_somebody_counts() -> None:
    nights = {"people": ["nina"], "start": "2026-06-01", "only": {"mon-fri": ["22:00-06:00"]}}
    made = roster(layers={"nights": nights})
    assert people(made, "2026-06-02T12:00", "2026-06-02T21:00", "2026-06-06T21:00") == [
        ("ada",),
        ("nina",),
        ("ada",),
    ]
    (one,) = made.who("platform", utc("2026-06-02T12:00"))
    assert (one.since, one.until) == (utc("2026-06-02T04:00"), utc("2026-06-02T20:00"))


def test_nobody_comes_up_from_a_lower_layer_for_somebody_who_was_taken_off() -> None:
    first = {"people": ["nina"], "start": "2026-06-01"}
    off = {"instead_of": "nina", "from": "2026-06-02T00:00:00Z", "to": "2026-06-03T00:00:00Z"}
    made = roster(layers={"first": first}, overrides={"off": off})
    assert people(made, "2026-06-02T12:00", "2026-06-03T00:00") == [(), ("nina",)]
    (gap,) = made.gaps("platform", utc("2026-06-01T12:00"), utc("2026-06-04T00:00"))
    assert str(gap.why) == "override `off`: without nina"


def test_together_everybody_who_has_a_turn_is_on_call() -> None:
    second = {"people": ["nina", "ole"], "start": "2026-06-01", "turn": "daily"}
    made = roster(layers={"second": second}, together=True)
    assert people(made, "2026-06-02T12:00") == [("ole", "ada")]


def test_a_custom_cycle_of_the_policy_is_kept() -> None:
    made = roster(turn="daily", pattern=[5, 2])
    assert people(made, "2026-06-05T12:00", "2026-06-06T12:00", "2026-06-08T12:00") == [
        ("ada",),
        ("ben",),
        ("ada",),
    ]


def test_overrides_and_swaps_of_the_policy_come_before_those_of_the_day() -> None:
    span = {"from": "2026-06-02T00:00:00Z", "to": "2026-06-04T00:00:00Z"}
    made = roster(
        overrides={"ill": {**span, "person": "cleo", "instead_of": "ada", "why": "flu"}},
        swaps={"party": {**span, "one": "cleo", "other": "dora"}},
    )
    assert people(made, "2026-06-03T00:00") == [("dora",)]
    late = Override(
        "platform", utc("2026-06-02T12:00"), utc("2026-06-03T12:00"), person="emil", instead_of="dora"
    )
    assert people(made.changed([late]), "2026-06-03T00:00", "2026-06-03T13:00") == [("emil",), ("dora",)]
    assert people(made, "2026-06-03T00:00") == [("dora",)]


def test_an_unknown_rotation_is_told_the_nearest_one() -> None:
    with pytest.raises(ValueError, match="`plattform` is no rotation: did you mean `platform`"):
        roster().who("plattform", utc("2026-06-03T00:00"))
    with pytest.raises(ValueError, match="`other` is no rotation"):
        roster().changed([Override("other", person="ada")])


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        roster().who("platform", datetime.fromisoformat("2026-06-03T00:00:00"))


def test_the_end_of_the_calendar_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="ask for a nearer instant"):
        roster().who("platform", utc("9999-12-31T23:00"))
    with pytest.raises(ValueError, match="ask for a nearer instant"):
        roster().shifts("platform", utc("9999-12-30T00:00"), utc("9999-12-31T23:00"))


def test_an_empty_period_has_no_shifts() -> None:
    at = utc("2026-06-03T00:00")
    assert roster().shifts("platform", at, at) == ()


@pytest.mark.req("A13.2")
def test_following_the_sun_the_gaps_of_the_weeks_between_two_clock_changes_are_found() -> None:
    def site(name: str, zone: str, hours: str) -> Layer:
        return Layer(name, Cycle(((name,),)), Windows.of(ZoneInfo(zone), {"daily": [hours]}))

    sites = (
        site("london", "Europe/London", "08:00-16:00"),
        site("new-york", "America/New_York", "11:00-19:00"),
        site("singapore", "Asia/Singapore", "08:00-16:00"),
    )
    made = Roster([Rotation("sun", sites)])
    winter = made.gaps("sun", utc("2026-02-10T00:00"), utc("2026-02-11T00:00"))
    between = made.gaps("sun", utc("2026-03-17T00:00"), utc("2026-03-18T00:00"))
    assert winter == ()
    assert [(gap.start, gap.end) for gap in between] == [(utc("2026-03-17T23:00"), utc("2026-03-18T00:00"))]


def test_sites_that_follow_the_sun_change_hands_and_clocks_by_their_own_zones() -> None:
    day = {"start": "2026-01-01", "turn": "daily", "hand_off": "09:00"}
    made = roster(
        people=[],
        layers={
            "europe": {**day, "people": ["eva"], "zone": "Europe/Berlin", "only": {"daily": ["09:00-18:00"]}},
            "america": {
                **day,
                "people": ["abe"],
                "zone": "America/New_York",
                "only": {"daily": ["09:00-18:00"]},
            },
        },
    )
    # America changed its clocks on 8 March, Europe on 29 March: in between New York begins an hour earlier.
    noon = ["2026-03-06T13:30", "2026-03-20T13:30", "2026-04-03T13:30"]
    assert people(made, *noon) == [("eva",), ("eva",), ("eva",)]
    evening = ["2026-03-06T17:30", "2026-03-20T17:30", "2026-04-03T16:30"]
    assert people(made, *evening) == [("abe",), ("abe",), ("abe",)]
    late = ["2026-03-06T22:30", "2026-03-20T22:30"]
    assert people(made, *late) == [("abe",), ()]
