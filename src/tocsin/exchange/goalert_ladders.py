"""GoAlert: escalation policies as ladders (A4.5)."""

from collections.abc import Iterator

from tocsin.exchange import ladders
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

_ACTIONS = {"builtin-user": ("user", "user_id"), "builtin-schedule": ("schedule", "schedule_id"),
            "builtin-rotation": ("rotation", "rotation_id")}  # fmt: skip


def _targets(step: Record) -> Iterator[tuple[str, str, str]]:
    """What a step pages: type, id and name, as older and newer versions write it."""
    for target in step.records("targets", "target"):
        yield target.text("type"), target.id, target.text("name")
    for action in step.records("actions", "action"):
        type_, key = _ACTIONS.get(action.text("type"), (action.text("type"), ""))
        yield type_, action.record("args").text(key), ""


def rotations_paged(policies: list[Record]) -> list[str]:
    """The rotations that a step pages without a schedule around them."""
    steps = [step for policy in policies for step in policy.records("steps", "step")]
    return list(
        dict.fromkeys(id_ for step in steps for type_, id_, _ in _targets(step) if type_ == "rotation")
    )


def take_policies(part: Part, policies: list[Record]) -> None:
    """Every escalation policy as a ladder."""
    part.ladder_ids.claim_all((p.id, p.name) for p in policies if p.id)
    for policy in policies:
        climb = ladders.Climb(repeat=policy.whole("repeat"))
        for step in sorted(policy.records("steps", "step"), key=lambda one: one.whole("stepNumber")):
            page = [said for target in _targets(step) if (said := _page(part, policy, *target))]
            climb.steps.append(ladders.Step(page, step.whole("delayMinutes", ladders.USUAL_WAIT)))
        ladders.keep(part, policy, climb)


def _page(part: Part, policy: Record, type_: str, id_: str, name: str) -> str:
    if type_ == "user" and (person := part.people.person(policy, id_, name)):
        return f"person {person}"
    if type_ in ("schedule", "rotation") and (rotation := part.rotation(id_)):
        return f"rotation {rotation}"
    known = type_ in ("user", "schedule", "rotation")
    what = f"a {type_} that is not carried over" if known else f"a target of type `{type_}`"
    part.notes.lost(policy, "targets", what, "this target is left out", name or id_)
    return ""
