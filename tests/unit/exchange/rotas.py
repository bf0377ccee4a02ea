"""Rotations for the tests: any turns, windows and overrides, in zones with and without odd clock changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tocsin.core.policy.schema.rota import Rotation

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Santiago",
]
PEOPLE = ["ana", "ben", "cleo", "dan", "eva"]
START = datetime(2026, 3, 1, tzinfo=UTC)

clocks = st.builds(lambda hour, half: f"{hour:02d}:{half * 30:02d}", st.integers(0, 23), st.integers(0, 1))
windows = st.builds(lambda begin, end: f"{begin}-{end}", clocks, clocks)
only = st.dictionaries(
    st.sampled_from(["mon-fri", "sat, sun", "wed", "daily"]),
    st.lists(windows, min_size=1, max_size=2),
    max_size=2,
)
_turns = st.fixed_dictionaries(
    {
        "people": st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4),
        "turn": st.sampled_from(["daily", "weekly", "monthly"]),
        "length": st.integers(1, 5),
        "start": st.dates(date(2025, 11, 1), date(2026, 4, 1)).map(str),
        "hand_off": clocks,
        "only": only,
    }
)
_hours = st.integers(5, 30).map(lambda length: {"turn": "hourly", "length": length})
turns = _turns | st.builds(lambda turn, hours: turn | hours, _turns, _hours)


@st.composite
def overrides(draw: st.DrawFn) -> dict[str, Any]:
    """Somebody else for some hours of the spring."""
    start = START + timedelta(hours=draw(st.integers(0, 24 * 60)))
    end = start + timedelta(hours=draw(st.integers(1, 100)))
    who = draw(st.sampled_from([("eva", None), ("eva", "ana"), (None, "ben"), ("ana", "ben")]))
    said = {"person": who[0], "instead_of": who[1], "from": start.isoformat(), "to": end.isoformat()}
    return {key: value for key, value in said.items() if value}


@st.composite
def rotations(draw: st.DrawFn) -> Rotation:
    """A rotation of one to three layers."""
    layers = draw(st.lists(turns, min_size=1, max_size=3))
    changes = draw(st.lists(overrides(), max_size=3))
    return Rotation.model_validate(
        {
            "name": draw(st.sampled_from(["Platform", 'Café, night; \\ "x"\nline', "夜勤"])),
            "zone": draw(st.sampled_from(ZONES)),
            "layers": {f"layer-{n}": layer for n, layer in enumerate(layers)},
            "together": draw(st.booleans()),
            "overrides": {f"o-{n}": change for n, change in enumerate(changes)},
        }
    )
