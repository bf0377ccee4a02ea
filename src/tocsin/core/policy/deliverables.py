"""The deliverables of a playbook and whether the policy really holds each of them (A10.9)."""

from collections.abc import Callable
from dataclasses import dataclass

from tocsin.core.policy.schema import Policy
from tocsin.core.policy.schema.messages import Stage
from tocsin.core.policy.schema.people import Route

_Present = Callable[[Policy], bool]


@dataclass(frozen=True)
class Deliverable:
    """One thing that a playbook must hold: the requirement, its section, and the key that adds it."""

    requirement: str
    name: str
    section: str
    key: str
    present: _Present


def _has(stage: Stage) -> _Present:
    return lambda policy: any(m.stage == stage for m in policy.messages.values())


def _every_channel(policy: Policy) -> bool:
    found = {m.channel for m in policy.messages.values() if m.stage == "acknowledgement"}
    return "any" in found or set(policy.organisation.channels) <= found


def _levels(policy: Policy) -> bool:
    return all(n in policy.levels and (n == 0 or policy.levels[n].when) for n in range(5))


def _rungs(policy: Policy, route: Route) -> int:
    ladder = (
        policy.ladders.get(route.ladder or policy.teams[route.team].ladder or "")
        if route.team in policy.teams
        else None
    )
    return len(ladder.rungs) + bool(ladder.last) if ladder else 0


def _three_rungs(policy: Policy) -> bool:
    return bool(policy.routes) and all(_rungs(policy, route) >= 3 for route in policy.routes.values())


def _acknowledged(policy: Policy) -> bool:
    return all(level.acknowledge for n, level in policy.levels.items() if n > 0)


def _measures(*kinds: str) -> _Present:
    return lambda policy: set(kinds) <= {m.measure for m in policy.metrics.values()}


def _runbooks(policy: Policy) -> bool:
    books = [role.runbook for role in policy.roles.values()]
    return sum(bool(b.first_15_minutes and b.first_hour and b.steady_state) for b in books) >= 4


def _training(policy: Policy) -> bool:
    t = policy.training
    return bool(t.onboarding and t.scorecard and t.samples and t.coaching and t.scenarios)


