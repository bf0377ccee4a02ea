"""The desk as the worker asks it: who is on call now, and by what other way a person can be reached."""

from dataclasses import replace
from datetime import datetime

from tocsin.app.desk import Desk
from tocsin.app.desk.delivery import failed_for_good
from tocsin.app.desk.outgoing import address
from tocsin.app.ports import Change, Outgoing, Snapshot

MARK = "+"
"""Stands between a message's first id and the channels that it was moved to."""


class DeskAtWork:
    """Implements Decides over the desk. `sent_here`: the channels that something sends in this house."""

    def __init__(self, desk: Desk, sent_here: tuple[str, ...]) -> None:
        self._desk, self._sent_here = desk, sent_here

    def refresh(self) -> None:
        """Reads again who is on call."""
        self._desk.books.refresh()

    def tick(self, snapshot: Snapshot, now: datetime) -> Change:
        """What is due on one escalation, as a change to be saved."""
        return self._desk.tick(snapshot, now)

    def failed(self, outgoing: Outgoing, why: str, now: datetime) -> bool:
        """A page that cannot be delivered: the next method, or the next rung, is ordered at once."""
        return failed_for_good(self._desk, outgoing, why, now)

    def other_channel(self, outgoing: Outgoing) -> Outgoing | None:
        """The same message on the next method of the person that was not tried yet (A4.5).

        Their own methods first, in their order, then any address that the policy has of them. The id is
        derived, so that the same doubt never makes two.
        """
        state, rules = self._desk.load(outgoing.stream)
        contact = rules.contact(outgoing.person)
        own = [rule.method for rule in rules.book_at(state.severity).rules_of(outgoing.person)]
        tried = tried_by(outgoing)
        for method in dict.fromkeys((*own, *self._sent_here)):
            reached = address(contact, method)
            if method in self._sent_here and method not in tried and reached:
                id_ = MARK.join((outgoing.id.partition(MARK)[0], *tried, method))
                return replace(outgoing, id=id_, channel=method, address=reached)
        return None


def tried_by(outgoing: Outgoing) -> tuple[str, ...]:
    """The channels that this message was on, in order: those in its id, or its only one."""
    return tuple(outgoing.id.split(MARK)[1:]) or (outgoing.channel,)
