"""Events in words, one line each: what `show`, `replay` and the web tell of an escalation (design §10)."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tocsin.core.ladders import events as p
from tocsin.core.lifecycle import events as e
from tocsin.core.lifecycle.codec import Happened
from tocsin.core.model.duration import words


class Teller:
    """Tells events with people's names and in one time zone."""

    def __init__(
        self, names: Mapping[str, str], zone: ZoneInfo, fact: Callable[[str, Any], str] | None = None
    ) -> None:
        """`fact`: a fact in words, by its name and encoded value; without it only its name is told."""
        self._names = names
        self._zone = zone
        self._fact = fact

    def name(self, person: str) -> str:
        """What a person is called."""
        return self._names.get(person, person)

    def people(self, why: str) -> str:
        """A reason of the record that begins or ends with somebody's id, with their name instead."""
        head, colon, rest = why.partition(":")
        person, declined, _ = head.partition(" declined")
        before, by, last = why.rpartition("by ")
        if colon and person in self._names:
            return f"{self.name(person)}{declined}:{rest}"
        return f"{before}by {self.name(last)}" if by and last in self._names else why

    def clock(self, at: datetime) -> str:
        """An instant on the wall clock: `03:07 EST`."""
        return f"{at.astimezone(self._zone):%H:%M %Z}"

    def day(self, at: datetime) -> str:
        """The day on the wall calendar: `Sun 2027-11-07`."""
        return f"{at.astimezone(self._zone):%a %Y-%m-%d}"

    def facts(self, facts: Mapping[str, Any]) -> str:
        """Facts with their values: `component = login, outage = yes`."""
        told = self._fact
        return ", ".join(f"{name} = {told(name, facts[name])}" if told else name for name in sorted(facts))

    def tell(self, event: Happened) -> str:
        """The event in one line."""
        return _LINES[type(event)](self, event)


def _because(why: str) -> str:
    return f": {why}" if why else ""


