"""Exports for the tests: the shipped samples, and what becomes of them when they are broken."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tocsin.core.policy.source import Source

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "oncall"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
VENDORS = ("goalert", "grafana-oncall", "opsgenie", "pagerduty")
JUNK = [
    None, "", "  ", "\u202e\x00x", 0, -1, 1e308, float("nan"), 10**400, True, [], {}, [None], ["x"],
    {"id": 5}, [[[]]], "2026-13-45", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "25:99", [{}] * 3,
    "Europe/Nowhere", "x" * 100_000, {"nodes": [1]}, "2026-11-23T08:00:00", "../../etc/passwd", "none",
]  # fmt: skip


def loaded(vendor: str) -> dict[str, Any]:
    """Each file of a vendor's sample, parsed."""
    return {p.name: json.loads(p.read_text("utf-8")) for p in sorted((SAMPLES / vendor).glob("*.json"))}


def sources(files: dict[str, Any]) -> list[Source]:
    """The files as the importer gets them."""
    return [Source(name, json.dumps(value)) for name, value in files.items()]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in a JSON value."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*path, key))


@st.composite
def broken(draw: st.DrawFn, vendor: str) -> list[Source]:
    """A sample with some of its values exchanged for junk, doubled, or gone."""
    files = copy.deepcopy(loaded(vendor))
    everywhere = list(places(files))
    for path in draw(st.lists(st.sampled_from(everywhere), min_size=1, max_size=6)):
        holder: Any = files
        try:
            for key in path[:-1]:
                holder = holder[key]
            how = draw(st.integers(0, 9))
            if how == 0:
                del holder[path[-1]]
            elif how == 1 and isinstance(holder, list):
                holder.append(copy.deepcopy(holder[path[-1]]))
            else:
                holder[path[-1]] = draw(st.sampled_from(JUNK))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken this place away
    return sources(files)
