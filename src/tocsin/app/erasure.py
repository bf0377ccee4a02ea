"""A customer's personal data taken away, while the record of what the desk did still verifies.

The escalations stay, with severities, clocks, people of the house and facts of given answers; the name
becomes one that says nothing, so that they still count as one customer's. Words, files and messages go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.desk.desk import TRIES, Desk
from tocsin.app.erasure_make import files_of, looked, pseudonym, redactions
from tocsin.app.ports import Conflict
from tocsin.app.ports_erasure import Gone, Held
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import listing

WHERE = "erasure"
_LISTED = 5


@dataclass(frozen=True)
class Preview:
    """What an erasure would take away: `open` must be closed first, `elsewhere` speak of these ones."""

    customer: str
    found: tuple[Held, ...]
    elsewhere: tuple[str, ...]
    events: int
    messages: int
    files: int

    @property
    def open(self) -> tuple[str, ...]:
        """Escalations that are not closed."""
        return tuple(one.stream for one in self.found if one.closed_at is None)


@dataclass(frozen=True)
class Done:
    """What was taken away. `instead`: the name under which the escalations stand now, "" when none was found.

    Nothing taken away: it had been done before.
    """

    streams: tuple[str, ...]
    instead: str
    gone: Gone


def preview(desk: Desk, customer: str) -> Preview:
    """What would be taken away; nothing is. Raises Refused for a customer whom nobody knows."""
    made = _Erasing(desk, customer)
    found = looked(desk, made.names)
    files = {digest for one in found if one.whole for digest in files_of(one.recorded)}
    return Preview(
        customer,
        tuple(made.held),
        tuple(one.stream for one in found if not one.whole),
        sum(len(one.changed) for one in found),
        desk.store.messages_of([one.stream for one in made.held]),
        len(files),
    )


def erase(desk: Desk, customer: str, actor: str, why: str, now: datetime) -> Done:
    """Takes it away, in one transaction; a second time does nothing. `why` stays in the record: no names.

    Raises Refused for a customer whom nobody knows, without a reason, or while an escalation is open.
    """
    if not why.strip():
        raise _refused("no reason is given", "say why, without names: `asked for on 2026-11-23`")
    for _ in range(TRIES):
        made = _Erasing(desk, customer)
        _refuse_open(customer, made.held)
        found = redactions(desk, made.names, actor, why.strip(), now)
        try:
            gone = desk.store.erase(found, customer, made.instead) if found else Gone()
        except Conflict:
            continue  # somebody was quicker: what they wrote is looked at as well
        return Done(tuple(one.change.stream for one in found), made.instead, gone)
    raise _refused("its escalations are being changed by others again and again", "try again in a moment")


def _refuse_open(customer: str, held: Sequence[Held]) -> None:
    open_ = [f"`{one.stream}`" for one in held if one.closed_at is None]
    if not open_:
        return
    more = f" and {len(open_) - _LISTED} more" if len(open_) > _LISTED else ""
    said = "is not closed" if len(open_) == 1 else "are not closed"
    text = f"{listing(open_[:_LISTED]) if not more else ', '.join(open_[:_LISTED]) + more} {said}"
    help_ = f"close what is open of `{customer}` first: people still work with its name and its words"
    raise _refused(text, help_)


class _Erasing:
    """One look at a customer's escalations, and at what others say about them."""

    def __init__(self, desk: Desk, customer: str) -> None:
        desk.books.refresh()
        self.desk, self.customer = desk, customer
        self.held = desk.store.escalations_of(customer) if customer.strip() else ()
        if not self.held:
            raise _refused(
                f"no escalation names the customer `{customer}`",
                "write the name exactly as it stands in the escalation; an erased one has another name",
            )
        self.instead = pseudonym(customer, self.held[0].stream)
        self.names = {one.stream: self.instead for one in self.held}


def _refused(message: str, help_: str) -> Refused:
    return Refused(Finding(WHERE, message, Position.of("customer"), help_), usage=True)
