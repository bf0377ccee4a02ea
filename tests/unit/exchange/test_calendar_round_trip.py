"""Shifts, written as a calendar and read again, are the same shifts (A4.2)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.unit.exchange.rotas import START, rotations
from tocsin.app.oncall import Holder, Rota
from tocsin.core.oncall.expand import shifts
from tocsin.core.oncall.from_policy import rotation_of
from tocsin.core.policy.schema.rota import Rotation
from tocsin.core.policy.source import Source
from tocsin.exchange.draft import Draft, Span, differences
from tocsin.exchange.ics_read import import_calendar, spans_of
from tocsin.exchange.ics_write import calendar

END = START + timedelta(days=21)
STAMP = datetime(2026, 11, 23, tzinfo=UTC)


def holders(rotation: Rotation, start: datetime = START, end: datetime = END) -> list[Holder]:
    rota = Rota("platform", rotation.name, rotation.zone)
    return [
        Holder(
            rota, s.person or "", (s.person or "").title(), s.start, s.end, s.layer, str(s.why),
            email=f"{s.person}@example.com" if s.person else "",
        )
        for s in shifts(rotation_of("platform", rotation), start, end)
    ]  # fmt: skip


def by_person(spans: list[tuple[str, datetime, datetime]]) -> dict[str, list[tuple[datetime, datetime]]]:
    """Who is on call when, with spans that touch or overlap as one."""
    found: dict[str, list[tuple[datetime, datetime]]] = {}
    for person, start, end in sorted(spans):
        own = found.setdefault(person, [])
        if own and start <= own[-1][1]:
            own[-1] = (own[-1][0], max(end, own[-1][1]))
        else:
            own.append((start, end))
    return found


def said(listed: list[Holder]) -> dict[str, list[tuple[datetime, datetime]]]:
    return by_person([(h.person, h.start, h.end) for h in listed if h.person and h.start and h.end])


@pytest.mark.req("A4.2")
@settings(max_examples=20)
@given(rotation=rotations())
def test_a_policys_shifts_come_back_from_their_calendar(rotation: Rotation) -> None:
    listed = holders(rotation)
    text = calendar(listed, rotation.name, rotation.zone, STAMP).decode()
    if not any(holder.person for holder in listed):
        return
    read = spans_of(Source("rota.ics", text), rotation.zone, START, END)
    assert by_person([tuple(span) for span in read]) == said(listed)


@pytest.mark.req("A4.2")
@settings(max_examples=12)
@given(rotation=rotations())
def test_a_calendar_becomes_a_rotation_that_says_the_same(rotation: Rotation) -> None:
    listed = holders(rotation)
    if not any(holder.person for holder in listed):
        return
    text = calendar(listed, rotation.name, rotation.zone, STAMP).decode()
    part, _ = import_calendar(Source("rota.ics", text), "Platform", rotation.zone, START, 21)
    made = Rotation.model_validate(part["rotations"]["platform"])
    assert said(holders(made)) == said(listed)


@settings(max_examples=6)
@given(rotation=rotations(), days=st.integers(1, 12))
def test_an_event_that_is_fetched_again_keeps_its_uid(rotation: Rotation, days: int) -> None:
    def uids(start: datetime) -> set[str]:
        text = calendar(holders(rotation, start, END), "x", "UTC", STAMP)
        return {
            str(event["UID"])
            for event in Calendar.from_ical(text).walk("VEVENT")
            if event.decoded("DTSTART") > start
        }

    later = START + timedelta(days=days)
    assert uids(later) <= uids(START)
    assert len(uids(START)) == len([h for h in holders(rotation) if h.start and h.start > START])


@given(rotation=rotations())
@settings(max_examples=6)
def test_a_calendar_is_well_formed_text(rotation: Rotation) -> None:
    """CRLF lines of at most 75 octets; commas, semicolons and line breaks of names are escaped."""
    raw = calendar(holders(rotation), rotation.name, rotation.zone, STAMP)
    lines = raw.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75 and b"\n" not in raw.replace(b"\r\n", b"")
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert unfolded.count("BEGIN:VEVENT") == len(re.findall(r"(?m)^UID:[0-9a-f]{32}@tocsin\r$", unfolded))
    times = re.findall(r"(?m)^DT(?:START|END):(.*)\r$", unfolded)
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", time) for time in times)


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


spans = st.lists(
    st.builds(
        lambda who, start, length: Span(who, hour(start), hour(start + length)),
        st.sampled_from(["ana", "ben", "cleo"]), st.integers(0, 90), st.integers(1, 30),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=60)
@given(before=spans, after=spans)
def test_the_differences_turn_one_plan_into_the_other(before: list[Span], after: list[Span]) -> None:
    end = START + timedelta(hours=130)
    draft = Draft("Plan", "UTC")
    for person, start, stop in before:
        draft.override(person, None, start, stop)
    drafted = draft.spans(START, end)
    for person, instead_of, start, stop in differences(drafted, after, START, end):
        draft.override(person, instead_of, start, stop)
    assert by_person([tuple(s) for s in draft.spans(START, end)]) == by_person([tuple(s) for s in after])
