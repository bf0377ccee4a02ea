"""Target figures: `P1 acknowledged < 15 min`, `25 % fewer escalations`, `CSAT > 90 %` (A0.9)."""

import re

from tocsin.core.model.duration import Span, parse_span
from tocsin.core.policy.answers.draft import Draft, brief, size
from tocsin.core.policy.answers.model import Aim

HELP = (
    "write it like `P1 acknowledged < 15 min`, `25% fewer escalations`, `CSAT > 90%`, `P1 resolved < 4 h`, "
    "`SME engaged < 30 min`, `update compliance > 95%`, `repeat rate < 8%`, `pages per engineer < 6`, "
    "`retention > 95%` or `better MTTR`"
)
_SUBJECTS = (
    ("fewer", r"fewer|less|reduc"),
    ("ack", r"p([1-4])\s*(?:is\s*)?(?:ack|first response|answer|respon)"),
    ("resolution", r"p([1-4])\s*(?:is\s*)?(?:resol|fixed|solved)|mttr|time to resol"),
    ("sme", r"sme|expert"),
    ("updates", r"update"),
    ("repeat", r"repeat|recur"),
    ("pages", r"page"),
    ("csat", r"csat|satisf"),
    ("retention", r"retention|churn"),
    ("rate", r"escalation rate|escalat"),
)
_SIGN = {"under": "<", "below": "<", "within": "<", "over": ">", "above": ">", "≤": "<=", "≥": ">="}
_FIGURE = re.compile(
    r"(<=|>=|<|>|≤|≥|\bunder\b|\bbelow\b|\bwithin\b|\bover\b|\babove\b)\s*"
    r"(\d+(?:[.,]\d+)?)\s*(%|[a-z]+)?(?:\s*(?:/|per|an?)\s*(week|month))?",
    re.IGNORECASE,
)
_DURATIONS = ("ack", "resolution", "sme")
_UPWARD = ("updates", "csat", "retention")
_SHARES = ("fewer", "updates", "repeat", "csat", "retention", "rate")


def read_aim(text: str) -> Aim:
    """Reads a target. Raises ValueError with what to write instead."""
    clean = " ".join(text.lower().split())
    about, severity = _subject(clean)
    if about == "fewer":
        found = re.search(r"(\d+(?:\.\d+)?)\s*%", clean)
        if not found or not 0 < float(found[1]) < 95:
            raise ValueError(f"`{text}` says no share: write it like `25% fewer escalations`")
        return Aim(text, about, "<", found[1])
    figure = _FIGURE.search(clean)
    if figure is None:
        if about == "resolution":
            return Aim(text, f"resolution-{severity}", "", "")
        raise ValueError(f"`{text}` has no figure: {HELP}")
    sign = _SIGN.get(figure[1], figure[1])
    if (sign[0] == ">") is not (about in _UPWARD):
        raise ValueError(f"`{text}` points the wrong way: {HELP}")
    name = f"{about}-{severity}" if about in ("ack", "resolution") else about
    return Aim(text, name, sign, _value(about, figure, text))


def _subject(text: str) -> tuple[str, str]:
    for about, pattern in _SUBJECTS:
        if found := re.search(pattern, text):
            severity = next((g for g in found.groups() if g), "1") if found.groups() else "1"
            return about, f"P{severity}"
    raise ValueError(f"`{text}` is no figure that is measured here: {HELP}")


def _value(about: str, figure: re.Match[str], text: str) -> str:
    number, unit = figure[2].replace(",", "."), (figure[3] or "").lower()
    if about in _SHARES:
        if unit != "%" or not 0 <= float(number) <= 100:
            raise ValueError(f"`{text}` needs a share: {HELP}")
        return f"{float(number):g}%"
    if about in _DURATIONS:
        try:
            span = parse_span(f"{number} {unit}")
        except ValueError:
            raise ValueError(f"`{text}` needs a time: {HELP}") from None
        if not 60 <= span.approximate().total_seconds() <= 30 * 86_400:
            raise ValueError(f"`{text}` is out of reach: give between 1 min and 30 days")
        return brief(round(span.approximate().total_seconds() / 60))
    return f"{float(number):g} per week"


