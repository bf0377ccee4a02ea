"""Calendars from anywhere: regular events become turns, odd ones overrides, broken ones a word (A4.2)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.exchange.exports import NOW, SAMPLES
from tocsin.core.model.finding import Finding, Refused
from tocsin.core.oncall.expand import shifts
from tocsin.core.oncall.from_policy import rotation_of
from tocsin.core.policy.schema.rota import Rotation
from tocsin.core.policy.source import Source
from tocsin.exchange.ics_read import import_calendar, spans_of

ZONE = "Europe/Berlin"
END = NOW + timedelta(days=60)


def event(
    uid: str, who: str, *lines: str, start: str = "20261102T090000", end: str = "20261109T090000"
) -> str:
    head = [f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{who}"]
    times = [f"DTSTART;TZID={ZONE}:{start}", f"DTEND;TZID={ZONE}:{end}"]
    return "\r\n".join(["BEGIN:VEVENT", *head, *times, *lines, "END:VEVENT"])


def calendar(*events: str) -> Source:
    return Source(
        "rota.ics", "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR", ""])
    )


def imported(source: Source) -> tuple[dict[str, Any], list[Finding]]:
    part, notes = import_calendar(source, "Platform", ZONE, NOW, 60)
    return part["rotations"].get("platform", {}), notes


def who(said: dict[str, Any]) -> list[tuple[str, datetime, datetime]]:
    found = shifts(rotation_of("platform", Rotation.model_validate(said)), NOW, END)
    return joined([(s.person, s.start, s.end) for s in found if s.person])


def joined(spans: list[tuple[str, datetime, datetime]]) -> list[tuple[str, datetime, datetime]]:
    """Spans of one person that touch or overlap as one."""
    found: list[tuple[str, datetime, datetime]] = []
    for person, start, end in sorted(spans):
        if found and found[-1][0] == person and start <= found[-1][2]:
            found[-1] = (person, found[-1][1], max(end, found[-1][2]))
        else:
            found.append((person, start, end))
    return found


@pytest.mark.req("A4.2")
def test_two_people_week_about_are_turns_without_overrides() -> None:
    said, notes = imported(
        calendar(
            event("a", "ana", "RRULE:FREQ=WEEKLY;INTERVAL=2"),
            event("b", "ben", "RRULE:FREQ=WEEKLY;INTERVAL=2", start="20261109T090000", end="20261116T090000"),
        )
    )
    assert (said["people"], said["turn"], said["hand_off"]) == (["ana", "ben"], "weekly", "09:00")
    assert "overrides" not in said and not notes
    assert who(said)[0] == (
        "ana",
        datetime(2026, 11, 30, 8, tzinfo=UTC),
        datetime(2026, 12, 7, 8, tzinfo=UTC),
    )


@pytest.mark.req("A4.2")
def test_office_hours_of_one_person_are_windows() -> None:
    rule = "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    said, notes = imported(calendar(event("a", "On call: Ana Núñez", rule, end="20261102T170000")))
    assert said["only"] == {"mon-fri": ["09:00-17:00"]} and said["people"] == ["ana-nunez"]
    assert "overrides" not in said and not notes


@pytest.mark.req("A4.2")
def test_whoever_an_event_names() -> None:
    def people(summary: str, *lines: str) -> set[str]:
        part, _ = import_calendar(
            calendar(event("a", summary, *lines, "RRULE:FREQ=WEEKLY")), "P", ZONE, NOW, 60
        )
        return set(part["contacts"])

    assert people("[L1] ana") == {"ana"}
    assert people("On Call - Ben Adeyemi - Platform") == {"ben-adeyemi"}
    invited = ('ATTENDEE;CN="Cleo Okafor":mailto:cleo@example.com', "ATTENDEE:mailto:dan@example.com")
    assert people("Rota", *invited) == {"cleo-okafor", "dan"}


@pytest.mark.req("A4.2")
@settings(max_examples=25)
@given(data=st.data())
def test_any_weekly_rota_says_the_same_after_the_import(data: st.DataObject) -> None:
    """Staggered, skipped, overlapping, by weekday or not: within the horizon nothing is lost."""
    events = []
    for number in range(data.draw(st.integers(1, 4))):
        day = data.draw(st.integers(2, 29))
        hours = data.draw(st.sampled_from([8, 24, 60, 168]))
        start = datetime(2026, 11, day, data.draw(st.sampled_from([0, 9, 22])))  # noqa: DTZ001 (a wall clock)
        frequency = data.draw(st.sampled_from(["WEEKLY", "DAILY"]))
        rule = f"RRULE:FREQ={frequency};INTERVAL={data.draw(st.integers(1, 3))}"
        rule += data.draw(st.sampled_from(["", "", ";BYDAY=MO,TH", ";COUNT=5", ";UNTIL=20261220T000000Z"]))
        extra = data.draw(
            st.sampled_from([[], [f"EXDATE;TZID={ZONE}:{start + timedelta(days=28):%Y%m%dT%H%M%S}"]])
        )
        end = start + timedelta(hours=hours)
        who_ = data.draw(st.sampled_from(["ana", "ben", "cleo"]))
        events.append(
            event(str(number), who_, rule, *extra, start=f"{start:%Y%m%dT%H%M%S}", end=f"{end:%Y%m%dT%H%M%S}")
        )
    source = calendar(*events)
    said, _ = imported(source)
    expected = joined([tuple(span) for span in spans_of(source, ZONE, NOW, END)])
    assert (who(said) if said else []) == expected


NASTY = [
    "RRULE:FREQ=SECONDLY", "RRULE:FREQ=MINUTELY;COUNT=99999999", "RRULE:FREQ=HOURLY;INTERVAL=0",
    "RRULE:FREQ=BOGUS",
    "RRULE:", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=YEARLY;BYEASTER=0", "EXDATE:garbage",
    "RRULE:FREQ=WEEKLY;BYDAY=XX", "RRULE:FREQ=WEEKLY;UNTIL=never", "RDATE:20261301T000000",
    "RRULE:FREQ=DAILY;COUNT=-5",
    "RECURRENCE-ID:20261102T090000Z", "DURATION:-PT1H", "ATTENDEE:", "ATTENDEE;CN=:mailto:",
    "STATUS:CANCELLED",
    "RRULE:FREQ=WEEKLY;BYSETPOS=400;BYDAY=MO", "X-TOCSIN-PERSON:../../x", "RRULE:FREQ=HOURLY;BYHOUR=25",
]  # fmt: skip


@pytest.mark.parametrize("line", NASTY)
def test_an_odd_rule_is_followed_or_named_and_ends_soon(line: str) -> None:
    source = calendar(event("odd", "ana", line), event("good", "ben", "RRULE:FREQ=WEEKLY"))
    try:
        said, notes = imported(source)
    except Refused as refused:
        assert refused.findings[0].message.startswith("not valid iCalendar")
        return
    assert "ben" in Rotation.model_validate(said).everybody()
    assert all(note.message and note.help for note in notes)


@pytest.mark.parametrize(
    "times",
    [
        ("DTSTART:00010101T000000Z", "DTEND:00010102T000000Z"),
        ("DTSTART:99991231T000000Z", "DTEND:99991231T235959Z"),
        ("DTSTART:20261102", "DTEND:20261102"), ("DTSTART;VALUE=DATE:20261102", ""),
        ("", ""), ("DTSTART:x", "DTEND:y"),
        ("DTSTART;TZID=No/Where:20261102T090000", "DTEND;TZID=No/Where:20261103T090000"),
    ],
)  # fmt: skip
def test_times_that_cannot_be_are_named(times: tuple[str, str]) -> None:
    lines = ["BEGIN:VEVENT", "UID:odd", "SUMMARY:ana", *filter(None, times), "RRULE:FREQ=DAILY", "END:VEVENT"]
    source = calendar("\r\n".join(lines), event("good", "ben", "RRULE:FREQ=WEEKLY"))
    try:
        said, _ = imported(source)
        Rotation.model_validate(said)
    except Refused as refused:
        assert refused.findings[0].help


@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_calendar_never_crashes(data: st.DataObject) -> None:
    lines = (SAMPLES / "ics" / "rota.ics").read_text("utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.integers(0, 3))
        junk = data.draw(
            st.sampled_from(["", "x", ";;::", "BEGIN:VEVENT", "END:VEVENT", "RRULE:x", "\x00", "DTSTART:"])
        )
        lines[place : place + 1] = {0: [], 1: [lines[place]] * 2, 2: [junk], 3: [lines[place][:9]]}[how]
    try:
        import_calendar(Source("rota.ics", "\r\n".join(lines)), "Platform", ZONE, NOW, 60)
    except Refused as refused:
        assert all(f.message and f.help for f in refused.findings)
