"""PagerDuty: schedules, escalation policies, users and teams, as its REST API returns them (A4.2, A4.5).

Semantics kept: the first layer of the reply is the top one and wins; a turn is counted from
`rotation_virtual_start` by the clocks of the schedule's zone; an override stands in for the whole schedule.
"""

from typing import Any

from tocsin.exchange import ladders
from tocsin.exchange.draft import Draft
from tocsin.exchange.only import Part as Window
from tocsin.exchange.only import daily, only
from tocsin.exchange.pagerduty_people import take_people, take_teams
from tocsin.exchange.part import Part, forward, turning, turns_of, until_of
from tocsin.exchange.record import Record
from tocsin.exchange.stand_in import stand_ins

WRAPS = {
    "schedules": "schedule", "schedule": "schedule", "escalation_policies": "escalation policy",
    "escalation_policy": "escalation policy", "users": "user", "user": "user", "teams": "team",
    "team": "team", "overrides": "override", "services": "service", "members": "member",
}  # fmt: skip
_TYPES = {"escalation_policy": "escalation policy", "schedule": "schedule", "user": "user", "team": "team"}
_SAYS = {"schedule_layers": "schedule", "escalation_rules": "escalation policy", "contact_methods": "user"}
_MINUTES = {"week": 7 * 24 * 60, "day": 24 * 60}


def kind(item: dict[str, Any]) -> str:
    """PagerDuty's word for an object."""
    type_ = item.get("type")
    if isinstance(type_, str) and (named := _TYPES.get(type_.removesuffix("_reference"))):
        return named
    told = next((word for key, word in _SAYS.items() if key in item), "")
    return told or ("override" if {"start", "end", "user"} <= item.keys() else "")


def take(records: list[Record], part: Part) -> None:
    """Carries all objects over into the part."""
    by = {word: [r for r in records if r.kind == word] for word in {r.kind for r in records}}
    take_people(part, by.pop("user", []))
    schedules = by.pop("schedule", [])
    part.rotation_ids.claim_all((s.id, s.name) for s in schedules)
    loose = by.pop("override", [])
    for schedule in schedules:
        own = [o for o in loose if len(schedules) == 1 or (schedule.id and schedule.id in o.file)]
        _schedule(part, schedule, own)
    if len(schedules) != 1:
        for one in (o for o in loose if not any(s.id and s.id in o.file for s in schedules)):
            help_ = "it is left out: put the schedule's id into the file's name"
            part.notes.lost(one, "", "the reply does not say to which schedule it belongs", help_)
    found = {p.id: (_policy(part, p), p) for p in by.pop("escalation policy", [])}
    take_teams(part, by.pop("team", []), by.pop("member", []), found)
    for word, others in by.items():
        for record in others:
            part.notes.lost(record, "", f"a {word} is no part of on-call", "it is left out")


def _schedule(part: Part, schedule: Record, loose: list[Record]) -> None:
    if "schedule_layers" not in schedule:
        help_ = "no rotation is written: export each one by GET /schedules/{id}"
        part.notes.lost(schedule, "schedule_layers", "the reply lists the schedule without its layers", help_)
        return
    draft = Draft(schedule.name, part.zone(schedule, schedule.text("time_zone")))
    for layer in schedule.records("schedule_layers", "layer"):
        _layer(part, schedule, layer, draft)
    sub = schedule.record("overrides_subschedule").records("rendered_schedule_entries", "override")
    found = schedule.records("overrides", "override") + loose
    stand_ins(part, schedule, draft, (found or sub), ("start", "end"), _user)
    part.keep(schedule, schedule.id, draft)


def _user(part: Part, record: Record) -> str:
    user = record.record("user")
    return part.people.person(record, user.id, user.text("summary") or user.text("name"))