def apply(draft: Draft, aims: tuple[Aim, ...]) -> None:
    """Sets metric targets, and the promises that would contradict them."""
    for aim in aims:
        about, _, severity = aim.about.partition("-")
        if about == "fewer":
            _fewer(draft, aim)
        elif about == "ack":
            _acknowledged(draft, aim, severity)
        elif about == "resolution":
            _resolved(draft, aim, severity)
        else:
            _metric(draft, aim, about)


def _metric(draft: Draft, aim: Aim, id_: str) -> None:
    if not draft.at("metrics", id_):
        return
    value = aim.value if id_ != "repeat" else f"{aim.value} per month"
    value = _words(value) if id_ == "sme" else value
    for level in draft.part("levels").values() if id_ == "sme" else ():
        if level.get("engage_sme"):
            level["engage_sme"] = {"default": aim.value}
    draft.put(f"{aim.sign} {value}", "metrics", id_, "target")
    draft.say("A0.9", aim.said, f"the target of `{draft.at('metrics', id_, 'name')}` is {aim.sign} {value}")


def _fewer(draft: Draft, aim: Aim) -> None:
    keep = 1 - float(aim.value) / 100
    for band in ("escalated", "level_3"):
        found = draft.part("calibration", band)
        for side in ("low", "high"):
            if side in found:
                found[side] = f"{_percent(found[side]) * keep:.3g}%"
    high = draft.at("calibration", "escalated", "high")
    if draft.at("metrics", "rate"):
        draft.put(f"< {high}", "metrics", "rate", "target")
    draft.say("A0.9", aim.said, f"calibration aims at no more than {high} of tickets escalated")


def _percent(value: str | float) -> float:
    return float(value.rstrip("% ")) if isinstance(value, str) else float(value) * 100


def _acknowledged(draft: Draft, aim: Aim, severity: str) -> None:
    id_ = "ack-critical" if severity == "P1" else f"ack-{severity.lower()}"
    means = draft.at("metrics", "ack-critical", "means") or "From the first page to the first answer."
    metric = {"name": f"{severity} acknowledged", "measure": "time_to_acknowledge", "means": means,
              "target": f"{aim.sign} {_words(aim.value)}", "severities": [severity]}  # fmt: skip
    draft.put(metric, "metrics", id_)
    change = f"the target for acknowledging a {severity} is {aim.sign} {_words(aim.value)}"
    if _tighten(draft, ("severities", severity, "response"), aim.value):
        change += f"; the first answer to a {severity} is promised within {_words(aim.value)}"
    for level in ("3",) if severity == "P1" else ():
        for segment in draft.part("levels", level, "acknowledge"):
            _tighten(draft, ("levels", level, "acknowledge", segment), aim.value)
    draft.say("A0.9", aim.said, change)


def _resolved(draft: Draft, aim: Aim, severity: str) -> None:
    promised = draft.at("severities", severity, "resolution")
    if not promised:
        return
    value = aim.value or brief(max(15, round(size(str(parse_span(promised))) * 0.75 / 60)))
    id_ = "resolution" if severity == "P1" else f"resolution-{severity.lower()}"
    means = draft.at("metrics", "resolution", "means") or "From opening to resolved."
    metric = {"name": f"{severity} resolved", "measure": "time_to_resolution", "means": means,
              "target": f"{aim.sign or '<'} {_words(value)}", "severities": [severity]}  # fmt: skip
    draft.put(metric, "metrics", id_)
    change = f"the time to resolve a {severity} is measured against {_words(value)}"
    if aim.value and _tighten(draft, ("severities", severity, "resolution"), value):
        change += ", and promised"
    draft.say("A0.9", aim.said, change)


def _tighten(draft: Draft, path: tuple[str, ...], value: str) -> bool:
    """Lowers a promised time; never raises it."""
    now = draft.at(*path)
    if now is None or size(now) <= size(value):
        return False
    draft.put(value, *path)
    return True


def _words(value: str) -> str:
    span: Span = parse_span(value)
    return str(span)
