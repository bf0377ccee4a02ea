"""How one escalation stands, in words: what is known, who is being paged, what can be done now."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tocsin.core.criteria.decode import decode_value
from tocsin.core.criteria.vocabulary import Encoded, Vocabulary
from tocsin.core.ladders.state import Climb
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.story import Teller
from tocsin.core.lifecycle.table import possible

SPENT = "NOBODY ANSWERED"
"""How a ladder is called of which every rung was paged and nobody took it."""


def known_facts(state: State, rules: Rules) -> dict[str, str]:
    """What is known of the ticket, each fact in words; instants are ISO 8601 UTC."""
    words = fact_words(rules)
    return {name: words(name, value) for name, value in sorted(state.facts.items())}


def fact_words(rules: Rules) -> Callable[[str, Encoded], str]:
    """How this policy writes a fact; one that it does not know is written as it is kept."""
    vocabulary: Vocabulary = rules.triage.rules.vocabulary

    def words(name: str, value: Encoded) -> str:
        fact = vocabulary.facts.get(name)
        return decode_value(fact.type, value) if fact else str(value)

    return words


def unanswered(state: State) -> tuple[str, ...]:
    """Ladders that were climbed to their end without an answer: nobody is paged there any more."""
    return tuple(climb.id for climb in state.paging.climbs.values() if climb.state == "spent")


def paging_lines(state: State, teller: Teller) -> tuple[str, ...]:
    """Where each ladder stands, the worst first."""
    order = ("spent", "climbing", "acknowledged")
    climbs = [climb for climb in state.paging.climbs.values() if climb.state in order]
    return tuple(_line(climb, state, teller) for climb in sorted(climbs, key=lambda c: order.index(c.state)))


def _line(climb: Climb, state: State, teller: Teller) -> str:
    if climb.state == "spent":
        return f"{SPENT} on {climb.id}: page somebody now: tocsin page {state.id} TARGET --reason WHY"
    if climb.state == "acknowledged":
        people = ", ".join(map(teller.name, climb.acknowledged_by)) or "somebody"
        at = f" at {teller.clock(climb.acknowledged_at)}" if climb.acknowledged_at else ""
        return f"{climb.id}: answered by {people}{at}"
    people = ", ".join(dict.fromkeys(teller.name(p.person) for p in state.paging.open_pages(climb.id)))
    rung = f"rung `{climb.rung}`" if climb.rung else "the first rung"
    return f"{climb.id}: {rung} is paged ({people or 'nobody yet'}), not answered yet"


def possible_now(state: State) -> tuple[str, ...]:
    """The commands that mean something as it stands, by their names in the table."""
    pointless = set(_pointless(state))
    return tuple(kind for kind in possible(state.status) if kind not in pointless)


def _pointless(state: State) -> Iterator[str]:
    links, climbs = state.links, [climb.state for climb in state.paging.climbs.values()]
    if state.offer is None:
        yield from ("accept", "refuse")
    if not links.original:
        yield "unlink"
    if links.original or links.duplicates:
        yield "link"
    yield "wait" if state.is_waiting else "resume"
    if not {"climbing", "spent"} & set(climbs):
        yield "acknowledge"
    if not {"climbing", "spent", "acknowledged"} & set(climbs):
        yield "decline"
    if not [role for role in state.seats if role != "owner"]:
        yield "leave"


def reported(state: State, teller: Teller) -> str:
    """When, by whom and how the ticket came in."""
    ticket, at = state.ticket, state.times.reported
    when = f" {_moment(at, teller)}" if at else ""
    by = f" by {teller.name(ticket.reporter)}" if ticket.reporter else ""
    channel = f", {ticket.channel}" if ticket.channel else ""
    reference = f", {ticket.reference} in the help desk" if ticket.reference else ""
    return f"reported{when}{by}{channel}{reference}"


def _moment(at: datetime, teller: Teller) -> str:
    return f"{teller.day(at)} {teller.clock(at)}"