def _ended(text: str) -> str:
    """A sentence that somebody wrote, ended so that another can follow."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def seat(role: str) -> str:
    """What a seat is called: `SME lead`, `incident commander`."""
    return " ".join("SME" if word == "sme" else word for word in role.split("_"))


def clock_name(name: str) -> str:
    """What a clock is called: `SME`, `hand-over`."""
    return "SME" if name == "sme" else name.replace("_", "-")


def _judged(_t: Teller, event: e.Judged) -> str:
    found = event.judgement
    stop = ", stop the line" if found.stop else ""
    held = [f"{why.decides.replace('_', ' ')} by `{why.criterion}`" for why in event.reasons]
    reasons = "; ".join(_few(held, 4))
    asks = sorted({fact for ask in event.ask for fact in ask.facts})
    unknown = f"; not known: {', '.join(_few(asks, 6))}" if asks else ""
    return f"criteria say {found.severity}, level {found.level}{stop} ({reasons}){unknown}"


def _few(items: list[str], most: int) -> list[str]:
    """The first of them, and how many more there are: nothing is left out in silence."""
    return items if len(items) <= most + 1 else [*items[:most], f"and {len(items) - most} more"]


def _opened(t: Teller, event: e.Opened) -> str:
    stop = "stop the line: " if event.stop_the_line else ""
    return (
        f"{stop}opened at {event.severity}, level {event.level}: {_ended(event.why)} "
        f"Owner: {t.name(event.owner)} ({event.owner_why})"
    )


def _reached(t: Teller, event: p.RungReached) -> str:
    people = ", ".join(_called(t, c.person, c.target) for c in event.called)
    following = f"; the next rung at {t.clock(event.waits_until)}"
    return f"{event.climb}: rung `{event.rung}`: {people}{following}"


def _called(t: Teller, person: str, target: str) -> str:
    return t.name(person) if target == f"person {person}" else f"{t.name(person)} ({target})"


def _ordered(t: Teller, event: p.PageOrdered) -> str:
    late = event.at - event.due_at
    late = timedelta(seconds=late // timedelta(seconds=1))
    behind = f", {words(late)} after it was due" if late else ""
    return f"page {event.page} to {t.name(event.person)} by {event.method}{behind}"


def _changed(event: e.SeverityChanged | e.LevelChanged) -> str:
    by = f" by `{event.rule}`" if event.rule else ""
    what = "severity" if isinstance(event, e.SeverityChanged) else "level"
    return f"{what} {event.before} to {event.after}{by}{_because(event.why)}"


def _update(t: Teller, event: e.UpdateSent) -> str:
    via = f" with {event.via}" if event.via else ""
    ahead = f" (next by {t.clock(event.next_at)})" if event.next_at else ""
    return f"update to the customer{via}{ahead}: {event.text}"


def _warned(t: Teller, event: e.ClockWarned) -> str:
    return f"{clock_name(event.clock)}: {event.fraction:.0%} used, due {t.clock(event.due_at)}"


_MARKS = {"done": "ticked", "not needed": "not needed here", "open": "not done after all"}


def _counted(events: int) -> str:
    return "1 event" if events == 1 else f"{events} events"


_LINES: dict[type[Any], Callable[[Teller, Any], str]] = {
    e.Reported: lambda t, v: f"reported: {v.ticket.title}",
    e.FactsRecorded: lambda t, v: f"learnt: {t.facts(v.facts)}",
    e.Judged: _judged,
    e.Returned: lambda t, v: f"sent back; missing: {', '.join(v.missing)}{_because(v.note)}",
    e.KeptInTier: lambda t, v: f"stays with support: {v.why}",
    e.Opened: _opened,
    e.SeverityChanged: lambda t, v: _changed(v),
    e.LevelChanged: lambda t, v: _changed(v),
    e.Seated: lambda t, v: f"{t.name(v.person)} is {seat(v.role)}{_because(t.people(v.why))}",
    e.Unseated: lambda t, v: f"{t.name(v.person)} left the seat {seat(v.role)}{_because(v.why)}",
    e.HandOverOffered: lambda t, v: f"ownership offered to {t.name(v.to)}{_because(v.note)}",
    e.HandOverRefused: lambda t, v: f"ownership not taken{_because(t.people(v.why))}",
    e.HandedOver: lambda t, v: f"owner: {t.name(v.before)} hands over to {t.name(v.after)}",
    e.Acknowledged: lambda t, v: f"acknowledged by {t.name(v.person)} ({', '.join(v.climbs)})",
    e.Declined: lambda t, v: f"declined by {t.name(v.person)}{_because(v.why)}",
    e.SmeEngaged: lambda t, v: f"SME engaged: {t.name(v.person)}",
    e.DuplicatesSuggested: lambda t, v: (
        "may be a duplicate of " + ", ".join(f"{s.stream} ({s.score:.0%})" for s in v.suggestions)
    ),
    e.Linked: lambda t, v: f"duplicate of {v.original}{_because(v.why)}",
    e.Unlinked: lambda t, v: f"no duplicate of {v.original}{_because(v.why)}",
    e.Joined: lambda t, v: f"{v.duplicate} is a duplicate of this{_because(v.why)}",
    e.Parted: lambda t, v: f"{v.duplicate} is no duplicate of this{_because(v.why)}",
    e.Grown: lambda t, v: f"grown to {v.count} tickets: people are paged again",
    e.WaitingStarted: lambda t, v: (
        f"waiting for the customer{_because(v.why)}; paused: {', '.join(v.paused)}"
    ),
    e.WaitingEnded: lambda t, v: f"no longer waiting{_because(v.why)}",
    e.FindingRecorded: lambda t, v: f"{'cause' if v.cause else 'finding'}: {v.text}",
    e.MitigationRecorded: lambda t, v: f"mitigation: {v.text}",
    e.WorkaroundRecorded: lambda t, v: f"workaround{' accepted' if v.accepted else ''}: {v.text}",
    e.UpdateSent: _update,
    e.LinesConfirmed: lambda t, v: f"confirmed: {', '.join(v.lines)}",
    e.Ticked: lambda t, v: f"{_MARKS[v.mark]}: {v.text}",
    e.Stabilised: lambda t, v: f"stabilised{_because(v.note)}",
    e.Verified: lambda t, v: f"verified with the customer: {v.words}",
    e.Resolved: lambda t, v: f"resolved{_because(v.note)}",
    e.Reopened: lambda t, v: f"reopened: {_ended(v.why)} Owner: {t.name(v.owner)}",
    e.Closed: lambda t, v: f"closed{f' with {v.with_original}' if v.with_original else ''}: {v.note}",
    e.Noted: lambda t, v: f"note: {v.text}",
    e.Attached: lambda t, v: f"attached {v.attachment.name}",
    e.ClockWarned: _warned,
    e.ClockBreached: lambda t, v: f"LATE: {clock_name(v.clock)} was due {t.clock(v.due_at)}",
    e.Reminded: lambda t, v: f"{v.who} reminded: an update is due {t.clock(v.due_at)}",
    e.PolicyMoved: lambda t, v: f"now under policy {v.after[:12]}{_because(v.why)}",
    e.Undelivered: lambda t, v: f"page {v.page} could not be delivered{_because(v.detail)}",
    e.Erased: lambda t, v: f"personal data erased from {_counted(len(v.digests))}{_because(v.why)}",
    p.LadderStarted: lambda t, v: f"{v.climb}: ladder started{_because(t.people(v.reason))}",
    p.RungReached: _reached,
    p.RungRepeated: lambda t, v: f"{v.climb}: rung `{v.rung}` pages again",
    p.RungPassed: lambda t, v: f"{v.climb}: rung `{v.rung}` passed over{_because(v.why)}",
    p.RungAwaited: lambda t, v: (
        f"{v.climb}: rung `{v.rung}` waits until {t.clock(v.opens_at)}{_because(v.why)}"
    ),
    p.RungPostponed: lambda t, v: f"{v.climb}: more time until {t.clock(v.until)}{_because(v.reason)}",
    p.PageOrdered: _ordered,
    p.PageFailed: lambda t, v: (
        f"page {v.page} to {t.name(v.person)} by {v.method} failed{_because(v.reason)}"
    ),
    p.LadderAcknowledged: lambda t, v: f"{v.climb}: answered by {t.name(v.person)}, paging stops",
    p.LadderEscalated: lambda t, v: f"{v.climb}: next rung at once{_because(t.people(v.reason))}",
    p.LadderRaised: lambda t, v: f"{v.climb}: raised again{_because(v.why)}",
    p.LadderMoved: lambda t, v: f"{v.climb}: goes on with ladder `{v.ladder}`{_because(v.reason)}",
    p.LadderSpent: lambda t, v: f"{v.climb}: NOBODY ANSWERED; nobody else is paged ({v.why})",
    p.LadderStopped: lambda t, v: f"{v.climb}: paging ends{_because(v.reason)}",
    p.PagingHeld: lambda t, v: f"paging held{_because(v.reason)}",
    p.PagingReleased: lambda t, v: "paging goes on",
    p.RulesChanged: lambda t, v: "notification rules changed",
}
TOLD = frozenset(_LINES)
"""Every event that has words; a test holds it to the codec's list."""