DELIVERABLES: tuple[Deliverable, ...] = (
    Deliverable(
        "A1", "Five levels with criteria that can be measured", "definitions", "levels.N.when", _levels
    ),
    Deliverable(
        "A2.1",
        "Intake fields for every level above 0",
        "intake-fields",
        "levels.N.intake",
        lambda p: all(level.intake for n, level in p.levels.items() if n > 0),
    ),
    Deliverable(
        "A2.2",
        "Severities P1 to P4 with criteria",
        "severity",
        "severities.P1.if",
        lambda p: len(p.severities) == 4 and any(s.when for s in p.severities.values()),
    ),
    Deliverable(
        "A2.3", "Stop-the-line criteria", "stop-the-line", "stop_the_line", lambda p: bool(p.stop_the_line)
    ),
    Deliverable(
        "A2.6",
        "A message that sends an incomplete request back",
        "incomplete",
        "messages",
        _has("incomplete"),
    ),
    Deliverable("A3", "The seat of the owner", "seats", "roles.owner", lambda p: "owner" in p.roles),
    Deliverable("A3", "RACI matrix", "raci", "raci", lambda p: bool(p.raci)),
    Deliverable(
        "A3.6",
        "Who updates the status page",
        "status-page",
        "communication.status_page",
        lambda p: bool(p.communication.status_page),
    ),
    Deliverable("A4.1", "A route for each type of escalation", "routes", "routes", lambda p: bool(p.routes)),
    Deliverable("A4.2", "On-call rotations", "on-call", "rotations", lambda p: bool(p.rotations)),
    Deliverable(
        "A4.3", "Time to acknowledge for every level", "acknowledge", "levels.N.acknowledge", _acknowledged
    ),
    Deliverable(
        "A4.4", "When Security, Legal, Finance and PR join", "involve", "involve", lambda p: bool(p.involve)
    ),
    Deliverable("A4.5", "Primary, backup and next rung for every type", "silence", "ladders", _three_rungs),
    Deliverable(
        "A5.1", "First acknowledgement for every channel", "first-answer", "messages", _every_channel
    ),
    Deliverable(
        "A5.3",
        "What every update states",
        "update-content",
        "communication.parts",
        lambda p: bool(p.communication.parts),
    ),
    Deliverable(
        "A5.4",
        "Honest words for what is not known",
        "honest",
        "phrases.uncertainty",
        lambda p: bool(p.phrases.uncertainty),
    ),
    Deliverable("A5.5", "Interim update", "templates", "messages", _has("update")),
    Deliverable("A5.5", "Resolution message", "templates", "messages", _has("resolution")),
    Deliverable("A5.5", "Post-incident summary", "templates", "messages", _has("review_summary")),
    Deliverable(
        "A5.6",
        "One customer narrative",
        "narrative",
        "communication.narrative",
        lambda p: bool(p.communication.narrative),
    ),
    Deliverable(
        "A5.7",
        "Ten approved phrases or more",
        "phrases",
        "phrases.approved",
        lambda p: len(p.phrases.approved) >= 10,
    ),
    Deliverable(
        "A5.7",
        "Ten banned phrases or more",
        "phrases",
        "phrases.banned",
        lambda p: len(p.phrases.banned) >= 10,
    ),
    Deliverable(
        "A6.2",
        "Ticket tags and tracker link",
        "war-room",
        "war_room.tags",
        lambda p: bool(p.war_room.tags and p.war_room.tracker),
    ),
    Deliverable(
        "A6.3",
        "War-room checklist",
        "war-room-set-up",
        "war_room.checklist",
        lambda p: bool(p.war_room.checklist),
    ),
    Deliverable(
        "A6.4",
        "Four-line brief",
        "four-line-brief",
        "briefs.four_line",
        lambda p: len(p.briefs.four_line) == 4,
    ),
    Deliverable(
        "A6.5",
        "Executive brief in five bullets",
        "executive-brief",
        "briefs.executive",
        lambda p: len(p.briefs.executive) == 5,
    ),
    Deliverable(
        "A7.1",
        "When an escalation is stabilised",
        "states",
        "resolution.stabilised",
        lambda p: bool(p.resolution.stabilised),
    ),
    Deliverable(
        "A7.1",
        "When an escalation is resolved",
        "states",
        "resolution.resolved",
        lambda p: bool(p.resolution.resolved),
    ),
    Deliverable(
        "A7.2",
        "Verification with the customer",
        "verification",
        "resolution.verification",
        lambda p: bool(p.resolution.verification),
    ),
    Deliverable(
        "A7.3",
        "What is written down, and where",
        "documentation",
        "resolution.documentation",
        lambda p: bool(p.resolution.documentation),
    ),
    Deliverable(
        "A7.4", "Closing notes", "closing", "resolution.closing", lambda p: bool(p.resolution.closing)
    ),
    Deliverable(
        "A8.1", "Offers with their conditions", "offers", "recovery.offers", lambda p: bool(p.recovery.offers)
    ),
    Deliverable(
        "A8.2", "Approval matrix", "approvals", "recovery.approvals", lambda p: bool(p.recovery.approvals)
    ),
    Deliverable(
        "A8.3", "Guardrails", "guardrails", "recovery.guardrails", lambda p: bool(p.recovery.guardrails)
    ),
    Deliverable(
        "A8.4",
        "How goodwill is recorded",
        "goodwill",
        "recovery.documentation",
        lambda p: bool(p.recovery.documentation),
    ),
    Deliverable(
        "A9.1", "Review triggers", "review-triggers", "review.triggers", lambda p: bool(p.review.triggers)
    ),
    Deliverable("A9.2", "Review form", "review-form", "review.form", lambda p: bool(p.review.form)),
    Deliverable(
        "A9.3", "Due dates of actions", "actions", "review.actions.due", lambda p: bool(p.review.actions.due)
    ),
    Deliverable(
        "A9.4",
        "Knowledge-base updates",
        "knowledge-base",
        "review.knowledge_base",
        lambda p: bool(p.review.knowledge_base),
    ),
    Deliverable(
        "A9.5", "Prevent-repeat score", "prevent-repeat", "review.score", lambda p: bool(p.review.score)
    ),
    Deliverable(
        "A9.6", "Monthly agenda", "monthly-review", "review.monthly", lambda p: bool(p.review.monthly)
    ),
    Deliverable(
        "A9.7",
        "When a missed action rises",
        "actions",
        "review.actions.rise",
        lambda p: bool(p.review.actions.rise),
    ),
    Deliverable(
        "A10",
        "Volume, times, reasons and repeats",
        "flow-metrics",
        "metrics",
        _measures("escalation_rate", "time_to_acknowledge", "time_to_resolution", "reasons", "repeat_rate"),
    ),
    Deliverable("A10.6", "Customer outcome", "customer-metrics", "metrics", _measures("csat")),
    Deliverable("A10.7", "Burnout indicators", "people-metrics", "metrics", _measures("pages_per_engineer")),
    Deliverable("A11", "Runbooks for four roles", "companions", "roles.NAME.runbook", _runbooks),
    Deliverable("A12", "Training material", "companions", "training", _training),
    Deliverable(
        "A13.1",
        "Calibration targets and staffing",
        "calibration",
        "calibration.per_week",
        lambda p: bool(p.calibration.per_week),
    ),
)
"""In the order of the playbook. Lint and the appendix of the playbook read the same list."""


def lacking(policy: Policy) -> list[Deliverable]:
    """The deliverables that the policy does not hold."""
    return [each for each in DELIVERABLES if not each.present(policy)]
