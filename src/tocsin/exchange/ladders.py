"""Ladders of an import: rungs in order, each with whom it pages and how long it waits (A4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tocsin.core.model.duration import words
from tocsin.exchange.ids import slug
from tocsin.exchange.part import Part
from tocsin.exchange.record import Record

USUAL_WAIT = 10
MOST_REPEATS = 20
_NAMES = ("primary", "backup", "third", "fourth", "fifth")


@dataclass
class Step:
    """One step: whom it pages (`rotation platform`), and the minutes until the next."""

    page: list[str]
    wait: int = USUAL_WAIT
    in_turn: bool = False


@dataclass
class Climb:
    """A ladder in the making."""

    steps: list[Step] = field(default_factory=list)
    repeat: int = 0


def keep(part: Part, record: Record, climb: Climb) -> str:
    """Writes the ladder; its id, or "" when it pages nobody, which is told."""
    steps = [step for step in climb.steps if step.page]
    if not steps:
        part.notes.lost(record, "", "it pages nobody who is carried over", "no ladder is written")
        return ""
    said: dict[str, Any] = {"name": record.name, "rungs": _rungs(steps)}
    if climb.repeat:
        said["repeat"] = repeat(part, record, climb.repeat)
    id_ = part.ladder_ids.claim(record.id or record.name, record.name)
    part.ladders[id_] = said
    return id_


def repeat(part: Part, record: Record, times: int) -> int:
    """How often the ladder starts over: at most twenty times."""
    if 0 <= times <= MOST_REPEATS:
        return times
    part.notes.lost(
        record, "repeat", f"a ladder repeats {MOST_REPEATS} times at most", f"{MOST_REPEATS}", str(times)
    )
    return MOST_REPEATS


def _rungs(steps: Sequence[Step]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, step in enumerate(steps):
        name = _NAMES[place] if place < len(_NAMES) else slug(f"rung {place + 1}", "rung")
        first, *more = list(dict.fromkeys(step.page))
        rung: dict[str, Any] = {"page": first, "wait": words(timedelta(minutes=max(step.wait, 1)))}
        rung |= {"also": more} if more else {}
        found[name] = rung | ({"in_turn": True} if step.in_turn else {})
    return found
