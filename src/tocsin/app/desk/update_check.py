"""A word to the customer, read before it is recorded: what it has, what it lacks, what it should not say.

Nothing here blocks a message: an honest word that lacks a part is better than none (A5.3, A5.4, A5.7).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.app.desk.conditions import holds
from tocsin.app.desk.update_cues import CERTAIN, CUES
from tocsin.app.desk.wording import gettext_noop as _
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.clocks import clocks, due_of
from tocsin.core.lifecycle.decide import decide_all
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.model.finding import Refused
from tocsin.core.policy.phrases import occurrences
from tocsin.core.policy.schema.messages import Part

NAMES: dict[Part, str] = {
    "impact": _("Impact"),
    "known": _("What we know"),
    "mitigation": _("What we do"),
    "workaround": _("Workaround"),
    "eta_range": _("Expected, as a range"),
    "next_update": _("Next update"),
}
"""What each part of an update is called, as its heading in the text too."""

_BLANK = re.compile(r"\[[a-z][a-z ]{1,40}\]")
_UNSAID = re.compile(rf"[^\n.!?]*{_BLANK.pattern}")
"""A sentence that ends in a blank says nothing yet."""
BLANK = _("A blank of the template: fill it in, or take the line out.")
RANGE = _("Nobody can keep a certainty. Give a range and say what it depends on.")


@dataclass(frozen=True)
class Flag:
    """Words that should not go out: where they stand (code points), why, and what to say instead."""

    start: int
    end: int
    words: str
    why: str
    instead: str
    banned: bool = True


@dataclass(frozen=True)
class Seen:
    """A part that the policy wants in every update, and whether something in the text looks like it."""

    part: Part
    name: str
    seen: bool


@dataclass(frozen=True)
class Reading:
    """What was found in a text. `approvals` are what the policy wants read by whom before it is sent."""

    flags: tuple[Flag, ...]
    parts: tuple[Seen, ...]
    approvals: tuple[tuple[str, str], ...]
    next_due: datetime | None

    @property
    def missing(self) -> tuple[Seen, ...]:
        """The parts that nothing in the text looks like."""
        return tuple(part for part in self.parts if not part.seen)


def read_update(text: str, state: State, rules: Rules, now: datetime, actor: str) -> Reading:
    """Reads a text for the customer at `now` (aware UTC). Raises nothing; an empty text lacks every part."""
    return Reading(
        tuple(sorted(flags(text, rules), key=lambda flag: flag.start)),
        parts(text, rules),
        tuple(approvals(state, rules, now)),
        next_due(state, rules, now, actor),
    )


def flags(text: str, rules: Rules) -> Iterator[Flag]:
    """Banned phrases of the policy in whatever form, blanks, and certainties that nobody can keep."""
    for banned in rules.policy.phrases.banned.values():
        for start, end in occurrences(banned.phrase, text):
            yield Flag(start, end, text[start:end], banned.why, banned.instead)
    for found in _BLANK.finditer(text):
        yield Flag(found.start(), found.end(), found.group(), BLANK, "", banned=False)
    for found in CERTAIN.finditer(text):
        yield Flag(found.start(), found.end(), found.group(), RANGE, "", banned=False)


def parts(text: str, rules: Rules) -> tuple[Seen, ...]:
    """Each part that the policy names, and whether it is there: by its heading, or by words that give it."""
    wanted, filled = rules.policy.communication.parts, _UNSAID.sub("", text)
    return tuple(Seen(part, NAMES[part], _has(part, filled)) for part in wanted)


def _has(part: Part, text: str) -> bool:
    heading = re.search(
        rf"^\s*[-*#>]*\s*{re.escape(NAMES[part])}\s*:\s*\S", text, re.IGNORECASE | re.MULTILINE
    )
    flat = " ".join(text.split())
    return bool(heading) or bool(CUES[part].search(flat))


def approvals(state: State, rules: Rules, now: datetime) -> Iterator[tuple[str, str]]:
    """Who reads it first, by role, with the policy's words: where its condition holds."""
    for rule in rules.policy.communication.approval.values():
        if holds(rules, rule.when, state, now):
            yield rule.by, rule.text


def next_due(
    state: State, rules: Rules, now: datetime, actor: str, promised: datetime | None = None
) -> datetime | None:
    """When the customer must hear again if they hear now; None where the policy promises no cadence."""
    try:
        update = c.SendUpdate("an update", promised)
        _events, after = decide_all(state, (update,), rules, now, actor)
    except Refused:
        return None
    after = replace(after, waits=()) if after.is_waiting else after
    found = (due_of(t.clock) for t in clocks(after, rules) if t.name == "update" and t.clock.stopped is None)
    return next(found, None)
