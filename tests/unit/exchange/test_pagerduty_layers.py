"""A PagerDuty layer against its definition, counted second by second from `rotation_virtual_start` (A4.2)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.oncall.expand import shifts
from tocsin.core.oncall.from_policy import rotation_of
from tocsin.core.policy.schema.rota import Rotation
from tocsin.core.policy.source import Source
from tocsin.exchange.draft import Span
from tocsin.exchange.importers import import_vendor

START = datetime(2026, 1, 5, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEK = 7 * 24 * 60

clocks = st.integers(0, 47).map(lambda half: half * 30)
daily = st.builds(lambda begin, length: {"type": "daily_restriction", "begin": begin, "minutes": length},
                  clocks, st.integers(1, 47).map(lambda half: half * 30))  # fmt: skip
weekly = st.builds(
    lambda day, begin, length: {"type": "weekly_restriction", "day": day, "begin": begin, "minutes": length},
    st.integers(1, 7), clocks, st.integers(1, 300).map(lambda half: half * 30),
)  # fmt: skip
layers = st.fixed_dictionaries(
    {
        "people": st.integers(1, 4),
        "hours": st.sampled_from([1, 6, 12, 24, 48, 168, 336, 30]),
        "virtual": st.integers(0, 335),
        "later": st.sampled_from([0, 0, 5, 200, 5_000]),
        "restrictions": st.one_of(st.just([]), st.lists(daily, max_size=2), st.lists(weekly, max_size=4)),
    }
)


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}:00"


def layer_of(drawn: dict[str, Any], name: str) -> dict[str, Any]:
    virtual = START + timedelta(hours=drawn["virtual"])
    users = [
        {"user": {"id": f"{name}{n}", "type": "user_reference", "summary": f"{name} {n}"}}
        for n in range(drawn["people"])
    ]
    restrictions = [
        {"type": one["type"], "start_time_of_day": clock(one["begin"]),
         "duration_seconds": one["minutes"] * 60,
         **({"start_day_of_week": one["day"]} if "day" in one else {})}
        for one in drawn["restrictions"]
    ]  # fmt: skip
    return {
        "id": f"L{name}", "name": name, "end": None,
        "start": (virtual + timedelta(hours=drawn["later"])).isoformat(),
        "rotation_virtual_start": virtual.isoformat(), "rotation_turn_length_seconds": drawn["hours"] * 3600,
        "users": users, "restrictions": restrictions,
    }  # fmt: skip


def by_definition(drawn: dict[str, Any], name: str, at: datetime) -> str:
    """Whom the layer has at an instant in UTC, "" for nobody."""
    begun = START + timedelta(hours=drawn["virtual"])
    minute = (at - datetime(2024, 1, 1, tzinfo=UTC)) // timedelta(minutes=1) % WEEK
    held = not drawn["restrictions"]
    for one in drawn["restrictions"]:
        if "day" in one:
            held |= (minute - (one["day"] - 1) * 1440 - one["begin"]) % WEEK < one["minutes"]
        else:
            held |= (minute - one["begin"]) % 1440 < one["minutes"]
    turn = (at - begun) // timedelta(hours=drawn["hours"])
    return f"{name}-{turn % drawn['people']}" if held else ""


@pytest.mark.req("A4.2")
@settings(max_examples=60)
@given(top=layers, below=layers, offsets=st.lists(st.integers(0, 60 * 48), min_size=5, max_size=20))
def test_layers_say_what_their_definition_says(
    top: dict[str, Any], below: dict[str, Any], offsets: list[int]
) -> None:
    schedule = {
        "id": "S", "type": "schedule", "name": "Roster", "time_zone": "UTC",
        "schedule_layers": [layer_of(top, "ann"), layer_of(below, "bob")],
    }  # fmt: skip
    part, _ = import_vendor("pagerduty", [Source("s.json", json.dumps({"schedule": schedule}))], NOW, 60)
    spans = spans_of(part, NOW, NOW + timedelta(days=61))
    for offset in offsets:
        at = NOW + timedelta(minutes=30 * offset)
        said = sorted(span.person for span in spans if span.start <= at < span.end)
        expected = by_definition(top, "ann", at) or by_definition(below, "bob", at)
        assert said == ([expected] if expected else []), at


def spans_of(part: dict[str, Any], start: datetime, end: datetime) -> list[Span]:
    """Who is on call by the one rotation of a part."""
    ((id_, said),) = part["rotations"].items()
    found = shifts(rotation_of(id_, Rotation.model_validate(said)), start, end)
    return [Span(s.person, s.start, s.end) for s in found if s.person]
