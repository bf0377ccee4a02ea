"""Opsgenie: schedules with rotations, overrides, escalations, users, teams (A4.2, A4.5).

Semantics kept: all rotations of a schedule are on call together; a time restriction from one weekday to
another is one window without a break; an override stands in for everybody, or for the rotations it names.
"""

from typing import Any

from tocsin.exchange.draft import Draft
from tocsin.exchange.opsgenie_ladders import take_escalations
from tocsin.exchange.opsgenie_people import take_people, take_teams
from tocsin.exchange.opsgenie_rotation import take_rotation
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record
from tocsin.exchange.stand_in import stand_ins

WRAPS = {
    "schedules": "schedule", "escalations": "escalation", "users": "user", "teams": "team",
    "overrides": "override", "integrations": "integration",
}  # fmt: skip
_NEEDS = (
    ("schedule", {"timezone", "name"}), ("user", {"username"}),
    ("override", {"startDate", "endDate", "user"}),
    ("rotation", {"participants"}), ("notification rule", {"actionType"}),
    ("notification step", {"contact", "sendAfter"}), ("routing rule", {"criteria", "notify"}),
    ("integration", {"apiKey"}), ("escalation", {"rules", "name"}), ("team", {"members", "name"}),
    ("integration", {"type", "enabled", "name"}), ("contact method", {"to"}),
)  # fmt: skip
_TEAM = {"id", "name", "description", "links"}


def kind(item: dict[str, Any]) -> str:
    """Opsgenie's word for an object."""
    if "data" in item:
        return ""
    told = next((word for word, keys in _NEEDS if keys <= item.keys()), "")
    return told or ("team" if {"id", "name"} <= item.keys() <= _TEAM else "")


def take(records: list[Record], part: Part) -> None:
    """Carries all objects over into the part."""
    by = {word: [r for r in records if r.kind == word] for word in {r.kind for r in records}}
    take_people(part, by.pop("user", []))
    schedules, overrides = by.pop("schedule", []), by.pop("override", [])
    part.rotation_ids.claim_all((s.id, s.name) for s in schedules)
    teams, escalations = by.pop("team", []), by.pop("escalation", [])
    part.team_ids.claim_all((t.id or t.name, t.name) for t in teams)
    for schedule in schedules:
        own = [
            o for o in overrides if _parent(o) in (schedule.id, schedule.text("name")) or len(schedules) == 1
        ]
        _schedule(part, schedule, own)
        overrides = [o for o in overrides if o not in own]
    for override in overrides:
        part.notes.lost(
            override, "_parent", "the reply does not say to which schedule it belongs", "it is left out"
        )
    written = take_escalations(part, escalations, schedules)
    take_teams(part, teams, escalations, written)
    for word, others in by.items():
        for record in others:
            help_ = (
                "put it under `notificationRules` of its user" if "notification" in word else "it is left out"
            )
            part.notes.lost(record, "", f"a {word} by itself is not carried over", help_)


def _parent(override: Record) -> str:
    parent = override.record("_parent")
    return parent.id or parent.text("name")


def _schedule(part: Part, schedule: Record, overrides: list[Record]) -> None:
    if "rotations" not in schedule:
        help_ = "no rotation is written: export with ?expand=rotation"
        part.notes.lost(schedule, "rotations", "the reply lists the schedule without its rotations", help_)
        return
    if not schedule.flag("enabled", True):
        part.notes.lost(schedule, "enabled", "it is switched off", "it is carried over and counts", "false")
    draft = Draft(schedule.name, part.zone(schedule, schedule.text("timezone")), together=True)
    places: dict[str, int] = {}
    later = []
    for rotation in schedule.records("rotations", "rotation"):
        before = len(draft.layers)
        later += take_rotation(part, schedule, rotation, draft)
        if len(draft.layers) > before:
            places |= {key: before for key in (rotation.id, rotation.text("name")) if key}
    for person, start, end in later:
        draft.override(person, None, start, end, "of an irregular rotation")
    found = schedule.records("overrides", "override") + overrides

    def layers(override: Record) -> list[int] | None:
        named = override.records("rotations")
        return (
            [places[key] for r in named for key in (r.id or r.text("name"),) if key in places]
            if named
            else None
        )

    stand_ins(part, schedule, draft, found, ("startDate", "endDate"), _user, layers)
    part.keep(schedule, schedule.id, draft)


def _user(part: Part, override: Record) -> str:
    user = override.record("user")
    if user.text("type") in ("none", ""):
        return (
            part.people.person(override, user.id, user.text("username"))
            if user.id or "username" in user
            else ""
        )
    return part.people.person(override, user.id or user.text("username"), user.text("username"))
