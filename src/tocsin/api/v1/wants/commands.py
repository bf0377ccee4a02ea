"""The commands of the life cycle as bodies: a model for each, with the fields of the core's own command."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from tocsin.api.v1.values import Exact, Id, Instant, Said, Span, Text, Wants
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.table import ALLOWED

FactValue = bool | int | float | str | list[str] | None
"""A fact as the policy types it. Money is a text such as `50000 USD`, an instant has a zone; null is none."""
Facts = dict[Id, FactValue]
Climb: Any = Field("", description="The ladder that is meant; every one on which you were paged without it.")
Confirmed: Any = Field([], max_length=50, description="Lines of the gate that you give your word for.")


class Wish(Wants):
    """A command's body."""

    of: ClassVar[type[c.Command]]

    def fields(self) -> dict[str, Any]:
        """The fields of the core's command; lists become tuples."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


class TriageCommand(Wish):
    """Rate it by the criteria, with facts learnt since."""

    of = c.TriageIt
    facts: Facts = Field({}, max_length=200, description="Facts learnt since, by their names in the policy.")
    unknown: list[Id] = Field([], max_length=200, description="Facts that were asked for and nobody knows.")


class ReturnCommand(Wish):
    """Send it back with the facts that are missing; it keeps its place."""

    of = c.Return
    missing: list[Id] = Field(min_length=1, max_length=50, examples=[["steps"]])
    note: Text = ""


class OpenCommand(Wish):
    """Escalate on a person's judgement, whatever the criteria say."""

    of = c.Open
    reason: Said = Field(examples=["their CEO called ours"])
    level: Exact = Field(1, ge=1, le=4)
    owner: Id | Literal[""] = Field("", description="Who owns it; whoever is on duty for it without.")


class RecordFactsCommand(Wish):
    """Write down what was learnt; the criteria are asked again."""

    of = c.RecordFacts
    facts: Facts = Field(min_length=1, max_length=200, examples=[{"production": True}])


class RaiseCommand(Wish):
    """A higher level or a worse severity, with the reason."""

    of = c.Raise
    reason: Said
    level: Exact | None = Field(None, ge=0, le=4)
    severity: Id | None = Field(None, examples=["P1"])


class LowerCommand(Wish):
    """A lower level or a lesser severity, with the reason."""

    of = c.Lower
    reason: Said
    level: Exact | None = Field(None, ge=0, le=4)
    severity: Id | None = Field(None, examples=["P3"])


class PageCommand(Wish):
    """Page somebody now."""

    of = c.Page
    target: Id = Field(
        description="`rotation ID`, `person ID`, `team ID`, `role ID` or `ladder ID`.",
        examples=["team database"],
    )
    reason: Said


class AcknowledgeCommand(Wish):
    """I have it: the ladders stop paging."""

    of = c.Acknowledge
    climb: Text = Climb


class DeclineCommand(Wish):
    """I cannot act: the next rung is paged at once."""

    of = c.Decline
    reason: Said
    climb: Text = Climb


class AssignCommand(Wish):
    """Offer the ownership; until it is accepted the old owner stays."""

    of = c.Assign
    person: Id
    note: Text = ""


class AcceptCommand(Wish):
    """Take the ownership that was offered."""

    of = c.Accept


class RefuseCommand(Wish):
    """Decline the ownership that was offered, or withdraw your own offer."""

    of = c.Refuse
    reason: Said


class FillCommand(Wish):
    """Seat a person in a role."""

    of = c.Fill
    role: Id = Field(examples=["comms_lead"])
    person: Id


class LeaveCommand(Wish):
    """Leave a seat."""

    of = c.Leave
    role: Id
    reason: Text = ""


class EngageSmeCommand(Wish):
    """An expert works on it now."""

    of = c.EngageSme
    person: Id


class LinkCommand(Wish):
    """This is a duplicate of another one, which is the one that is worked on."""

    of = c.Link
    original: Id = Field(examples=["ESC-1001"])
    why: Said
    score: float | None = Field(None, ge=0, le=1)


class UnlinkCommand(Wish):
    """It is no duplicate after all."""

    of = c.Unlink
    why: Said


class WaitCommand(Wish):
    """We wait for the customer: the clocks that the policy names stand still."""

    of = c.Wait
    reason: Said


class ResumeCommand(Wish):
    """We no longer wait for the customer."""

    of = c.Resume
    reason: Text = ""


class FindingCommand(Wish):
    """Write down what was found out; `cause` when it is the root cause."""

    of = c.RecordFinding
    text: Said
    cause: bool = False


class MitigationCommand(Wish):
    """Write down what was done to stop the impact."""

    of = c.RecordMitigation
    text: Said


class WorkaroundCommand(Wish):
    """Write down a way around it; `accepted` when the customer takes it."""

    of = c.RecordWorkaround
    text: Said
    accepted: bool = False


class UpdateCommand(Wish):
    """Write down what the customer was told; the cadence counts from now."""

    of = c.SendUpdate
    text: Said = Field(examples=["No logins since 02:40. We are rolling back. Next word at 03:45 UTC."])
    next_at: Instant | None = Field(None, description="When the customer hears next, at the latest.")
    next_in: Span | None = Field(None, description="The same as a duration from now.", examples=["45m"])
    via: Text = Field("", description="By which channel.")


class ConfirmCommand(Wish):
    """Give your word that lines of a gate are met."""

    of = c.Confirm
    lines: list[Id] = Field(min_length=1, max_length=50, examples=[["stabilised.held"]])


class TickCommand(Wish):
    """Tick a line of the checklist or of a runbook."""

    of = c.Tick
    line: Id = Field(examples=["checklist.acknowledge"])
    mark: Literal["done", "not needed", "open"] = "done"


class StabiliseCommand(Wish):
    """The impact has stopped."""

    of = c.Stabilise
    note: Text = ""
    confirm: list[Id] = Confirmed


class VerifyCommand(Wish):
    """The customer confirms, in their own words."""

    of = c.Verify
    words: Said


class ResolveCommand(Wish):
    """The cause is removed and the customer has confirmed."""

    of = c.Resolve
    note: Text = ""
    confirm: list[Id] = Confirmed


class ReopenCommand(Wish):
    """It is back: the owner stays, the clocks run again."""

    of = c.Reopen
    reason: Said


class CloseCommand(Wish):
    """The end, with the closing note."""

    of = c.Close
    note: Said
    confirm: list[Id] = Confirmed


class NoteCommand(Wish):
    """Write down something worth knowing."""

    of = c.Note
    text: Said


class MovePolicyCommand(Wish):
    """From now on under another policy: the one that new tickets follow, unless a hash is given."""

    of = c.MovePolicy
    reason: Said
    policy: Id | None = Field(None, description="The hash of a policy that this desk has known.")


WISHES: dict[str, type[Wish]] = {made.of.kind: made for made in Wish.__subclasses__()}
"""Every command that somebody may give, by its kind; files are attached at an address of their own."""
ELSEWHERE = frozenset({"report", "attach"})
OWN = frozenset(ALLOWED) - WISHES.keys() - ELSEWHERE
"""What only the desk itself does."""
