"""Each pain point with the rule that answers it (A0.8)."""

from collections.abc import Callable

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_people import used_ladders
from tocsin.core.documents.parts_triage import cadences, levels
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import after, names, percent, time

_Answer = Callable[[Reader], o.Text]


def answer(r: Reader, pain: str) -> tuple[o.Text]:
    """What the policy does about a pain point; honest where it has no rule for it."""
    low = pain.lower()
    for words, rule in _ANSWERS:
        if any(word in low for word in words):
            return (rule(r),)
    return ("No rule is aimed at this one. Put it on the agenda of the monthly review and give it an owner.",)


def _engineering(r: Reader) -> o.Text:
    count = sum(len(r.policy.levels[n].when) for n in levels(r) if n >= 2)
    band = r.policy.calibration.escalated
    return o.join(
        "Other functions are brought in only by ",
        o.value(f"{count} measurable criteria"),
        " (",
        o.link("levels", "#definitions"),
        "), calibrated until ",
        o.value(f"{percent(band.low)} to {percent(band.high)}"),
        " of tickets escalate.",
    )


def _hand_offs(r: Reader) -> o.Text:
    return o.join(
        "One owner from opening to closing; a hand-over is an explicit act with a note (",
        o.link("ownership", "#ownership"),
        "), and every page has a clock (",
        o.link("routing", "#routing"),
        ").",
    )


def _ignored(r: Reader) -> o.Text:
    return o.join(
        "The customer hears at a stated cadence: ",
        o.value(cadences(r)),
        "; keeping it is measured (",
        o.link("customer communication", "#customer"),
        ").",
    )


def _on_call(r: Reader) -> o.Text:
    ladders = used_ladders(r)
    if not ladders:
        return "Name ladders under `ladders:`; nobody is paged by rule yet."
    waits = sorted(rung.wait.approximate() for ladder in ladders for rung in ladder.rungs.values())
    return o.join(
        f"{len(ladders)} ladders and {len(r.policy.rotations)} rotations say who is paged; when nobody "
        "answers, the next rung is paged ",
        o.value(after(waits[0])),
        " at the earliest (",
        o.link("routing", "#routing"),
        ").",
    )


def _executives(r: Reader) -> o.Text:
    briefs = r.policy.briefs
    daily = f", and daily once it lasts {time(briefs.daily_after)}" if briefs.daily_after else ""
    return o.join(
        "Executives are briefed from ",
        r.level(briefs.executive_from),
        f"{daily}, in ",
        o.value(f"{len(briefs.executive)} bullets"),
        " that end with the next decision needed (",
        o.link("internal communication", "#internal"),
        ").",
    )


def _credits(r: Reader) -> o.Text:
    recovery = r.policy.recovery
    return o.join(
        o.value(f"{len(recovery.offers)} offers"),
        ", ",
        o.value(f"{len(recovery.approvals)} approval bands"),
        " and ",
        o.value(f"{len(recovery.guardrails)} guardrails"),
        " decide what is given and by whom (",
        o.link("service recovery", "#recovery"),
        ").",
    )


def _repeats(r: Reader) -> o.Text:
    within = r.policy.review.repeat_within
    window = (
        ("; the same cause again within ", o.value(time(within)), " counts as a repeat") if within else ()
    )
    return o.join(
        f"{len(r.policy.review.triggers)} triggers open a review whose actions have owners and due dates",
        *window,
        " (",
        o.link("review", "#review"),
        ").",
    )


def _vague(r: Reader) -> o.Text:
    facts = len(r.policy.facts)
    return o.join(
        "Severity and level follow from facts, ",
        o.value(f"{facts} of them"),
        ", each with the question that gets it; an incomplete request goes back with what is missing (",
        o.link("intake", "#intake"),
        ").",
    )


def _burnout(r: Reader) -> o.Text:
    pages = [m for m in r.policy.metrics.values() if m.measure in ("pages_per_engineer", "after_hours_pages")]
    told = names(f"{m.name} {m.target}" for m in pages if m.target)
    return o.join(
        "The weekly on-call report counts pages per person and after hours: ",
        o.value(told),
        " (",
        o.link("metrics", "#metrics"),
        ").",
    )


_ANSWERS: tuple[tuple[tuple[str, ...], _Answer], ...] = (
    (("burn", "tired", "after hours", "after-hours", "night", "overload"), _burnout),
    (("executive", "leadership", "vp ", "c-level"), _executives),
    (("on-call", "on call", "nobody answers", "no one answers", "paged", "who to call"), _on_call),
    (("ignored", "silence", "update", "chase", "hear", "communicat", "informed"), _ignored),
    (("hand-off", "hand off", "handoff", "hand-over", "handover", "owner", "passed", "slow"), _hand_offs),
    (("credit", "refund", "goodwill", "discount", "compensation", "promise"), _credits),
    (("repeat", "again", "recur", "same ", "lesson", "root cause", "learn"), _repeats),
    (("too many", "engineering", "developer", "noise", "everything is", "over-escalat"), _engineering),
    (("unclear", "vague", "inconsistent", "severity", "triage", "missing", "incomplete", "guess"), _vague),
)
