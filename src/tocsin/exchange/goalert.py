"""GoAlert: schedules, rotations, escalation policies, users, as its GraphQL API returns them (A4.2, A4.5).

Semantics kept: everybody whom a schedule's rules name is on call together; a rule that ends when it begins
lasts the whole day; who is active in a rotation now counts, not who was first when it was made.
"""

from typing import Any

from tocsin.exchange.draft import Draft, Span
from tocsin.exchange.goalert_ladders import rotations_paged, take_policies
from tocsin.exchange.goalert_people import take_people
from tocsin.exchange.goalert_turns import rotation_layer, rule_layer
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

WRAPS = {
    "schedules": "schedule", "schedule": "schedule", "rotations": "rotation", "rotation": "rotation",
    "escalationPolicies": "escalation policy", "escalationPolicy": "escalation policy", "users": "user",
    "user": "user", "userOverrides": "override", "userOverride": "override", "services": "service",
    "service": "service",
}  # fmt: skip
_NEEDS = (
    ("rotation", {"shiftLength"}), ("schedule", {"timeZone", "targets"}), ("escalation policy", {"steps"}),
    ("override", {"start", "end", "addUserID"}), ("override", {"start", "end", "removeUserID"}),
    ("override", {"start", "end", "addUser"}), ("override", {"start", "end", "removeUser"}),
    ("user", {"contactMethods"}), ("user", {"notificationRules"}), ("user", {"id", "name", "email"}),
    ("service", {"integrationKeys"}), ("service", {"escalationPolicyID"}), ("schedule", {"timeZone", "name"}),
)  # fmt: skip


def kind(item: dict[str, Any]) -> str:
    """GoAlert's word for an object."""
    return next((word for word, keys in _NEEDS if keys <= item.keys()), "")


def take(records: list[Record], part: Part) -> None:
    """Carries all objects over into the part."""
    by = {word: [r for r in records if r.kind == word] for word in {r.kind for r in records}}
    take_people(part, by.pop("user", []))
    rotations = {r.id: r for r in by.pop("rotation", [])}
    schedules, overrides = by.pop("schedule", []), by.pop("override", [])
    policies = by.pop("escalation policy", [])
    part.rotation_ids.claim_all((s.id, s.name) for s in schedules)
    for schedule in schedules:
        own = [o for o in overrides if o.record("target").id == schedule.id or len(schedules) == 1]
        _schedule(part, schedule, rotations, own)
        overrides = [o for o in overrides if o not in own]
    for override in overrides:
        part.notes.lost(override, "target", "it belongs to no schedule of the export", "it is left out")
    for id_ in rotations_paged(policies):
        _rotation_itself(part, rotations.get(id_))
    take_policies(part, policies)
    for word, others in by.items():
        for record in others:
            part.notes.lost(record, "", f"a {word} is no part of on-call", "it is left out")


def _rotation_itself(part: Part, rotation: Record | None) -> None:
    """A rotation that an escalation policy pages directly."""
    if rotation is None:
        return
    zone = part.zone(rotation, rotation.text("timeZone"))
    if layer := rotation_layer(part, rotation, zone):
        part.keep(rotation, rotation.id, Draft(rotation.name, zone, [layer]))


def _schedule(part: Part, schedule: Record, rotations: dict[str, Record], overrides: list[Record]) -> None:
    draft = Draft(schedule.name, part.zone(schedule, schedule.text("timeZone")), together=True)
    if "targets" not in schedule:
        part.notes.lost(
            schedule, "targets", "the reply has no rules", "no rotation is written: ask for `targets`"
        )
        return
    for target in schedule.records("targets", "target"):
        if layer := rule_layer(part, schedule, target, rotations, draft.zone):
            draft.layers.append(layer)
    for temporary in schedule.records("temporarySchedules", "temporary schedule"):
        _temporary(part, schedule, temporary, draft)
    over = [_override(part, schedule, override, draft) for override in overrides]
    if gone := over.count(False):
        part.notes.told(schedule, "userOverrides", "already over", "they are left out", str(gone))
    part.keep(schedule, schedule.id, draft)


def _override(part: Part, schedule: Record, override: Record, draft: Draft) -> bool:
    """One override; False when it is over."""
    start, end = override.instant("start"), override.instant("end")
    add = _named(part, override, "addUser")
    remove = _named(part, override, "removeUser")
    if start is None or end is None or start >= end or not (add or remove):
        part.notes.lost(override, "", f"of `{schedule.name}`, it cannot be read", "it is left out")
    elif end <= part.now:
        return False
    else:
        draft.override(add or None, remove or None, start, end)
    return True


def _named(part: Part, record: Record, key: str) -> str:
    user = record.record(key)
    id_ = record.text(f"{key}ID") or user.id
    return part.people.person(record, id_, user.text("name")) if id_ else ""


def _temporary(part: Part, schedule: Record, temporary: Record, draft: Draft) -> None:
    """Only its shifts count while it lasts."""
    start, end = temporary.instant("start"), temporary.instant("end")
    if start is None or end is None or start >= end or (end - start).days > 366:
        what = f"of `{schedule.name}`, its times cannot be read"
        part.notes.lost(temporary, "start", what, "it is left out", temporary.text("start"))
        return
    if end <= part.now:
        part.notes.told(
            temporary, "end", f"of `{schedule.name}`, it is over", "left out", temporary.text("end")
        )
        return
    wanted = []
    for shift in temporary.records("shifts", "shift"):
        begin, stop = shift.instant("start"), shift.instant("end")
        user = shift.record("user")
        person = part.people.person(temporary, shift.text("userID") or user.id, user.text("name"))
        if begin is None or stop is None or begin >= stop or not person:
            part.notes.lost(
                temporary, "shifts", "a shift cannot be read", "it is left out", shift.text("start")
            )
        else:
            wanted.append(Span(person, max(begin, start), min(stop, end)))
    draft.rewrite(wanted, start, end, "temporary schedule")
