"""States and transitions of an escalation, as one table (design §3)."""

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """Where a ticket stands. From `open` to `resolved` it is an escalation with one accountable owner."""

    NEW = "new"
    REPORTED = "reported"
    RETURNED = "returned"
    IN_TIER = "in tier"
    OPEN = "open"
    STABILISED = "stabilised"
    RESOLVED = "resolved"
    CLOSED = "closed"


NEW, REPORTED, RETURNED, IN_TIER = Status.NEW, Status.REPORTED, Status.RETURNED, Status.IN_TIER
OPEN, STABILISED, RESOLVED, CLOSED = Status.OPEN, Status.STABILISED, Status.RESOLVED, Status.CLOSED

INTAKE = (REPORTED, RETURNED, IN_TIER)
"""Reported, and no escalation (yet)."""
ESCALATED = (OPEN, STABILISED, RESOLVED)
"""An escalation that is not closed: somebody is accountable."""
WORKED = (OPEN, STABILISED)
"""The customer waits for us: cadence and resolution run."""
ALIVE = (*INTAKE, *ESCALATED)

ALLOWED: dict[str, tuple[Status, ...]] = {
    # command            may be given while it is
    "report":           (NEW,),
    "triage":           INTAKE,
    "return":           (REPORTED, IN_TIER),
    "open":             INTAKE,
    "record_facts":     ALIVE,
    "raise":            ALIVE,
    "lower":            ALIVE,
    "page":             ESCALATED,
    "acknowledge":      ESCALATED,
    "decline":          ESCALATED,
    "page_failed":      (*ESCALATED, CLOSED),
    "assign":           ESCALATED,
    "accept":           ESCALATED,
    "refuse":           ESCALATED,
    "fill":             ESCALATED,
    "leave":            ESCALATED,
    "engage_sme":       ESCALATED,
    "suggest":          ALIVE,
    "link":             ALIVE,
    "unlink":           ALIVE,
    "join":             ESCALATED,
    "part":             (*ESCALATED, CLOSED),
    "wait":             WORKED,
    "resume":           WORKED,
    "finding":          ESCALATED,
    "mitigation":       ESCALATED,
    "workaround":       ESCALATED,
    "update":           ALIVE,
    "confirm":          ESCALATED,
    "tick":             (*ALIVE, CLOSED),
    "stabilise":        (OPEN,),
    "verify":           ESCALATED,
    "resolve":          WORKED,
    "reopen":           (STABILISED, RESOLVED, CLOSED, IN_TIER),
    "close":            (RESOLVED, *INTAKE),
    "note":             (*ALIVE, CLOSED),
    "attach":           (*ALIVE, CLOSED),
    "move_policy":      ALIVE,
    "due":              (*ALIVE, CLOSED),
}  # fmt: skip
"""Which command may be given in which state. Everything else is refused, with what can be done instead."""

MOVES: dict[str, tuple[tuple[Status, ...], Status]] = {
    # event              from                            to
    "reported":         ((NEW,),                         REPORTED),
    "returned":         ((REPORTED, IN_TIER, RETURNED),  RETURNED),
    "kept_in_tier":     (INTAKE,                         IN_TIER),
    "opened":           (INTAKE,                         OPEN),
    "stabilised":       ((OPEN,),                        STABILISED),
    "resolved":         (WORKED,                         RESOLVED),
    "reopened":         ((STABILISED, RESOLVED, CLOSED, IN_TIER), OPEN),
    "closed":           ((*INTAKE, *ESCALATED),          CLOSED),
}  # fmt: skip
"""Which event moves it from where to where. Every other event leaves the state as it is."""


def possible(status: Status) -> tuple[str, ...]:
    """The commands that may be given in this state, without those that only the desk itself gives."""
    own = ("due", "page_failed", "suggest", "join", "part", "report")
    return tuple(name for name, allowed in ALLOWED.items() if status in allowed and name not in own)


_CALLED = {
    "record_facts": "learn", "triage": "learn", "acknowledge": "ack", "engage_sme": "engage",
    "finding": "record", "mitigation": "record", "workaround": "record", "note": "record", "tick": "record",
    "move_policy": "move",
}  # fmt: skip


def called(kinds: Iterable[str]) -> list[str]:
    """The commands as people type them, each once."""
    return list(dict.fromkeys(_CALLED.get(kind, kind) for kind in kinds))
