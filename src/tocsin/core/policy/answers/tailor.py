"""Ten answers make a preset one's own: from data to data, with a reason for each change (A0)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tocsin.core.policy.answers import (
    pains,
    risks,
    segments,
    systems,
    targets,
    triggers,
)
from tocsin.core.policy.answers.agree import agree
from tocsin.core.policy.answers.draft import Because, Draft, texts
from tocsin.core.policy.answers.model import Answers
from tocsin.core.policy.answers.tests import Case, Mover

PRESETS = {"other": "base"}
_COUNTRIES = {
    "America/New_York": "US", "America/Chicago": "US", "America/Denver": "US", "America/Los_Angeles": "US",
    "America/Toronto": "CA", "America/Sao_Paulo": "BR", "America/Mexico_City": "MX", "Europe/London": "GB",
    "Europe/Dublin": "IE", "Europe/Paris": "FR", "Europe/Berlin": "DE", "Europe/Zurich": "CH",
    "Europe/Vienna": "AT", "Europe/Madrid": "ES", "Europe/Rome": "IT", "Europe/Amsterdam": "NL",
    "Europe/Brussels": "BE", "Europe/Warsaw": "PL", "Europe/Stockholm": "SE", "Europe/Oslo": "NO",
    "Europe/Copenhagen": "DK", "Europe/Helsinki": "FI", "Europe/Lisbon": "PT", "Asia/Tokyo": "JP",
    "Asia/Singapore": "SG", "Asia/Kolkata": "IN", "Australia/Sydney": "AU", "Pacific/Auckland": "NZ",
    "Africa/Johannesburg": "ZA",
}  # fmt: skip


@dataclass(frozen=True)
class Tailored:
    """A policy's data after the answers, why it changed, and the tests that moved with it."""

    data: dict[str, Any]
    reasons: tuple[Because, ...]
    tests: dict[str, list[Case]]


def preset_for(industry: str) -> str:
    """The preset that an industry starts from (A0.2)."""
    return PRESETS.get(industry, industry)


def tailor(
    base: dict[str, Any], answers: Answers, today: date, tests: dict[str, list[Case]] | None = None
) -> Tailored:
    """The base's data changed by the answers; dates start from `today` in the home zone.

    `tests` are the preset's, by file name; they come back moved to the new thresholds and segments.
    """
    draft = Draft.of(base)
    _profile(draft, answers)
    place(draft, answers.zone, today)
    _money(draft, answers)
    ranked = segments.apply(draft, answers)
    segments.hours(draft, _with_country(draft, answers))
    systems.channels(draft, answers.channels)
    systems.systems(draft, dict(answers.systems))
    added = triggers.apply(draft, answers.triggers)
    pains.apply(draft, answers.pains)
    risks.apply(draft, answers.risks)
    targets.apply(draft, answers.targets)
    agree(draft)
    mover = Mover(base, draft.data, ranked)
    moved = {name: [c for case in cases if (c := mover.moved(case))] for name, cases in (tests or {}).items()}
    if added:
        moved["own-triggers.yaml"] = added
    return Tailored(draft.data, tuple(draft.reasons), moved)


def _profile(draft: Draft, answers: Answers) -> None:
    draft.put(answers.company, "organisation", "name")
    draft.put(answers.industry, "organisation", "industry")
    draft.say("A0.1", answers.company, "messages and documents speak in this name")
    start = preset_for(answers.industry)
    draft.say(
        "A0.2", answers.industry, f"facts, criteria, promises and clauses start from the preset `{start}`"
    )


def place(draft: Draft, zone: str, today: date) -> None:
    """Sets the home zone wherever there is one, and the dates from which things run."""
    draft.put(str(today), "document", "updated")
    draft.put(str(today + timedelta(days=7)), "document", "effective")
    # Four weeks back: on a Monday before the hand-off somebody is on call already.
    monday = today - timedelta(days=today.weekday(), weeks=4)
    for rotation in draft.part("rotations").values():
        rotation["start"] = str(monday)
    if zone:
        before = draft.at("organisation", "zone")
        draft.put(zone, "organisation", "zone")
        for part in ("calendars", "rotations"):
            for each in draft.part(part).values():
                each["zone"] = zone
        for calendar in draft.part("calendars").values():
            if "holidays" in calendar and _COUNTRIES.get(zone) != calendar["holidays"]:
                _holidays(calendar, zone)
        if zone != before:
            draft.say("A0.5", zone, "calendars and rotations run in this zone")


def _holidays(calendar: dict[str, Any], zone: str) -> None:
    calendar.pop("holidays")
    if country := _COUNTRIES.get(zone):
        calendar["holidays"] = country


def _with_country(draft: Draft, answers: Answers) -> Answers:
    if answers.country:
        return answers
    zone = str(draft.at("organisation", "zone"))
    return Answers(**{**vars(answers), "country": _COUNTRIES.get(zone, ""), "zone": zone})


def _money(draft: Draft, answers: Answers) -> None:
    """Another currency: every amount keeps its number and changes its code."""
    old = str(draft.at("organisation", "currency") or "USD")
    new = answers.currency
    if not new or new == old:
        return
    amount = re.compile(rf"\b(\d[\d,.]*)\s*{old}\b|^{old}$")
    draft.data = texts(draft.data, lambda text: amount.sub(lambda m: m[0].replace(old, new), text))
    draft.say("A0.1", new, f"amounts are in {new}; they keep their numbers, so look at each of them")
