"""What in an event may name or quote a person, and what stands there once it is taken away.

Every field that can hold words is in PERSONAL or in PLAIN; a test holds both to the events themselves.
Whatever people can type counts as personal, for nobody can tell what they wrote. What stays is what the
desk measures: who of us did what and when, facts with given answers, severities, clocks, money.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

ERASED = "[erased]"
"""What stands where words stood."""
Data = dict[str, Any]


@dataclass(frozen=True)
class Instead:
    """What stands in for a customer's name, and which facts hold free words (by the policy's vocabulary)."""

    customer: str
    is_words: Callable[[str], bool]


How = Callable[[Any, Data, Instead], Any]
"""The value afterwards, from the value, the whole data of the event, and what stands in."""


def _words(value: Any, _data: Data, _instead: Instead) -> Any:
    return ERASED if value else value


def _nothing(value: Any, _data: Data, _instead: Instead) -> Any:
    return type(value)()


def _customer(value: Any, _data: Data, instead: Instead) -> Any:
    return instead.customer if value and not str(value).startswith(PSEUDONYM) else value


def _unless_rule(value: Any, data: Data, instead: Instead) -> Any:
    """The words of a criterion are the policy's; without a criterion somebody typed them."""
    return value if data.get("rule") else _words(value, data, instead)


def _facts(value: Any, _data: Data, instead: Instead) -> Any:
    return {name: _fact(each) if instead.is_words(name) else each for name, each in value.items()}


def _fact(value: Any) -> Any:
    if isinstance(value, str):
        return ERASED if value else value
    return [_fact(each) for each in value] if isinstance(value, list) else value


def _each(fields: Mapping[str, How]) -> How:
    """The same for every part of a list, or for the one part that there is."""

    def blanked(value: Any, _data: Data, instead: Instead) -> Any:
        if isinstance(value, list):
            return [_filled(part, fields, instead) for part in value]
        return _filled(value, fields, instead)

    return blanked


def _filled(data: Data, fields: Mapping[str, How], instead: Instead) -> Data:
    found = ((name, fields.get(name)) for name in data)
    return {name: how(data[name], data, instead) if how else data[name] for name, how in found}


PSEUDONYM = "erased customer "
"""How the names of erased customers begin: their escalations still count as one customer's."""

_TICKET = {"title": _words, "text": _words, "customer": _customer, "reporter": _words, "reference": _words}
_WHY: Mapping[str, How] = {"why": _words}
_NOTE: Mapping[str, How] = {"note": _words}
_TEXT: Mapping[str, How] = {"text": _words}
_REASON: Mapping[str, How] = {"reason": _words}

PERSONAL: dict[str, Mapping[str, How]] = {
    "reported": {"ticket": _each(_TICKET), "facts": _facts},
    "facts_recorded": {"facts": _facts},
    "judged": {"reasons": _each({"because": _facts})},
    "returned": _NOTE,
    "opened": _WHY,
    "severity_changed": {"why": _unless_rule},
    "level_changed": {"why": _unless_rule},
    **dict.fromkeys(("seated", "unseated", "declined", "sme_engaged", "hand_over_refused"), _WHY),
    **dict.fromkeys(("linked", "unlinked", "parted", "reopened", "policy_moved"), _WHY),
    **dict.fromkeys(("waiting_started", "waiting_ended"), _WHY),
    **dict.fromkeys(("hand_over_offered", "stabilised", "resolved", "closed"), _NOTE),
    "duplicates_suggested": {"suggestions": _each({"why": _words, "title": _words})},
    "joined": {"customer": _customer, "why": _words},
    **dict.fromkeys(
        ("finding_recorded", "mitigation_recorded", "workaround_recorded", "update_sent", "noted"), _TEXT
    ),
    "verified": {"words": _words},
    "attached": {"attachment": _each({"name": _words, "place": _nothing, "digest": _nothing})},
    "undelivered": {"detail": _words},
    **dict.fromkeys(("ladder_started", "rung_postponed", "ladder_escalated", "ladder_moved"), _REASON),
    **dict.fromkeys(("ladder_stopped", "paging_held", "page_failed"), _REASON),
    "rung_reached": {"why": _words, "called": _each(_WHY)},
    "rung_repeated": {"called": _each(_WHY)},
    "page_ordered": _WHY,
    "ladder_raised": _WHY,
}
"""Fields of each event that may name or quote a person."""

