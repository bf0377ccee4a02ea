"""Segments as they were named, with the preset's promises by rank; hours and calendars (A0.3, A0.5, A4.3)."""

import re
from copy import deepcopy
from typing import Any

from tocsin.core.policy.answers.draft import Draft, expressions
from tocsin.core.policy.answers.hours import Hours
from tocsin.core.policy.answers.model import Answers, SegmentAnswer
from tocsin.core.policy.answers.words import plain, slug

RANKED = ("enterprise", "business", "standard")
"""The presets' segments that follow the customer's value; others (emergency services) stay as they are."""

_EQUAL = re.compile(r"segment\s*(==|!=)\s*'([a-z0-9_-]+)'")
_AMONG = re.compile(r"segment\s+in\s+\[([^\]]*)\]")


def mapping(answers: tuple[SegmentAnswer, ...], ranked: list[str]) -> dict[str, list[str]]:
    """From the preset's segment to the named ones that take its promises, by rank."""
    taken: dict[str, list[str]] = {name: [] for name in ranked}
    ids: list[str] = []
    for index, answer in enumerate(answers):
        ids.append(slug(answer.name, tuple(ids)))
        place = round(index * (len(ranked) - 1) / (len(answers) - 1)) if len(answers) > 1 else 0
        taken[ranked[place]].append(ids[-1])
    return taken


def apply(draft: Draft, answers: Answers) -> dict[str, list[str]]:
    """Rebuilds the segments; returns the mapping from the preset's to the new ones."""
    old = draft.part("segments")
    ranked = [name for name in old if name in RANKED]
    if not answers.segments or not ranked:
        return {name: [name] for name in old}
    special = {name: segment for name, segment in old.items() if name not in RANKED}
    named = tuple(a for a in answers.segments if not _special(a, special)) or answers.segments
    taken = mapping(named, ranked) | {name: [name] for name in special}
    draft.data["segments"] = _segments(old, taken, named)
    _keyed(draft, taken)
    _listed(draft, taken)
    _expressed(draft.data, taken)
    said = ", ".join(s.name for s in answers.segments)
    for template, ids in taken.items():
        if template in ranked and ids:
            names = " and ".join(str(draft.at("segments", i, "name")) for i in ids)
            change = f"{names} gets the promises and times to acknowledge of `{template}` in the preset"
            draft.say("A0.3", said, change)
    for id_ in special:
        draft.say("A0.3", said, f"`{draft.at('segments', id_, 'name')}` stays a segment of its own")
    return taken


def _special(answer: SegmentAnswer, special: dict[str, Any]) -> bool:
    """True for a segment that the preset already keeps apart, by its id or its name."""
    called = {plain(name) for name in special} | {plain(str(s["name"])) for s in special.values()}
    return plain(answer.name) in called


