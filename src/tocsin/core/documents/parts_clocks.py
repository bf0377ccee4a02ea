"""The clocks of an escalation: what each runs to, what warns, what pauses, what a raise does (B4)."""

from tocsin.core.documents import outline as o
from tocsin.core.documents.parts_triage import acknowledged, answers, cadences, engaged, levels, severities
from tocsin.core.documents.reader import Reader
from tocsin.core.documents.say import names, percent, time
from tocsin.core.policy.schema.base import ALWAYS
from tocsin.core.policy.schema.clocks import CLOCKS, ClockName

CLOCK_NAMES: dict[ClockName, tuple[str, str]] = {
    "triage": ("Triage", "severity and level are decided"),
    "acknowledge": ("Acknowledge", "a page is acknowledged"),
    "response": ("Response", "the customer has the first answer"),
    "sme": ("SME engaged", "an SME works on it"),
    "update": ("Update", "the customer has the next update"),
    "resolution": ("Resolution", "it is resolved"),
    "hand_over": ("Hand-over", "the next owner has accepted"),
}
"""Each clock as people call it, and what stops it."""
_RAISED = {
    "from_change": "A raised severity counts its shorter target from the change, but is never due later than "
    "it would have been before.",
    "from_start": "A raised severity counts its shorter target from the start, as if it had been that severe "
    "all along.",
}


def clock_table(r: Reader) -> o.Table:
    """Every clock that the policy gives a target, with what stops it and whether it pauses."""
    columns = (
        o.Column("Clock", 1.2),
        o.Column("Runs until", 1.8),
        o.Column("Target", 4),
        o.Column("While we wait on the customer", 1.3),
    )
    rows = tuple(
        (*CLOCK_NAMES[clock], target, _waits(r, clock)) for clock in CLOCKS if (target := _target(r, clock))
    )
    return o.Table(columns, rows, "Clocks of an escalation", row_heads=True)


def _waits(r: Reader, clock: ClockName) -> o.Text:
    return o.join(o.strong("stands still")) if clock in r.policy.clocks.pause else "keeps running"


def _target(r: Reader, clock: ClockName) -> str:
    """What the clock counts to, per severity or level; empty where the policy promises nothing."""
    policy = r.policy
    if clock == "triage":
        return names((f"{key} {time(span)}" for key, span in policy.intake.within.items()), empty="")
    if clock in ("acknowledge", "sme"):
        say = acknowledged if clock == "acknowledge" else engaged
        return names((f"level {n} {told}" for n in levels(r) if (told := say(r, n))), empty="")
    if clock == "resolution":
        return names(f"{key} {time(severity.resolution)}" for key, severity in severities(r))
    if clock == "hand_over":
        return time(policy.hand_over.accept_within, missing="")
    return answers(r) if clock == "response" else cadences(r)


def clock_rules(r: Reader) -> tuple[o.Text, ...]:
    """What holds for every clock, a sentence or two each."""
    own = r.policy.clocks
    warned = names(percent(share) for share in own.warn)
    warns: o.Text = (
        o.join("The owner is warned when ", o.value(warned), " of a target is used.")
        if own.warn
        else "Nobody is warned before a target runs out."
    )
    late = "Late is late: a clock that has run out is a breach, even when the answer follows."
    return warns, late, _pauses(r), _RAISED[own.raised], *_unknown_segment(r)


def _unknown_segment(r: Reader) -> tuple[o.Text, ...]:
    """Said where it makes a difference: some severities run at all hours for some segments only."""
    policy = r.policy
    known = {key: {s.calendar(key) for s in policy.segments.values()} for key in policy.severities}
    mixed = [key for key, ids in known.items() if ALWAYS in ids and len({*ids, policy.calendar("", key)}) > 1]
    if not mixed:
        return ()
    named = o.value(names(mixed))
    return (o.join("Until the customer's segment is known, the clocks of ", named, " run at all hours."),)


def _pauses(r: Reader) -> o.Text:
    still = [CLOCK_NAMES[clock][0].lower() for clock in CLOCKS if clock in r.policy.clocks.pause]
    if not still:
        return "No clock stands still while we wait on the customer."
    verb = "stands" if len(still) == 1 else "stand"
    return o.join(
        "While we wait on the customer, ", o.value(names(still)), f" {verb} still; every other clock runs on."
    )
