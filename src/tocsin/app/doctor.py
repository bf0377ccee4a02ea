"""What may keep the desk from doing what the policy promises, found before somebody is paged (A13.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.app.ports import Json
from tocsin.app.ports_upkeep import Schema
from tocsin.app.ports_worker import Beat, Overdue
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.duration import words
from tocsin.core.model.instant import iso

AHEAD = timedelta(days=14)
SKEW = timedelta(seconds=5)
LATE = timedelta(minutes=1)
SILENT = timedelta(minutes=2)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: `fine` or not, what was seen, and what to do."""

    name: str
    fine: bool
    text: str
    help: str = ""

    def as_json(self) -> Json:
        """The check as scripts read it."""
        return {"check": self.name, "fine": self.fine, "text": self.text, "help": self.help or None}


@dataclass(frozen=True)
class Seen:
    """What the shell found out: it alone has the clock, the network and the database."""

    now: datetime
    schema: Schema
    where: str
    skew: timedelta | None
    beats: Sequence[Beat]
    overdue: Sequence[Overdue]
    due: Sequence[Overdue]
    mail: str
    mail_help: str
    channels: frozenset[str]
    rehearsal: bool = False


def examine(seen: Seen, rules: Rules | None) -> tuple[Check, ...]:
    """Every check, in the order in which to mend what they find."""
    return tuple(_checks(seen, rules))


def _checks(seen: Seen, rules: Rules | None) -> Iterator[Check]:
    yield _schema(seen)
    yield _clock(seen)
    yield Check("mail", not seen.mail_help, seen.mail, seen.mail_help)
    yield _worker(seen)
    yield _overdue(seen)
    if rules is None:
        yield Check("policy", False, "this desk has no policy yet", "give it one: `tocsin db init POLICY`")
        return
    header = rules.policy.document
    yield Check("policy", True, f"{header.title} {header.version}, {rules.hash[:12]}")
    yield from _gaps(seen, rules)
    yield from _people(seen, rules)
    yield _next(seen)


def _schema(seen: Seen) -> Check:
    text = f"{seen.where}: schema {seen.schema.state}"
    names = ", ".join(seen.schema.names)
    fine = seen.schema.state == "current"
    return Check(
        "database", fine, f"{text} ({names})" if names else text, "" if fine else "run `tocsin db migrate`"
    )


def _clock(seen: Seen) -> Check:
    if seen.rehearsal:
        return Check(
            "clock", False, f"TOCSIN_NOW holds it at {iso(seen.now)}", "unset TOCSIN_NOW after the rehearsal"
        )
    if seen.skew is None:
        return Check("clock", True, f"{iso(seen.now)}; the database is on this machine and has no other")
    fine = seen.skew <= SKEW
    text = f"{words(timedelta(seconds=seen.skew // timedelta(seconds=1)))} apart from the database's"
    return Check("clock", fine, text, "" if fine else "set both machines by the same time server")


def _worker(seen: Seen) -> Check:
    alive = [beat for beat in seen.beats if seen.now - beat.at <= SILENT]
    if alive:
        names = ", ".join(beat.worker for beat in alive)
        return Check("worker", True, f"{len(alive)} at work: {names}")
    last = f"; the last sign of life was {words(_age(seen, seen.beats[0]))} ago" if seen.beats else ""
    return Check("worker", False, f"no worker is running{last}", "start one: `tocsin worker`")


def _age(seen: Seen, beat: Beat) -> timedelta:
    return timedelta(seconds=(seen.now - beat.at) // timedelta(seconds=1))


def _overdue(seen: Seen) -> Check:
    if not seen.overdue:
        return Check("overdue", True, "no step is overdue")
    first = seen.overdue[0]
    error = f": {first.error}" if first.error else ""
    oldest = f"the oldest of {first.stream} since {iso(first.due_at)}"
    text = f"{len(seen.overdue)} steps are overdue, {oldest}{error}"
    return Check("overdue", False, text, f"look at it: `tocsin show {first.stream}`")


def _gaps(seen: Seen, rules: Rules) -> Iterator[Check]:
    """Rotations that ladders page, and spans of the next 14 days in which nobody has them."""
    found = False
    for rotation in _paged(rules, "rotation"):
        if rotation not in rules.policy.rotations:
            continue
        for gap in rules.roster.gaps(rotation, seen.now, seen.now + AHEAD)[:3]:
            found = True
            text = f"nobody is on call in `{rotation}` from {iso(gap.start)} to {iso(gap.end)}"
            yield Check(
                "gap", False, text, "put somebody on call, or see that the ladder's next rung is enough"
            )
    if not found:
        yield Check("gaps", True, f"every rotation that is paged has somebody for the next {AHEAD.days} days")


def _paged(rules: Rules, kind: str) -> list[str]:
    targets = (
        t
        for ladder in rules.policy.ladders.values()
        for rung in ladder.rungs.values()
        for t in (rung.page, *rung.also)
    )
    last = (ladder.last for ladder in rules.policy.ladders.values() if ladder.last)
    return list(dict.fromkeys(target.id for target in (*targets, *last) if target.kind == kind))


def _people(seen: Seen, rules: Rules) -> Iterator[Check]:
    """People whom ladders page and no configured method reaches."""
    people = [*_paged(rules, "person")]
    for rotation in _paged(rules, "rotation"):
        if rotation in rules.policy.rotations:
            people += rules.policy.rotations[rotation].everybody()
    unreachable = [p for p in dict.fromkeys(people) if not _methods(seen, rules, p)]
    for person in unreachable[:20]:
        wanted = ", ".join(rule.method for rule in rules.book.rules_of(person)) or "no method"
        text = (
            f"`{person}` cannot be reached: has {wanted}; this desk sends {', '.join(sorted(seen.channels))}"
        )
        yield Check("person", False, text, "give them an e-mail address, or set up the channel")
    if not unreachable:
        yield Check(
            "people", True, f"everybody who can be paged is reached by {', '.join(sorted(seen.channels))}"
        )


def _methods(seen: Seen, rules: Rules, person: str) -> list[str]:
    return [rule.method for rule in rules.book.rules_of(person) if rule.method in seen.channels]


def _next(seen: Seen) -> Check:
    if not seen.due:
        return Check("next", True, "nothing falls due")
    said = "; ".join(f"{d.stream} {d.kind} at {iso(d.due_at)}" for d in seen.due[:5])
    return Check("next", True, f"next: {said}")