def _segments(
    old: dict[str, Any], taken: dict[str, list[str]], answers: tuple[SegmentAnswer, ...]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    named = dict(zip([i for t in RANKED for i in taken.get(t, [])], answers, strict=True))
    for template, segment in old.items():
        for id_ in taken[template]:
            found[id_] = deepcopy(segment)
            if id_ in named:
                if named[id_].name != segment.get("name"):
                    found[id_].pop("means", None)
                found[id_]["name"] = named[id_].name
                if named[id_].means:
                    found[id_]["means"] = named[id_].means
    return found


def _keyed(draft: Draft, taken: dict[str, list[str]]) -> None:
    for severity in draft.part("severities").values():
        if isinstance(severity.get("segments"), dict):
            severity["segments"] = _renamed(severity["segments"], taken)
    for level in draft.part("levels").values():
        if isinstance(level.get("acknowledge"), dict):
            level["acknowledge"] = _renamed(level["acknowledge"], taken)


def _renamed(part: dict[str, Any], taken: dict[str, list[str]]) -> dict[str, Any]:
    return {new: deepcopy(v) for key, v in part.items() for new in taken.get(key, [key])}


def _listed(draft: Draft, taken: dict[str, list[str]]) -> None:
    """Offers and bands for certain segments; one whose segments are all gone goes too."""
    for part in ("offers", "approvals"):
        for id_, rule in list(draft.part("recovery", part).items()):
            if only := rule.get("segments"):
                rule["segments"] = [new for old in only for new in taken.get(old, [old])]
                if not rule["segments"]:
                    draft.drop("recovery", part, id_)


def _expressed(data: dict[str, Any], taken: dict[str, list[str]]) -> None:
    for holder, key in expressions(data):
        holder[key] = renamed_expression(holder[key], taken)


def renamed_expression(text: str, taken: dict[str, list[str]]) -> str:
    """The expression with the preset's segments replaced by the new ones."""
    text = _AMONG.sub(lambda m: _among(_new(re.findall(r"'([^']*)'", m[1]), taken)), text)

    def equal(found: re.Match[str]) -> str:
        new = _new([found[2]], taken)
        if len(new) == 1:
            return f"segment {found[1]} '{new[0]}'"
        return _among(new) if found[1] == "==" else f"!({_among(new)})"

    return _EQUAL.sub(equal, text)


def _new(names: list[str], taken: dict[str, list[str]]) -> list[str]:
    """The new ids; a preset's segment that nobody took is served by the next more important one."""
    order, found = list(taken), []
    for name in names:
        here, place = taken.get(name, [name]), order.index(name) if name in order else 0
        while not here and place > 0:
            place -= 1
            here = taken[order[place]][-1:]
        found += here
    return list(dict.fromkeys(found)) or [next(i for ids in taken.values() for i in ids)]


def _among(ids: list[str]) -> str:
    return "segment in [" + ", ".join(f"'{i}'" for i in ids) + "]"


def hours(draft: Draft, answers: Answers) -> None:
    """Calendars and each segment's clocks from the support hours (A0.5)."""
    own = {s.name: s.hours for s in answers.segments if s.hours}
    if answers.support_hours:
        _whole(draft, answers, answers.support_hours)
    for id_, segment in draft.part("segments").items():
        if segment.get("name") in own and (stated := own[segment["name"]]):
            calendar = "always" if stated.always else _calendar(draft, f"hours-{id_}", stated, answers)
            segment["hours"], segment["except"] = calendar, dict.fromkeys(stated.always_for, "always")
            draft.say("A0.3", segment["name"], f"its clocks run {_in_words(stated)}")
    _tidy(draft)


def _whole(draft: Draft, answers: Answers, stated: Hours) -> None:
    calendar = "always" if stated.always else _calendar(draft, "business", stated, answers)
    draft.put(calendar, "organisation", "support_hours")
    for id_, segment in draft.part("segments").items():
        if id_ not in RANKED and segment.get("hours") == "always" and id_ == "emergency":
            continue
        segment["hours"], segment["except"] = calendar, dict.fromkeys(stated.always_for, "always")
    change = f"the clocks of every segment run {_in_words(stated)}"
    draft.say("A0.5", stated.said, change)


def _calendar(draft: Draft, id_: str, stated: Hours, answers: Answers) -> str:
    zone = answers.zone or str(draft.at("organisation", "zone"))
    made: dict[str, Any] = {"name": "Support hours", "zone": zone, "hours": stated.as_data()}
    if id_ != "business":
        made["name"] = f"Hours of {draft.at('segments', id_.removeprefix('hours-'), 'name')}"
    if country := answers.country:
        made["holidays"] = country
    draft.put(made, "calendars", id_)
    return id_


def _in_words(stated: Hours) -> str:
    if stated.always:
        return "at all hours"
    words = "; ".join(f"{days} {' and '.join(windows)}" for days, windows in stated.windows)
    return words + (f", and at all hours for {' and '.join(stated.always_for)}" if stated.always_for else "")


def _tidy(draft: Draft) -> None:
    """Calendars that nothing names any more go."""
    used = {draft.at("organisation", "support_hours")}
    for segment in draft.part("segments").values():
        used |= {segment.get("hours", "always"), *segment.get("except", {}).values()}
    for id_ in [c for c in draft.part("calendars") if c not in used]:
        draft.drop("calendars", id_)
