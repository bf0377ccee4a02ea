"""What usually escalates here: known triggers tune criteria, others become criteria (A0.7, A1)."""

import re
from dataclasses import dataclass

from tocsin.core.policy.answers.draft import Draft, size
from tocsin.core.policy.answers.words import slug

_AMOUNT = re.compile(r"(?:[$€£]|\b[a-z]{3}\s)?\s*(\d[\d,]*(?:\.\d+)?)\s*(k|m)?\b", re.IGNORECASE)
_DAYS = re.compile(r"(\d+)\s*(day|week|month)s?", re.IGNORECASE)
_HOURS = re.compile(r"(\d+)\s*(h|hour|min|minute|m)s?\b", re.IGNORECASE)
_DURATION = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True)
class _Known:
    """A trigger that the presets know: what recognises it, its criteria, and the threshold it may state."""

    pattern: str
    criteria: tuple[str, ...]
    parameter: str = ""
    reads: str = ""


_KNOWN = (
    _Known(r"disput|chargeback|invoice|billing", ("dispute", "small-dispute"), "dispute_limit", "money"),
    _Known(r"public|social|influencer|tweet|review site", ("influencer-public",), "influencer", "count"),
    _Known(r"journalist|press|media", ("press",)),
    _Known(
        r"churn|leav|cancel|lose the (customer|client)",
        ("churn", "key-account-leaving"),
        "churn_arr",
        "money",
    ),
    _Known(r"data.?loss|lost data|corrupt|data integrity", ("stop-data-loss", "critical-integrity")),
    _Known(r"secur|breach|hack|privacy|intrusion", ("stop-security",)),
    _Known(r"safety|harm|injur", ("stop-safety", "stop-patient-safety")),
    _Known(r"legal|lawyer|lawsuit|sue\b", ("legal-threat",)),
    _Known(r"regulat|authority|compliance", ("regulator",)),
    _Known(r"payment", ("payments", "checkout", "stuck-many")),
    _Known(
        r"outage|down\b|unavailable|not reachable",
        ("critical-several", "outage-several"),
        "p1_patience",
        "time",
    ),
    _Known(r"vip|key (account|customer)", ("key-account",)),
)  # fmt: skip


def apply(draft: Draft, triggers: tuple[str, ...]) -> list[dict[str, object]]:
    """Tunes or adds criteria; returns tests for those that were added."""
    added: list[dict[str, object]] = []
    if triggers:
        draft.put(list(triggers), "organisation", "triggers")
    for said in triggers:
        known = next((k for k in _KNOWN if re.search(k.pattern, said, re.IGNORECASE)), None)
        present = [c for c in known.criteria if _has(draft, c)] if known else []
        if known and present:
            _tune(draft, known, said, present)
        else:
            added += _add(draft, said)
    return added


def _has(draft: Draft, criterion: str) -> bool:
    parts = [draft.part("stop_the_line"), *(v.get("when", {}) for v in draft.part("levels").values())]
    parts += [v.get("when", {}) for v in draft.part("severities").values()]
    return any(criterion in part for part in parts)


def _reading(draft: Draft, parameter: str) -> list[str]:
    """The criteria for severities and levels that read a parameter."""
    parts = [*draft.part("severities").values(), *draft.part("levels").values()]
    rules = {id_: rule for part in parts for id_, rule in part.get("when", {}).items()}
    return [id_ for id_, rule in rules.items() if re.search(rf"\b{parameter}\b", str(rule))]


def _tune(draft: Draft, known: _Known, said: str, present: list[str]) -> None:
    named = " and ".join(f"`{c}`" for c in present)
    value = _value(draft, known, said)
    if value is None or not draft.threshold(known.parameter, value):
        draft.say("A0.7", said, f"{named} {'stands' if len(present) == 1 else 'stand'} for it")
        return
    draft.stated.add(known.parameter)
    read_by = " and ".join(f"`{c}`" for c in _reading(draft, known.parameter)) or named
    draft.say("A0.7", said, f"`{known.parameter}` is {value}, read by {read_by}")
    _stay_below(draft, "dispute_limit", "dispute_executive", 10)
    _stay_below(draft, "p1_patience", "p1_executive", 4)
    days = _DAYS.search(said)
    if known.parameter == "churn_arr" and days:
        span = f"{int(days[1]) * _DURATION[days[2].lower()]} days"
        if draft.threshold("churn_window", span):
            draft.stated.add("churn_window")
            draft.say("A0.7", said, f"`churn_window` is {span}")


def _value(draft: Draft, known: _Known, said: str) -> str | int | None:
    if known.reads == "time":
        found = _HOURS.search(said)
        return f"{int(found[1])}{'m' if found[2].lower().startswith('m') else 'h'}" if found else None
    text = _DAYS.sub(" ", said)
    found = _AMOUNT.search(text) if known.reads else None
    if found is None:
        return None
    number = float(found[1].replace(",", "")) * {"k": 1e3, "m": 1e6}.get((found[2] or "").lower(), 1)
    if not 1 <= number <= 1e12:
        return None
    if known.reads == "count":
        return int(number)
    return f"{number:.0f} {draft.at('organisation', 'currency') or 'USD'}"


def _stay_below(draft: Draft, low: str, high: str, times: int) -> None:
    """Keeps the executives' threshold above the first one."""
    first, second = draft.at("parameters", low, "value"), draft.at("parameters", high, "value")
    if first is None or second is None or size(first) < size(second):
        return
    amount, _, unit = str(first).partition(" ")
    raised = f"{float(amount) * times:.0f} {unit}" if unit else _longer(str(first), times)
    draft.threshold(high, raised)


def _longer(span: str, times: int) -> str:
    return f"{round(size(span) / 60) * times}m"


def _add(draft: Draft, said: str) -> list[dict[str, object]]:
    """A trigger nobody foresaw: a question with yes or no, and a criterion at level 2."""
    taken = tuple(draft.part("levels", "2", "when"))
    id_ = slug(f"own-{said}", taken)
    fact = id_.replace("-", "_")
    if draft.at("levels", "2") is None:
        return []
    draft.put({"type": "boolean", "label": said, "ask": f"Does this apply: {said}?"}, "facts", fact)
    draft.put({"if": fact, "text": f"What usually escalates here: {said}."}, "levels", "2", "when", id_)
    draft.say("A0.7", said, f"the criterion `{id_}` asks for it and raises the level to 2")
    facts = {"kind": "question", "indicators": []}
    return [
        {"id": f"{id_}-yes", "name": f"Level 2: {said}", "facts": {**facts, fact: True},
         "expect": {"level": 2, "reasons": [id_]}},
        {"id": f"{id_}-no", "name": f"Not without it: {said}", "facts": {**facts, fact: False},
         "expect": {"level": 0, "not_reasons": [id_]}},
    ]  # fmt: skip
