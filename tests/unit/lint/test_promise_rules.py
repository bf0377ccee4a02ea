"""Clocks, calendars, cadence and targets agree with each other (A0.5, A5.2, B4)."""

import holidays
import pytest

from tests.unit.lint.breaks import breaks, says
from tocsin.core.policy.lint.rules.unknown_holidays import COUNTRIES


@pytest.mark.req("A5.2", "A5.8")
def test_a_segment_with_its_own_cadence_is_looked_at_too() -> None:
    overlay = "severities: {P1: {segments: {enterprise: {resolution: 30m}}}}"
    assert says(overlay, "sla-shorter-than-cadence") == [
        "P1 for `enterprise` is resolved within 30 min, but updated only every 45 min"
    ]


@pytest.mark.req("A2.2", "B4")
def test_a_worse_severity_is_at_least_as_fast_for_every_segment() -> None:
    assert breaks("severities: {P1: {response: 2h}}") == {"severity-order", "checklist-contradicts"}
    assert breaks("severities: {P1: {update: as needed}}") == {"severity-order"}
    assert breaks("severities: {P2: {segments: {standard: {response: 10m}}}}") == {"severity-order"}
    assert breaks("severities: {P2: {response: 15m}, P1: {response: 15m}}") == {"checklist-contradicts"}


@pytest.mark.req("B4")
def test_nobody_resolves_before_they_answer() -> None:
    assert "response-after-resolution" in breaks("severities: {P4: {response: 12 business days}}")


@pytest.mark.req("B4", "B8")
def test_the_checklist_repeats_the_response_times() -> None:
    assert says("checklist: {ack: {P2: 2 h}}", "checklist-contradicts") == [
        "the checklist says 2 h, but P2 is answered within 1 h"
    ]
    assert breaks("checklist: {call: {action: Call the customer, P1: 5 min}}") == set()


@pytest.mark.req("A0.3", "A0.5")
def test_a_segment_states_its_hours() -> None:
    assert breaks("segments: {standard: {hours: null}}") == {"segment-hours"}


@pytest.mark.req("A0.5")
@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ('{mon-fri: ["8-18"]}', "`8-18` is no window"),
        ('{mon-fri: ["18:00-08:00"]}', "`18:00-08:00` is no window"),
        ('{mon-fri: ["08:00-25:00"]}', "`08:00-25:00` is no window"),
        ('{weekdays: ["08:00-18:00"]}', "`weekdays` names no days"),
        ('{mon: ["08:00-12:00"], mon-fri: ["11:00-18:00"]}', "two windows overlap on mon"),
    ],
)
def test_hours_that_cannot_be_read_or_overlap_are_refused(hours: str, message: str) -> None:
    assert says(f"calendars: {{office: {{hours: {hours}}}}}", "calendar-hours")[0].startswith(message)


@pytest.mark.req("A0.5")
def test_a_calendar_opens() -> None:
    assert breaks("calendars: {office: {hours: {mon-fri: null}}}") == {"calendar-never-open"}
    assert breaks("calendars: {office: {hours: {daily: ['00:00-24:00'], mon-fri: null}}}") == set()


@pytest.mark.req("A0.5", "A4.2")
@pytest.mark.parametrize(
    "zone", ["Europe/Berln", "CST6", "+02:00", "../../etc/passwd", "Europe", " ", "\u00e9"]
)
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    assert "unknown-zone" in breaks(f"rotations: {{platform: {{zone: '{zone.strip() or 'x'}'}}}}")


@pytest.mark.req("A0.5")
def test_holidays_are_of_countries_that_are_known() -> None:
    assert set(holidays.list_supported_countries(include_aliases=False)) == COUNTRIES
    assert breaks("calendars: {office: {holidays: US}}") == set()
    assert breaks("calendars: {office: {holidays: {country: US, subdivision: CA}}}") == set()
    assert breaks("calendars: {office: {holidays: us}}") == {"unknown-holidays"}
    assert breaks("calendars: {office: {holidays: {country: US, subdivision: ZZ}}}") == {"unknown-holidays"}
    assert breaks("calendars: {office: {holidays: {subdivision: CA}}}") == {"unknown-holidays"}


@pytest.mark.req("A0.9", "A10.2")
def test_a_target_can_be_measured_and_is_not_looser_than_the_promise() -> None:
    assert breaks("metrics: {ack: {target: < 16 min}}") == {"metric-contradicts"}
    assert breaks("metrics: {ack: {target: < soon}}") == {"metric-target"}
    assert breaks("metrics: {happy: {target: '> 4.5'}}") == set()
    assert breaks("metrics: {again: {target: < 6 per week}}") == {"metric-target"}


@pytest.mark.req("A13.1")
def test_calibration_aims_at_bands_that_can_be_met() -> None:
    assert breaks("calibration: {level_3: {low: 5%, high: 1%}}") == {"calibration-band"}
    assert breaks("calibration: {level_3: {low: 1%, high: 20%}}") == {"calibration-band"}


@pytest.mark.req("A13.1")
@pytest.mark.parametrize(
    "parameter",
    [
        "{value: 60}",
        "{from: 20}",
        "{to: 2h}",
        "{value: 2h}",
        "{from: 10 EUR}",
        "{to: soon}",
        "{from: 100, to: 1}",
    ],
)
def test_a_parameter_lies_in_its_range(parameter: str) -> None:
    assert breaks(f"parameters: {{many: {parameter}}}") & {"parameter-range", "bad-declaration"}


@pytest.mark.req("B1")
def test_a_version_takes_effect_after_its_text_is_settled() -> None:
    assert breaks("document: {effective: 2025-12-31}") == {"effective-before-updated"}
