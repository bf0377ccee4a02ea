"""The layered rotations that presets ship: who takes which hours, and that somebody can be the owner."""

import pytest

from tests.unit.presets.made import NAMES, policy
from tocsin.core.policy.lint.coverage import FULL, SEASONS, of_rotation
from tocsin.core.policy.lint.paging import holders


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.req("A3.1", "A3.7")
def test_somebody_may_be_the_owner_and_the_commander(name: str) -> None:
    own = policy(name)
    assert len(holders(own, "owner")) >= 3
    assert len(holders(own, "incident_commander")) >= 3


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.req("A4.2", "A13.2")
def test_every_rotation_of_a_preset_has_somebody_at_every_hour(name: str) -> None:
    for id_, rotation in policy(name).rotations.items():
        assert all(of_rotation(rotation, season) == FULL for season in SEASONS), id_


@pytest.mark.req("A4.2")
def test_engineering_of_a_saas_company_follows_the_sun() -> None:
    rotation = policy("b2b-saas").rotations["engineering"]
    assert rotation.zone == "UTC"
    assert [turns.only for _, turns in rotation.each()] == [
        {"daily": ["06:00-14:00"]}, {"daily": ["14:00-22:00"]}, {"daily": ["22:00-06:00"]},
    ]  # fmt: skip
    backup = policy("b2b-saas").rotations["engineering-backup"]
    for (region, one), (_, two) in zip(rotation.each(), backup.each(), strict=True):
        assert all(a != b for a, b in zip(one.people, two.people, strict=True)), region


@pytest.mark.req("A4.2")
def test_a_network_operations_centre_has_other_turns_at_weekends() -> None:
    weekend, weekdays = policy("telecom").rotations["noc"].each()
    assert (weekend[0], weekend[1].turn) == ("weekend", "weekly")
    assert (weekdays[0], weekdays[1].turn) == ("weekdays", "daily")
    assert weekend[1].start and weekend[1].start.strftime("%a") == "Sat"


@pytest.mark.req("A4.5")
def test_vendor_managers_are_paged_in_extended_hours_and_their_lead_at_any_time() -> None:
    rungs = policy("managed-services").ladders["vendors"].rungs
    assert [rung.hours for rung in rungs.values()] == ["extended", "extended", "always"]
