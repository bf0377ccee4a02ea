"""Pages of a week by each person's own clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.swaps.conftest import at, policy
from tocsin.app.desk.roster_desk import RosterDesk
from tocsin.app.desk.roster_health import health
from tocsin.app.ports_paged import Paged

pytestmark = pytest.mark.req("A13.2")


def test_pages_at_night_and_the_nights_they_woke_are_told_apart() -> None:
    paged = [
        Paged("ben", at("09 23:30")), Paged("ben", at("10 02:00")), Paged("ben", at("10 15:00")),
        Paged("ben", at("13 12:00")), Paged("ben", at("01 02:00")), Paged("zoe", at("10 12:00")),
    ]  # fmt: skip
    found = {one.person: one for one in health(RosterDesk(policy()), paged, at("14 12:00"))}
    ben = found["ben"]
    assert (ben.pages, ben.at_night, ben.at_weekends, ben.woken) == (4, 2, 1, 1), (
        "one night; a week ago is no longer"
    )
    assert ben.ahead.time > timedelta(0)
    assert found["zoe"].pages == 1, "paged, although she takes no turns"
    assert next(iter(found)) == "ben", "the most pages first"


def test_who_was_not_paged_has_a_load_all_the_same() -> None:
    found = {one.person: one for one in health(RosterDesk(policy()), [], at("14 12:00"))}
    assert set(found) == {"ann", "ben", "cleo", "dan", "eve"}
    assert found["dan"].past.weekends == 2 and found["dan"].pages == 0
