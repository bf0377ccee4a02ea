"""The tickets that the process keeps are those that the store has: whatever changed is read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.app import duplicates_pool
from tocsin.app.duplicates import look, warm
from tocsin.app.duplicates_pool import Pool
from tocsin.app.ports import Row
from tocsin.core.policy.schema.triage import Duplicates
from tocsin.core.triage.likeness import Candidate
from tocsin.similar.lexical import Lexical

pytestmark = pytest.mark.req("A2.4")

NOW = datetime(2026, 3, 29, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW = Candidate("", "Payments fail", "at checkout", NOW, segment="enterprise")
RULES = Duplicates.model_validate({"within": "48h"})


class Store:
    """Lines of the list and the order in which they changed."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.order: list[str] = []
        self.read = 0

    def put(self, stream: str, ago: timedelta = HOUR, **changed: object) -> None:
        at = NOW - ago
        made = Row(stream, "open", 2, "P1", "enterprise", "Atlas", "Payments fail", "ann", at, at)
        self.rows[stream] = replace(made, **{"text": "Payments fail\nat checkout", **changed})  # type: ignore[arg-type]
        self.order.append(stream)

    def recent(self, segment: str, since: datetime, limit: int) -> Sequence[Row]:
        self.read += 1
        wanted = [r for r in self.rows.values() if r.segment == segment]
        found = [r for r in wanted if r.reported_at >= since or r.closed_at is None]
        return sorted(found, key=lambda r: (r.reported_at, r.stream), reverse=True)[:limit]

    def changed(self, after: int, most: int) -> Sequence[Row] | None:
        late = self.order[after:]
        return [self.rows[stream] for stream in dict.fromkeys(late)] if len(late) <= most else None

    def feed_end(self) -> int:
        return len(self.order)


def near(pool: Pool, new: Candidate = NEW) -> set[str]:
    compared, scores = pool.near(new, RULES, NOW, 50)
    return {compared[score.index].stream for score in scores}


def test_what_comes_changes_and_goes_is_seen_at_the_next_question() -> None:
    store = Store()
    store.put("ESC-1")
    pool = Pool(store, Lexical())
    assert near(pool) == {"ESC-1"}
    store.put("ESC-2")
    assert near(pool) == {"ESC-1", "ESC-2"}
    store.put("ESC-1", title="Login", text="Login\nslow")
    assert near(pool) == {"ESC-2"}
    store.put("ESC-2", segment="free")
    assert near(pool) == set()
    assert near(pool, replace(NEW, segment="free")) == {"ESC-2"}
    assert store.read == 2


def test_what_was_read_ahead_is_not_read_again() -> None:
    store, judge = Store(), Lexical()
    store.put("ESC-1")
    warm(store, ["enterprise", "free"], RULES, NOW, judge)
    assert store.read == 2
    assert [one.stream for one in look(store, NEW, RULES, NOW, judge)] == ["ESC-1"]
    assert store.read == 2


def test_after_very_many_changes_everything_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates_pool, "CHANGED", 3)
    store = Store()
    store.put("ESC-1")
    pool = Pool(store, Lexical())
    near(pool)
    for number in range(2, 8):
        store.put(f"ESC-{number}")
    assert near(pool) == {f"ESC-{number}" for number in range(1, 8)}
    assert store.read == 2


def test_no_more_are_kept_than_are_compared_and_more_are_fetched_when_they_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(duplicates_pool, "LOOKED_AT", 6)
    monkeypatch.setattr(duplicates_pool, "SLACK", 2)
    store = Store()
    for number in range(20):
        store.put(f"ESC-{number:02}", timedelta(minutes=100 - number))
    pool = Pool(store, Lexical())
    assert near(pool) == {f"ESC-{number:02}" for number in range(14, 20)}
    for number in range(20, 23):
        store.put(f"ESC-{number:02}", timedelta(minutes=100 - number))
    assert near(pool) == {f"ESC-{number:02}" for number in range(17, 23)}
    for number in range(17, 23):
        store.put(f"ESC-{number:02}", timedelta(minutes=100 - number), segment="free")
    assert near(pool) == {f"ESC-{number:02}" for number in range(11, 17)}


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["open", "closed", "moved", "asked"])), max_size=30)
)
def test_whatever_happens_the_pool_is_what_a_new_one_would_be(steps: list[tuple[int, str]]) -> None:
    store = Store()
    pool = Pool(store, Lexical())
    for number, what in steps:
        if what == "asked":
            near(pool)
        else:
            closed = NOW - HOUR / 2 if what == "closed" else None
            segment = "free" if what == "moved" else "enterprise"
            store.put(f"ESC-{number}", number * 10 * HOUR, closed_at=closed, segment=segment)
    assert near(pool) == near(Pool(store, Lexical()))
