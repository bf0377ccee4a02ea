"""Differences between two policies in words: what, from what to what, and which way it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from tocsin.core.model.duration import Span
from tocsin.core.model.instant import iso
from tocsin.core.model.money import Money, Share
from tocsin.core.policy.book import threshold_value
from tocsin.core.policy.diff import Difference, Kind, Step, Trail
from tocsin.core.policy.diff_parts import in_a_line
from tocsin.core.policy.targets import parse_target

ONE = {
    "severities": "", "levels": "level", "facts": "fact", "parameters": "parameter", "segments": "segment",
    "calendars": "calendar", "stop_the_line": "stop-the-line", "roles": "role", "raci": "RACI",
    "contacts": "person", "teams": "team", "rotations": "rotation", "ladders": "ladder", "routes": "route",
    "involve": "involve", "messages": "message", "metrics": "measure", "checklist": "checklist row",
    "flow": "step", "clauses": "clause", "practices": "practice", "notes": "note", "signatories": "signatory",
    "rungs": "rung", "offers": "offer", "approvals": "band", "guardrails": "guardrail", "approved": "phrase",
    "banned": "banned phrase", "uncertainty": "phrase", "triggers": "trigger", "when": "criterion",
    "scorecard": "row", "samples": "sample", "onboarding": "module", "coaching": "template",
    "layers": "layer", "overrides": "override", "swaps": "swap", "breaks": "breaks on", "shifts": "shifts on",
}  # fmt: skip
"""What one entry of a mapping is called."""
_TELLING = (
    "name", "title", "label", "text", "activity", "action", "say", "phrase", "question", "topic", "value",
    "ask",
)  # fmt: skip
"""The keys that say what a part is."""
_SILENT = {"recovery", "phrases", "when", "rungs"}
_PLACES = {
    "clocks.warn": "clocks, warnings", "clocks.pause": "clocks that pause",
    "clocks.raised": "clocks of a raised severity",
}  # fmt: skip
"""Places whose keys alone would not say what they are about."""
_WITHIN = {"response", "resolution", "acknowledge", "engage_sme", "within", "due", "overdue"}
_BEFORE = {"wait": "next after ", "update": "every ", "every": "every "}
_SHARES = {"low", "high", "suggest_above", "link_above", "warn"}
_SPEEDS = {
    "update": ("more often", "less often"), "cadence": ("more often", "less often"),
    "wait": ("sooner", "later"), "remind": ("sooner before", "earlier before"),
    "every": ("more often", "less often"), "silent": ("sooner", "later"), "after": ("sooner", "later"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A difference: `what: before → after (direction)`, or `what: words` where that reads better."""

    what: str
    before: str
    after: str
    direction: str = ""
    words: str = ""


def what(trail: Trail) -> str:
    """The place in words: ``P1 update for `enterprise` ``, ``ladder `platform`, rung `primary`, wait``."""
    names = [step.name for step in trail]
    if known := _PLACES.get(".".join(names)):
        return known
    if len(trail) == 5 and names[0] == "severities" and names[2] == "segments":
        return f"{names[1]} {names[4]} for `{names[3]}`"
    parts: list[str] = []
    mapping = ""
    for step in trail if len(trail) < 2 or trail[1].chosen else trail[1:]:
        if step.chosen:
            _chosen(parts, mapping, step.name)
        else:
            mapping = step.name
            if step.name not in ONE and step.name not in _SILENT:
                parts.append(step.name.replace("_", " ").replace("sme", "SME"))
    text = ", ".join(parts) or mapping.replace("_", " ")
    return text.replace(", ", " ", 1) if names[0] in ("severities", "levels") and len(parts) == 2 else text


def _chosen(parts: list[str], mapping: str, name: str) -> None:
    noun = ONE.get(mapping)
    if mapping == "severities":
        parts.append(name)
    elif mapping == "levels":
        parts.append(f"level {name}")
    elif mapping in ("acknowledge", "engage_sme"):
        parts[-1] = f"{parts[-1]} ({name})"
    else:
        parts.append(f"{noun} `{name}`".strip() if noun else f"`{name}`")


