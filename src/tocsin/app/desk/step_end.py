"""The big button near the end: gates that can open, causes not written down, nothing after closing (A7)."""

from tocsin.app.desk.step import COMMANDER, OWNER, SME, Look, Step
from tocsin.app.desk.wording import Said, say
from tocsin.app.desk.wording import gettext_noop as _
from tocsin.core.lifecycle.table import CLOSED, OPEN, STABILISED

_COMMAND = {"stabilised": "stabilise", "resolved": "resolve", "closed": "close"}
_LABEL = {
    "stabilised": _("Declare it stabilised"),
    "resolved": _("Declare it resolved"),
    "closed": _("Close it"),
}
_WORD = ("confirmed", "note")
"""Lines that a person's word meets, given with the command itself."""


def ended(look: Look) -> Step | None:
    """After closing nothing is due."""
    if look.state.status is not CLOSED:
        return None
    at = look.state.times.closed
    why = say(_("Closed at %(at)s. If it is back, reopen it: the owner stays who it was."), at=at)
    return Step("rest", say(_("Nothing to do")), why)


def gates(look: Look) -> Step | None:
    """A gate of which nothing is missing but a person's word, for whoever leads."""
    if not look.view.gate or not ({OWNER, COMMANDER} & set(look.seats)):
        return None
    missing = look.missing
    begun = look.view.gate != "stabilised" or look.state.times.mitigated is not None or not missing
    if begun and all(condition.met_by in _WORD for condition in missing):
        return _open(look, len(missing))
    if [condition.met_by for condition in missing if condition.met_by not in _WORD] == ["verified"]:
        why = say(_("Only the customer's own word is missing before it is resolved."))
        clock = look.clock("resolution")
        due = clock.due_at if clock else None
        label = say(_("Write down the customer's confirmation"))
        return Step("verify", label, why, due, "verify", late=look.is_late(clock))
    return None


def _open(look: Look, words: int) -> Step:
    name = look.view.gate
    clock = look.clock("resolution")
    why: Said
    if words:
        why = say(_("What the record can show is there; lines that need your word: %(count)s."), count=words)
    else:
        why = say(_("Every condition is met."))
    due = clock.due_at if clock else None
    return Step(_COMMAND[name], say(_LABEL[name]), why, due, "gate", name, look.is_late(clock))


def find_out(look: Look) -> Step | None:
    """What stopped the impact, then the cause: for whoever leads the technical work."""
    if not {SME, COMMANDER} & set(look.seats):
        return None
    times, clock = look.state.times, look.clock("resolution")
    due, late = (clock.due_at if clock else None), look.is_late(clock)
    if look.state.status is OPEN and times.mitigated is None:
        label, what = say(_("Write down what was done")), "mitigation"
        why = say(_("Nothing that stops the impact is on the record yet."))
    elif look.state.status in (OPEN, STABILISED) and times.cause is None:
        label, what = say(_("Write down the root cause")), "cause"
        why = say(_("The impact is dealt with; the cause is not on the record yet."))
    else:
        return None
    return Step("record", label, why, due, "record", what, late)