def _layer(part: Part, schedule: Record, layer: Record, draft: Draft) -> None:
    virtual = layer.instant("rotation_virtual_start") or layer.instant("start")
    start, end = layer.instant("start") or virtual, layer.instant("end")
    seconds = layer.whole("rotation_turn_length_seconds")
    if end and end <= part.now:
        part.notes.told(layer, "end", f"of `{schedule.name}`, it is over", "left out", layer.text("end"))
        return
    people = [p for user in layer.records("users", "user of a layer") if (p := _member(part, layer, user))]
    counted = turns_of(seconds)
    if virtual is None or start is None or counted is None or not people:
        missing = "it has no users" if not people else "its start or turn length cannot be read"
        missing = missing if counted or not people else "a turn is no whole number of hours"
        field_ = "rotation_turn_length_seconds" if counted is None else "start" if people else "users"
        part.notes.lost(
            layer, field_, f"of `{schedule.name}`, {missing}", "the layer is left out", layer.text(field_)
        )
        return
    turns = turning(people, virtual, draft.zone, *counted)
    turns.name, turns.only = layer.name, _restrictions(part, layer)
    begun = forward(turns, virtual, start, draft.zone)
    if begun and start > part.now:
        help_ = f"the turn that runs then begins at {begun:%Y-%m-%d %H:%M} already"
        part.notes.lost(layer, "start", "the layer begins within a turn", help_, layer.text("start"))
    if end:
        turns.until, exact = until_of(end, draft.zone, turns.hand_off)
        if not exact:
            part.notes.lost(
                layer,
                "end",
                "turns end at a hand-off",
                f"it applies until {turns.until} {turns.hand_off}",
                layer.text("end"),
            )
    draft.layers.append(turns)


def _member(part: Part, layer: Record, listed: Record) -> str:
    user = listed.record("user") if "user" in listed else listed
    return part.people.person(layer, user.id, user.text("summary") or user.text("name"))


def _restrictions(part: Part, layer: Record) -> dict[str, list[str]]:
    windows: list[Window] = []
    listed = layer.records("restrictions", "restriction")
    for one in listed:
        begin, seconds = _minute(one.text("start_time_of_day")), one.whole("duration_seconds")
        day = one.whole("start_day_of_week")
        weekly = "weekly" in one.text("type")
        if begin is None or seconds < 60 or (weekly and not 1 <= day <= 7):
            part.notes.lost(
                layer, "restrictions", "a restriction cannot be read", "it is left out", one.text("type")
            )
            continue
        if seconds % 60 or one.text("start_time_of_day")[5:8] not in ("", ":00"):
            part.notes.lost(
                layer,
                "restrictions",
                "windows count in minutes",
                "seconds are dropped",
                one.text("start_time_of_day"),
            )
        longest = _MINUTES["week" if weekly else "day"]
        if weekly:
            at = (day - 1) * _MINUTES["day"] + begin
            windows.append((at, at + min(seconds // 60, longest)))
        else:
            windows += daily(begin, min(seconds // 60, longest))
    return only(windows)


def _minute(clock: str) -> int | None:
    hours, _, rest = clock.partition(":")
    minutes = rest[:2]
    if not (hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60):
        return None
    return int(hours) * 60 + int(minutes)


def _policy(part: Part, policy: Record) -> str:
    climb = ladders.Climb(repeat=policy.whole("num_loops"))
    for rule in policy.records("escalation_rules", "escalation rule"):
        step = ladders.Step([], max(1, rule.whole("escalation_delay_in_minutes", ladders.USUAL_WAIT)))
        strategy = rule.data.get("escalation_rule_assignment_strategy")
        step.in_turn = "round_robin" in str(strategy)
        step.page = [page for t in rule.records("targets", "target") if (page := _target(part, policy, t))]
        climb.steps.append(step)
    if (said := policy.text("on_call_handoff_notifications")) == "always":
        part.notes.lost(
            policy, "on_call_handoff_notifications", "nobody is told of hand-offs", "left out", said
        )
    return ladders.keep(part, policy, climb)


def _target(part: Part, policy: Record, target: Record) -> str:
    type_ = target.text("type").removesuffix("_reference")
    if type_ == "user":
        person = part.people.person(policy, target.id, target.text("summary"))
        return f"person {person}" if person else ""
    if type_ == "schedule" and (rotation := part.rotation(target.id)):
        return f"rotation {rotation}"
    what = "the schedule is not carried over" if type_ == "schedule" else f"a target of type `{type_}`"
    part.notes.lost(policy, "targets", what, "this target is left out", target.name)
    return ""
