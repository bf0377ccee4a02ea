"""Tickets arrive at a desk whose policy links duplicates by itself: the real store, the real judge."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tocsin.app.desk import Answer, Desk
from tocsin.app.desk.report import Arrival, report
from tocsin.app.desk.rulebooks import RuleBooks
from tocsin.bootstrap import load_policy
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.lifecycle.state import State
from tocsin.similar.registry import judge
from tocsin.storage.store import open_store

pytestmark = pytest.mark.req("A2.4")

THREE = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TEXT = "Nobody can pay since 02:55, the checkout shows PAY-5031"
Arrive = Callable[..., tuple[Answer, State]]


@pytest.fixture
def arrive(tmp_path: Path) -> Iterator[Arrive]:
    """Reports `Checkout is down` so many minutes past three."""
    policy = tmp_path / "policy.yaml"
    policy.write_text("extends: preset:base\nintake: {duplicates: {link_above: 90%}}\n", encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path}/desk.db")
    store.migrate()
    RuleBooks(store).adopt(load_policy(str(policy)).require())
    desk = Desk(store)

    def one(minute: int, key: str = "", escalate: str = "outage", **facts: Any) -> tuple[Answer, State]:
        arrival = Arrival(
            Ticket("Checkout is down", TEXT, "Atlas"), {"segment": "enterprise", **facts}, escalate=escalate
        )
        answer = report(desk, arrival, judge(), "ann", THREE + timedelta(minutes=minute), key)
        return answer, desk.load(answer.stream)[0]

    yield one
    store.close()


def test_the_third_and_fourth_are_linked_to_the_first_and_never_to_one_another(arrive: Arrive) -> None:
    first, _ = arrive(0)
    later = [arrive(minute)[1] for minute in (5, 8, 9)]
    assert [state.links.original for state in later] == [first.stream] * 3
    assert [s.stream for s in later[-1].links.suggested] == [first.stream]
    assert later[0].links.suggested[0].why.startswith("both say `PAY-5031`")


def test_after_the_policys_48_hours_the_same_words_are_a_new_outage(arrive: Arrive) -> None:
    arrive(0)
    _, state = arrive(48 * 60 + 1)
    assert (state.links.original, state.links.suggested) == ("", ())