PLAIN: dict[str, str] = {
    "reported": "ticket.channel",
    "judged": "judgement reasons.criterion reasons.decides reasons.text ask",
    "returned": "missing",
    "kept_in_tier": "why",
    "opened": "severity owner owner_why",
    "severity_changed": "before after rule",
    "level_changed": "rule",
    "seated": "role person",
    "unseated": "role person",
    "hand_over_offered": "to",
    "handed_over": "before after",
    "acknowledged": "person climbs",
    "declined": "person climbs",
    "sme_engaged": "person",
    "duplicates_suggested": "suggestions.stream",
    "linked": "original",
    "unlinked": "original",
    "joined": "duplicate",
    "parted": "duplicate",
    "waiting_started": "paused",
    "update_sent": "via",
    "lines_confirmed": "lines",
    "ticked": "line text mark",
    "reopened": "owner",
    "closed": "with_original",
    "clock_warned": "clock",
    "clock_breached": "clock",
    "reminded": "who",
    "policy_moved": "before after",
    "undelivered": "page people",
    "erased": "why digests",
    "ladder_started": "climb ladder taken_by rung",
    "rung_reached": "climb rung called.person called.target",
    "rung_repeated": "climb rung called.person called.target",
    "rung_passed": "climb rung why",
    "rung_awaited": "climb rung why",
    "rung_postponed": "climb person",
    "page_ordered": "page person method climbs rung covers finished",
    "page_failed": "page person method",
    "ladder_acknowledged": "climb person answered withdrawn",
    "ladder_escalated": "climb person",
    "ladder_raised": "climb person",
    "ladder_moved": "climb ladder withdrawn",
    "ladder_spent": "climb why",
    "ladder_stopped": "climb withdrawn",
}
"""Fields with words of the policy, of the desk itself, or ids: they stay."""

_NAMES: dict[str, str] = {
    "joined": "duplicate",
    "parted": "duplicate",
    "linked": "original",
    "unlinked": "original",
}
"""Events that name another escalation, and where."""


def redact(kind: str, data: Data, instead: Instead) -> Data:
    """The event's data without anything that may name or quote a person; the same again for the same.

    An event of a kind that this release does not know keeps nothing.
    """
    if kind not in PERSONAL and kind not in PLAIN:
        return data if _is_plain(kind) else {}
    return _filled(data, PERSONAL.get(kind, {}), instead)


def _is_plain(kind: str) -> bool:
    return kind in ("grown", "paging_released", "rules_changed")


def named(kind: str, data: Data) -> str:
    """The other escalation that an event names, "" when it names none, or several."""
    return str(data.get(_NAMES[kind], "")) if kind in _NAMES else ""


def unname(kind: str, data: Data, streams: Collection[str], instead: Instead) -> Data:
    """The data of another customer's event without what it says about these escalations."""
    if kind == "duplicates_suggested":
        told = data.get("suggestions", [])
        own = PERSONAL[kind]
        parts = [_about(part, streams, own, data, instead) for part in told]
        return {**data, "suggestions": parts}
    if named(kind, data) in streams:
        return _filled(data, PERSONAL[kind], instead)
    return data


def _about(part: Data, streams: Collection[str], own: Mapping[str, How], data: Data, instead: Instead) -> Any:
    if part.get("stream") not in streams:
        return part
    return own["suggestions"]([part], data, instead)[0]
