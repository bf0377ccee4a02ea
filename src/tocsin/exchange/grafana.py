"""Grafana OnCall: schedules, on-call shifts, escalation chains, users, teams, swaps (A4.2, A4.5).

Semantics kept: of the shifts that overlap, those of the highest level count, and equal levels together; a
shift's users roll on with each recurrence; an override stands in for everybody; a taken swap is one-sided.
"""

from typing import Any

from tocsin.exchange.draft import Draft
from tocsin.exchange.grafana_combine import combine
from tocsin.exchange.grafana_ladders import take_chains
from tocsin.exchange.grafana_people import take_people, take_teams
from tocsin.exchange.grafana_shifts import Planned, Recurring, read_shift
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

WRAPS = {
    "schedules": "schedule", "on_call_shifts": "shift", "shifts": "shift", "teams": "team",
    "escalation_chains": "escalation chain", "users": "user", "shift_swaps": "shift swap",
    "escalation_policies": "escalation step",
    "personal_notification_rules": "notification rule", "integrations": "integration",
}  # fmt: skip
_TYPES = {
    **dict.fromkeys(("single_event", "recurrent_event", "rolling_users", "override"), "shift"),
    **dict.fromkeys(("ical", "calendar", "web"), "schedule"),
}
_NEEDS = (
    ("escalation step", {"escalation_chain_id", "type"}), ("shift swap", {"swap_start"}),
    ("notification rule", {"user_id", "type"}), ("user", {"username"}), ("final shift", {"shift_start"}),
    ("integration", {"link", "type"}), ("webhook", {"url"}), ("team", {"name", "avatar_url"}),
)  # fmt: skip


def kind(item: dict[str, Any]) -> str:
    """Grafana OnCall's word for an object."""
    type_ = item.get("type")
    if isinstance(type_, str) and type_ in _TYPES:
        return _TYPES[type_]
    told = next((word for word, keys in _NEEDS if keys <= item.keys()), "")
    return told or ("escalation chain" if {"id", "name"} <= item.keys() <= {"id", "name", "team_id"} else "")


def take(records: list[Record], part: Part) -> None:
    """Carries all objects over into the part."""
    by = {word: [r for r in records if r.kind == word] for word in {r.kind for r in records}}
    users = by.pop("user", [])
    take_people(part, users, by.pop("notification rule", []))
    schedules, shifts = by.pop("schedule", []), {s.id: s for s in by.pop("shift", [])}
    swaps = by.pop("shift swap", [])
    part.rotation_ids.claim_all((s.id, s.name) for s in schedules)
    used: set[str] = set()
    for schedule in schedules:
        used |= set(schedule.texts("shifts"))
        _schedule(part, schedule, shifts, [w for w in swaps if w.text("schedule") == schedule.id])
    for shift in (s for id_, s in shifts.items() if id_ not in used):
        part.notes.lost(shift, "", "no schedule of the export lists it", "it is left out")
    teams, chains = by.pop("team", []), by.pop("escalation chain", [])
    part.team_ids.claim_all((t.id or t.name, t.name) for t in teams)
    written = take_chains(part, chains, by.pop("escalation step", []))
    take_teams(part, teams, users, chains, written)
    for word, others in by.items():
        for record in others:
            part.notes.lost(record, "", f"a {word} is no part of on-call", "it is left out")


def _schedule(part: Part, schedule: Record, shifts: dict[str, Record], swaps: list[Record]) -> None:
    if "ical_url_primary" in schedule:
        help_ = "no rotation is written: fetch the calendar, then `tocsin import ics`"
        part.notes.lost(schedule, "ical_url_primary", "its shifts are in a calendar elsewhere", help_)
        return
    if "ical_url_overrides" in schedule:
        help_ = "they are left out: fetch the calendar, and write them under `overrides:`"
        part.notes.lost(schedule, "ical_url_overrides", "its overrides are in a calendar elsewhere", help_)
    draft = Draft(schedule.name, part.zone(schedule, schedule.text("time_zone")))
    rolling: list[Recurring] = []
    planned: list[Planned] = []
    for id_ in schedule.texts("shifts"):
        if id_ not in shifts:
            part.notes.lost(schedule, "shifts", "the export does not hold this shift", "it is left out", id_)
        elif found := read_shift(part, schedule, shifts[id_], draft.zone):
            rolling += [found] if isinstance(found, Recurring) else []
            planned += [found] if isinstance(found, Planned) else []
    combine(part, schedule, draft, rolling, planned)
    for swap in swaps:
        _swap(part, schedule, swap, draft)
    part.keep(schedule, schedule.id, draft)


def _swap(part: Part, schedule: Record, swap: Record, draft: Draft) -> None:
    start, end, taken_by = swap.instant("swap_start"), swap.instant("swap_end"), swap.text("benefactor")
    if not taken_by:
        what = f"in `{schedule.name}`, nobody has taken it"
        part.notes.lost(swap, "benefactor", what, "it is left out", swap.text("status"))
    elif start is None or end is None or start >= end:
        part.notes.lost(
            swap, "swap_start", f"in `{schedule.name}`, its times cannot be read", "it is left out"
        )
    elif end > part.now:
        person = part.people.person(swap, taken_by)
        draft.override(person, part.people.person(swap, swap.text("beneficiary")) or None, start, end, "swap")
