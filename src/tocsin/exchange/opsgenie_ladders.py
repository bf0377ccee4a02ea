"""Opsgenie: escalations as ladders (A4.5). Delays of rules count from the alert."""

from itertools import pairwise

from tocsin.exchange import ladders
from tocsin.exchange.draft import Draft, Turning
from tocsin.exchange.opsgenie_people import minutes
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record


def take_escalations(part: Part, escalations: list[Record], schedules: list[Record]) -> dict[str, str]:
    """Every escalation as a ladder; the ladders' ids by the escalations' ids."""
    names = {schedule.text("name"): schedule.id for schedule in schedules}
    return {escalation.id: _escalation(part, escalation, names) for escalation in escalations}


def _escalation(part: Part, escalation: Record, names: dict[str, str]) -> str:
    rules = sorted(escalation.records("rules", "rule"), key=lambda rule: minutes(rule.record("delay")))
    delays = [minutes(rule.record("delay")) for rule in rules]
    if delays and delays[0]:
        part.notes.lost(
            escalation,
            "rules",
            "a ladder pages at once",
            "the first rung does not wait",
            f"{delays[0]} minutes",
        )
    repeat = escalation.record("repeat")
    last = repeat.whole("waitInterval") or ladders.USUAL_WAIT
    waits = [later - before for before, later in pairwise(delays)] + [last]
    climb = ladders.Climb(repeat=repeat.whole("count"))
    together = ladders.Step([])
    for rule, wait in zip(rules, waits, strict=False):
        if page := _recipient(part, escalation, rule, names):
            together.page.append(page)
        together.in_turn = together.in_turn or rule.text("notifyType") == "random"
        if wait or rule is rules[-1]:
            together.wait = wait
            climb.steps.append(together)
            together = ladders.Step([])
        _condition(part, escalation, rule)
    if repeat.flag("closeAlertAfterAll"):
        part.notes.lost(
            escalation,
            "repeat",
            "an escalation is never closed by itself",
            "it stays open",
            "closeAlertAfterAll",
        )
    return ladders.keep(part, escalation, climb)


def _condition(part: Part, escalation: Record, rule: Record) -> None:
    if rule.text("condition") == "if-not-closed":
        what = "an acknowledgement stops a ladder"
        part.notes.lost(
            escalation, "rules", what, "the rung pages only while nobody has acknowledged", "if-not-closed"
        )


def _recipient(part: Part, escalation: Record, rule: Record, names: dict[str, str]) -> str:
    recipient, how = rule.record("recipient"), rule.text("notifyType") or "default"
    type_ = recipient.text("type")
    if type_ == "user":
        key = recipient.id or recipient.text("username")
        return f"person {part.people.person(escalation, key, recipient.text('username'))}"
    if type_ == "schedule":
        rotation = part.rotation(recipient.id or names.get(recipient.text("name"), ""))
        if rotation and how in ("next", "previous"):
            rotation = _neighbour(part, escalation, rotation, how)
        if rotation:
            return f"rotation {rotation}"
    if type_ == "team" and (team := part.team_ids.get(recipient.id or recipient.text("name"))):
        if how not in ("default", "all", "random"):
            what = "a team is paged by its ladder, or as a whole"
            part.notes.lost(escalation, "rules", what, "the team is paged", how)
        return f"team {team}"
    what = f"a {type_ or 'recipient'} that is not carried over"
    part.notes.lost(escalation, "rules", what, "this recipient is left out", recipient.name)
    return ""


def _neighbour(part: Part, escalation: Record, rotation: str, how: str) -> str:
    """The same turns, one person further: whoever comes next, or came before."""
    key = f"{rotation} {how}"
    if part.rotation(key):
        return part.rotation(key)
    original = part.rotations[rotation]
    if not original.layers:
        return rotation
    step = 1 if how == "next" else -1
    moved = [_moved(layer, step) for layer in original.layers]
    name = f"{original.name} {how}"
    part.keep(escalation, key, Draft(name, original.zone, moved, original.together))
    part.notes.told(
        escalation, "rules", f"`{how}` is a rotation of its own", f"see `{part.rotation(key)}`", how
    )
    if original.overrides:
        part.notes.lost(
            escalation,
            "rules",
            f"`{how}` does not follow the schedule's overrides",
            "it has the plain turns",
            how,
        )
    return part.rotation(key)


def _moved(layer: Turning, step: int) -> Turning:
    people = layer.people[step % len(layer.people) :] + layer.people[: step % len(layer.people)]
    return Turning(
        people,
        layer.start,
        layer.turn,
        layer.length,
        layer.pattern,
        layer.hand_off,
        layer.until,
        layer.only,
        layer.name,
    )
