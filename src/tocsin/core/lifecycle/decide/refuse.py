"""How the life cycle says no: what was asked, what stands in the way, what to do instead (design §10)."""

from collections.abc import Iterable

from tocsin.core.lifecycle.decide.draft import Draft
from tocsin.core.lifecycle.gates import Condition
from tocsin.core.lifecycle.table import called, possible
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import did_you_mean, listing

MOST = 20_000
"""Characters of one text: what is longer is a file."""


def place(draft: Draft) -> Position:
    """This escalation; one that is only being reported has no number yet that anybody could look for."""
    is_known = draft.state.version > len(draft.events)
    return Position.of(draft.state.id if is_known else "command line")


def refused(draft: Draft, rule: str, message: str, help_: str = "") -> Refused:
    """A refusal at this escalation; nothing has happened."""
    return Refused(Finding(rule, message, place(draft), help_))


def not_now(draft: Draft, command: str) -> Refused:
    """The command does not fit the state."""
    status = draft.state.status
    can = listing(called(possible(status))) or "nothing"
    text = f"`{called((command,))[0]}` cannot be done while it is {status}"
    return refused(draft, "not-now", text, f"possible now: {can}")


def gate_shut(draft: Draft, gate: str, missing: Iterable[Condition]) -> Refused:
    """The gate's lines that are not met, each with what meets it."""
    at = place(draft)
    found = [Finding("gate", f"not {gate} yet: {c.text} [{c.line}]", at, c.help) for c in missing]
    return Refused(*found)


def known(draft: Draft, person: str) -> str:
    """The person, if the policy has them as a contact."""
    contacts = draft.rules.policy.contacts
    if person not in contacts:
        help_ = did_you_mean(person, contacts) or "use an id that stands under the policy's `contacts`"
        raise refused(draft, "unknown-person", f"there is no contact `{person}`", help_)
    return person


def said(draft: Draft, what: str, text: str) -> str:
    """A text that must say something."""
    if not text.strip():
        raise refused(draft, "missing-text", f"the {what} is empty", "say it in a few words")
    if len(text) > MOST:
        told = f"the {what} has {len(text):,} characters; {MOST:,} are the most"
        raise refused(draft, "long-text", told, "say it shorter, and `attach` the rest as a file")
    return text.strip()
