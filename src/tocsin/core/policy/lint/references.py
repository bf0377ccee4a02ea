"""Every place in a policy that names an id, and the ids that exist: for checks and for what is unused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tocsin.core.criteria.vocabulary import STANDARD_FACTS
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.base import ALWAYS, LEVELS
from tocsin.core.policy.schema.people import Target
from tocsin.core.policy.schema.rota import Rotation
from tocsin.core.policy.source import Path

STANDING = ("severity", "level", "segment", "channel")
"""Facts that every policy has without declaring them."""


@dataclass(frozen=True)
class Reference:
    """`id` stands at `path` and must be one of `kinds`; `key` when it is a key of a mapping."""

    path: Path
    id: str
    kinds: tuple[str, ...]
    key: bool = False


def known(policy: Policy) -> dict[str, tuple[str, ...]]:
    """The ids of each kind of thing; `always` is a calendar."""
    return {
        "calendar": (*policy.calendars, ALWAYS),
        "segment": tuple(policy.segments),
        "fact": (*policy.facts, *STANDING, *(fact.name for fact in STANDARD_FACTS)),
        "severity": tuple(policy.severities),
        "level": tuple(str(level) for level in policy.levels),
        "role": tuple(policy.roles),
        "team": tuple(policy.teams),
        "person": tuple(policy.contacts),
        "rotation": tuple(policy.rotations),
        "ladder": tuple(policy.ladders),
        "message": tuple(policy.messages),
        "scorecard row": tuple(policy.training.scorecard),
    }


def references(policy: Policy) -> Iterator[Reference]:
    """Every id that is named somewhere, in the order of the schema."""
    yield from _time(policy)
    yield from _triage(policy)
    yield from _people(policy)
    yield from _paging(policy)
    yield from _words(policy)
    yield from _recovery(policy)
    yield from _learning(policy)


def _one(path: Path, id_: object, *kinds: str) -> Iterator[Reference]:
    if id_ is not None:
        yield Reference(path, str(id_), kinds)


def _many(path: Path, ids: Iterable[object], *kinds: str) -> Iterator[Reference]:
    for index, id_ in enumerate(ids):
        yield Reference((*path, index), str(id_), kinds)


def _keys(path: Path, ids: Mapping[str, object], *kinds: str) -> Iterator[Reference]:
    for id_ in ids:
        yield Reference((*path, id_), id_, kinds, key=True)


def _time(policy: Policy) -> Iterator[Reference]:
    yield from _one(("organisation", "support_hours"), policy.organisation.support_hours, "calendar")
    for id_, segment in policy.segments.items():
        yield from _one(("segments", id_, "hours"), segment.hours, "calendar")
        for severity, calendar in segment.exceptions.items():
            path = ("segments", id_, "except", severity)
            yield Reference(path, severity, ("severity",), key=True)
            yield from _one(path, calendar, "calendar")


def _triage(policy: Policy) -> Iterator[Reference]:
    for id_, fact in policy.facts.items():
        yield from _one(("facts", id_, "since"), fact.since, "fact")
    yield from _keys(("intake", "within"), policy.intake.within, "severity")
    yield from _many(("intake", "duplicates", "same"), policy.intake.duplicates.same, "fact")
    yield from _one(("default_severity",), policy.default_severity, "severity")
    for id_, severity in policy.severities.items():
        yield from _keys(("severities", id_, "segments"), severity.segments, "segment")
    for number, level in policy.levels.items():
        path = ("levels", number)
        for key in ("acknowledge", "engage_sme"):
            named = {k: v for k, v in getattr(level, key).items() if k != "default"}
            yield from _keys((*path, key), named, "segment")
        yield from _many((*path, "intake"), level.intake, "fact")
        yield from _many((*path, "roles"), level.roles, "role")
    yield from _many(("intake", "duplicates", "same"), policy.intake.duplicates.same, "fact")
    for id_, stop in policy.stop_the_line.items():
        yield from _one(("stop_the_line", id_, "level"), stop.level, "level")
        yield from _one(("stop_the_line", id_, "severity"), stop.severity, "severity")
        yield from _one(("stop_the_line", id_, "page"), stop.page, "team")


def _people(policy: Policy) -> Iterator[Reference]:
    for id_, role in policy.roles.items():
        yield from _many(("roles", id_, "held_by"), role.held_by, "team", "person")
        yield from _many(("roles", id_, "runbook", "messages"), role.runbook.messages, "message")
    for id_, raci in policy.raci.items():
        yield from _one(("raci", id_, "accountable"), raci.accountable, "role")
        for name in ("responsible", "consulted", "informed"):
            yield from _many(("raci", id_, name), getattr(raci, name), "role", "team")
    for id_, team in policy.teams.items():
        yield from _one(("teams", id_, "ladder"), team.ladder, "ladder")
        yield from _many(("teams", id_, "members"), team.members, "person")
    for id_, rotation in policy.rotations.items():
        yield from _rotation(("rotations", id_), rotation)


def _rotation(path: Path, rotation: Rotation) -> Iterator[Reference]:
    for id_, layer in rotation.layers.items():
        yield from _many((*path, "layers", id_, "people"), layer.people, "person")
    yield from _many((*path, "people"), rotation.people, "person")
    for id_, override in rotation.overrides.items():
        yield from _one((*path, "overrides", id_, "person"), override.person, "person")
        yield from _one((*path, "overrides", id_, "instead_of"), override.instead_of, "person")
    for id_, swap in rotation.swaps.items():
        yield from _one((*path, "swaps", id_, "one"), swap.one, "person")
        yield from _one((*path, "swaps", id_, "other"), swap.other, "person")


def _target(path: Path, target: Target | None) -> Iterator[Reference]:
    if target is not None:
        yield Reference(path, target.id, (target.kind,))


def _paging(policy: Policy) -> Iterator[Reference]:
    for id_, ladder in policy.ladders.items():
        for rung_id, rung in ladder.rungs.items():
            path: Path = ("ladders", id_, "rungs", rung_id)
            yield from _target((*path, "page"), rung.page)
            for index, also in enumerate(rung.also):
                yield from _target((*path, "also", index), also)
            yield from _one((*path, "hours"), rung.hours, "calendar")
        yield from _target(("ladders", id_, "last"), ladder.last)
    for id_, route in policy.routes.items():
        yield from _many(("routes", id_, "levels"), route.levels, "level")
        yield from _one(("routes", id_, "team"), route.team, "team")
        yield from _one(("routes", id_, "ladder"), route.ladder, "ladder")
    for id_, involve in policy.involve.items():
        yield from _one(("involve", id_, "team"), involve.team, "team")


def _words(policy: Policy) -> Iterator[Reference]:
    for id_, approval in policy.communication.approval.items():
        yield from _one(("communication", "approval", id_, "by"), approval.by, "role")
    for id_, message in policy.messages.items():
        yield from _many(("messages", id_, "severities"), message.severities, "severity")
    yield from _many(("war_room", "roles"), policy.war_room.roles, "role")
    if len(policy.levels) == len(LEVELS):
        return
    yield from _one(("war_room", "from_level"), policy.war_room.from_level, "level")
    yield from _one(("briefs", "executive_from"), policy.briefs.executive_from, "level")


def _recovery(policy: Policy) -> Iterator[Reference]:
    for id_, offer in policy.recovery.offers.items():
        path: Path = ("recovery", "offers", id_)
        yield from _many((*path, "segments"), offer.segments, "segment")
        yield from _one((*path, "approver"), offer.approver, "role")
    for id_, band in policy.recovery.approvals.items():
        path = ("recovery", "approvals", id_)
        yield from _many((*path, "segments"), band.segments, "segment")
        yield from _many((*path, "by"), band.by, "role")
    for id_, guardrail in policy.recovery.guardrails.items():
        path = ("recovery", "guardrails", id_, "lifted_by")
        yield from _many(path, guardrail.lifted_by, "role")


def _learning(policy: Policy) -> Iterator[Reference]:
    yield from _one(("review", "facilitator"), policy.review.facilitator, "role")
    yield from _many(("review", "participants"), policy.review.participants, "role", "team")
    for id_, rise in policy.review.actions.rise.items():
        yield from _one(("review", "actions", "rise", id_, "to"), rise.to, "role", "team")
    for id_, metric in policy.metrics.items():
        yield from _many(("metrics", id_, "severities"), metric.severities, "severity")
        yield from _many(("metrics", id_, "levels"), metric.levels, "level")
    yield from _keys(("calibration", "per_week"), policy.calibration.per_week, "team")
    for id_, sample in policy.training.samples.items():
        yield from _keys(("training", "samples", id_, "scores"), sample.scores, "scorecard row")