def tell(difference: Difference) -> Told:
    """One difference in words."""
    place = what(difference.trail)
    before, after = difference.before, difference.after
    if difference.kind is Kind.ADDED:
        return Told(place, "", summary(after))
    if difference.kind is Kind.REMOVED:
        return Told(place, summary(before), "")
    if difference.kind is Kind.MOVED:
        return Told(place, ", ".join(before), ", ".join(after))
    if difference.kind is Kind.RENAMED:
        return Told(place, before, after)
    topic = _topic(difference.trail)
    one, two = shown(before, topic), shown(after, topic)
    if isinstance(before, list) and isinstance(after, list):
        return Told(place, one, two, words=_lists(before, after, topic))
    if difference.trail[0] == Step("parameters") and topic == "value":
        place = place.removesuffix(", value")
    return Told(place, one, two, direction(before, after, difference.trail))


def _lists(before: list[Any], after: list[Any], topic: str) -> str:
    """What a list gained and lost; empty when it only changed its order."""
    gained = [shown(each, topic) for each in after if each not in before]
    lost = [shown(each, topic) for each in before if each not in after]
    found = [f"now also {'; '.join(gained)}"] if gained else []
    return ", ".join([*found, *([f"no longer {'; '.join(lost)}"] if lost else [])])


def _topic(trail: Trail) -> str:
    """The last key of the schema on the way: what kind of figure it is."""
    return next((step.name for step in reversed(trail) if not step.chosen), "")


def summary(part: Any) -> str:
    """A part that was added or removed, in one line."""
    if not isinstance(part, BaseModel):
        return shown(part, "")
    if line := in_a_line(part):
        return line
    said = part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    found = [" ".join(str(said[key]).split()) for key in _TELLING if said.get(key) not in (None, "")]
    text = "; ".join(found[:2]) or ", ".join(f"{k}: {v}" for k, v in list(said.items())[:3])
    return text if len(text) <= 160 else text[:159] + "…"


def shown(value: Any, topic: str) -> str:
    """A value as people write it, with the small word that its topic needs."""
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, Span):
        return f"{'within ' if topic in _WITHIN else _BEFORE.get(topic, '')}{value}"
    if isinstance(value, list):
        return ", ".join(shown(each, topic) for each in value)
    if isinstance(value, BaseModel) and type(value).__str__ is BaseModel.__str__:
        return summary(value)
    return _scalar(value, topic)


def _scalar(value: Any, topic: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return iso(value)
    share = isinstance(value, float) and topic in _SHARES
    return f"{value * 100:.4g}%" if share else " ".join(str(value).split())


def direction(before: Any, after: Any, trail: Trail) -> str:
    """Which way a figure went: `faster`, `more often`, `higher`, `stricter`; empty for words."""
    topic = _topic(trail)
    if topic == "target":
        return _stricter(before, after)
    if topic in ("value", "from", "to") and trail and trail[0] == Step("parameters"):
        before, after = _threshold(before), _threshold(after)
    one, two = _number(before), _number(after)
    if one is None or two is None or one == two or type(before) is not type(after):
        return ""
    if isinstance(before, Span):
        less, more = _SPEEDS.get(
            topic.partition("_")[0], ("faster", "slower") if topic in _WITHIN else ("shorter", "longer")
        )
        return less if two < one else more
    return "lower" if two < one else "higher"


def _threshold(value: Any) -> Any:
    try:
        _, encoded, currency = threshold_value(value)
    except (ValueError, TypeError):
        return None
    return Money(Decimal(str(encoded)), currency) if currency else encoded


def _number(value: Any) -> float | None:
    if isinstance(value, Span):
        return value.approximate().total_seconds()
    if isinstance(value, Money):
        return float(value.amount)
    if isinstance(value, Share):
        return float(value.percent)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return float(value)


def _stricter(before: Any, after: Any) -> str:
    try:
        one, two = parse_target(before or ""), parse_target(after or "")
    except ValueError:
        return ""
    a, b = _number(one.value), _number(two.value)
    if one.op[0] != two.op[0] or one.kind != two.kind or a is None or b is None or a == b:
        return ""
    return "stricter" if (b < a) == (one.op[0] == "<") else "looser"
