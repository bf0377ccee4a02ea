"""The six figures on both engines, each counted by hand (B3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.desk.made import Night
from tests.contract.desk.test_board import THROUGH
from tocsin.app.desk.figures import Figure, in_words, six
from tocsin.core.lifecycle import commands as c

CLOSE = THROUGH[2:]


def told(night: Night) -> dict[str, Figure]:
    return {figure.id: figure for figure in six(night.desk, night.now)}


def words(night: Night) -> dict[str, tuple[str, str]]:
    return {id_: (in_words(figure), figure.note) for id_, figure in told(night).items()}


@pytest.mark.req("B3")
def test_a_desk_on_its_first_day_says_what_is_missing(night: Night) -> None:
    assert words(night) == {
        "active": ("0", "0 are P1"),
        "response": ("–", "none in 30 days"),
        "resolution": ("–", "none in 30 days"),
        "in_time": ("–", "none resolved in 30 days"),
        "worst": ("0", "0 last month"),
        "kept": ("–", "not recorded yet"),
    }


@pytest.mark.req("B3")
def test_a_month_counted_by_hand(night: Night) -> None:
    """Three P1 answered after 5, 10 and 20 minutes; resolved after 1 h, 2 h and 5 h (target 4 h)."""
    night.now -= timedelta(days=2)  # the last day of February
    night.outage("February")
    night.now += timedelta(days=2)
    began = night.now
    for customer, answered, resolved in (("Acme", 5, 60), ("Beta", 10, 120), ("Coma", 20, 300)):
        night.now = began
        stream = night.outage(customer)
        night.now = began + timedelta(minutes=answered)
        night.do(stream, "ben", *THROUGH[:2])
        night.now = began + timedelta(minutes=resolved)
        night.do(stream, "ben", *CLOSE)
    night.store.customer_lost("Coma", night.now, "ann", "signed elsewhere")
    assert words(night) == {
        "active": ("1", "1 is P1"),
        "response": ("10 min", "median of 3 P1, target 15 min"),
        "resolution": ("2 h", "median of 3 P1, target 4 h"),
        "in_time": ("66.7 %", "2 of 3 in 30 days"),
        "worst": ("3", "1 last month"),
        "kept": ("66.7 %", "2 of 3 after an escalation"),
    }


@pytest.mark.req("B3")
def test_figures_forget_what_is_long_ago(night: Night) -> None:
    stream = night.outage("Acme")
    night.do(stream, "ben", *THROUGH)
    night.store.customer_lost("Acme", night.now, "ann")
    night.now += timedelta(days=31)
    later = words(night)
    assert (later["in_time"][0], later["response"][0], later["kept"][0]) == ("–", "–", "0.0 %")
    night.now += timedelta(days=60)
    assert words(night)["kept"] == ("–", "no escalation closed in 90 days")


@pytest.mark.req("B3")
def test_a_customer_who_came_back_is_kept(night: Night) -> None:
    night.do(night.outage("Acme"), "ben", *THROUGH)
    night.store.customer_lost("Acme", night.now, "ann")
    night.store.customer_kept("Acme", night.now, "ann", "signed again")
    assert words(night)["kept"] == ("100.0 %", "1 of 1 after an escalation")


def test_figures_are_kept_for_some_seconds_and_then_asked_again(night: Night) -> None:
    assert told(night)["active"].value == 0
    night.outage()
    assert told(night)["active"].value == 0
    night.now += timedelta(seconds=5)
    assert told(night)["active"].value == 1


def test_what_is_only_reported_is_not_active(night: Night) -> None:
    night.outage(outage=False)
    night.do(night.outage(), "ben", c.Acknowledge())
    assert told(night)["active"].value == 1
