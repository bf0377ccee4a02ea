"""From a report to an escalation, a returned request, or a ticket that stays in its tier (A2)."""

from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.decide.climbs import follow_level
from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.decide.judging import judge
from tocsin.core.lifecycle.decide.refuse import known, refused, said
from tocsin.core.lifecycle.decide.seats import fill_commander, first_owner
from tocsin.core.triage.decision import Decision


def report(draft: Draft, command: c.Report) -> None:
    """A ticket arrives; stop-the-line pages at once, whatever is missing (A2.3)."""
    said(draft, "title", command.ticket.title)
    draft.add(e.Reported(command.ticket, dict(command.facts)))
    decision = judge(draft)
    if decision.stop_the_line:
        start(draft, decision.level, decision.severity, reason_of(decision), stopped=True)


def triage(draft: Draft, command: c.TriageIt) -> None:
    """Rates it: back to the reporter, kept in its tier, or opened as an escalation."""
    new = {name: value for name, value in command.facts.items() if draft.state.facts.get(name) != value}
    if new:
        draft.add(e.FactsRecorded(new))
    decision = judge(draft)
    if decision.stop_the_line:
        start(draft, decision.level, decision.severity, reason_of(decision), stopped=True)
        return
    missing = tuple(name for name in decision.missing if name not in command.unknown)
    if missing:
        _take_over_severity(draft, decision)  # its clocks run while the answer is awaited
        draft.add(e.Returned(missing))
    elif decision.level == 0:
        _take_over_severity(draft, decision)
        draft.add(e.KeptInTier("no criterion for a level holds"))
    else:
        start(draft, decision.level, decision.severity, reason_of(decision))


def _take_over_severity(draft: Draft, decision: Decision) -> None:
    if decision.severity != draft.state.severity:
        why = next((r.text for r in decision.reasons), "")
        draft.add(e.SeverityChanged(draft.state.severity, decision.severity, why))


def send_back(draft: Draft, command: c.Return) -> None:
    """A person asks for what is missing (A2.6)."""
    if not command.missing:
        raise refused(draft, "missing-text", "nothing is named as missing", "name the facts to ask for")
    unknown = [name for name in command.missing if name not in draft.rules.triage.rules.vocabulary.facts]
    if unknown:
        raise refused(draft, "unknown-fact", f"`{unknown[0]}` is no fact of the policy", "see its `facts`")
    draft.add(e.Returned(command.missing, command.note))


def open_(draft: Draft, command: c.Open) -> None:
    """A person escalates on their own judgement; the level is at least what the criteria say."""
    why = said(draft, "reason", command.reason)
    if command.level not in draft.rules.policy.levels or command.level < 1:
        levels = ", ".join(str(level) for level in draft.rules.policy.levels if level >= 1)
        text = f"level {command.level} cannot be opened"
        raise refused(draft, "unknown-level", text, f"levels of this policy: {levels}")
    decision = judge(draft)
    owner = known(draft, command.owner) if command.owner else ""
    start(draft, max(command.level, decision.level), decision.severity, why, owner=owner)


def start(draft: Draft, level: int, severity: str, why: str, stopped: bool = False, owner: str = "") -> None:
    """Opens the escalation: an owner from this instant, a commander from level 3, and the ladders climbed."""
    person, because = first_owner(draft, owner)
    draft.add(e.Opened(severity, level, person, because, why, stopped))
    fill_commander(draft)
    if not draft.state.rests:  # of a duplicate people work on the original, and are paged for that
        follow_level(draft, why)


def record_facts(draft: Draft, command: c.RecordFacts) -> None:
    """Writes down what was learnt; what criteria make of it follows."""
    new = {name: value for name, value in command.facts.items() if draft.state.facts.get(name) != value}
    if not new:
        raise refused(draft, "no-change", "these facts are known already", "nothing has to be done")
    draft.add(e.FactsRecorded(new))


def reason_of(decision: Decision) -> str:
    """Why it is an escalation, in the words of what holds."""
    top = f"level {decision.level}"
    reasons = [r.text for r in decision.reasons if r.decides in (top, "stop_the_line")]
    return " ".join(reasons) or next((r.text for r in decision.reasons), "the criteria say so")
