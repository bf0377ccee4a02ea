"""A timeline of alerts: each is a `Paging` of its own, told of events and advanced to every due instant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tests.oracles.compare import UnknownOpError, instant
from tocsin.core.ladders import commands
from tocsin.core.ladders.advance import advance
from tocsin.core.ladders.due import next_due
from tocsin.core.ladders.events import LadderAcknowledged, PageOrdered, PagingEvent
from tocsin.core.ladders.evolve import fold
from tocsin.core.ladders.run import LadderError
from tocsin.core.ladders.rungs import Book, Ladder, Rule, Rung
from tocsin.core.ladders.state import EMPTY, Paging
from tocsin.core.model.duration import Span

CLIMB = "alert"
Json = dict[str, Any]


@dataclass
class World:
    """The peer's desk: users with rules, policies, alerts; `refused` lists what did not answer as told."""

    given: Json
    book: Book
    policy: str
    resumes: datetime | None
    alerts: dict[str, Paging] = field(default_factory=dict)
    held: bool = False
    events: list[tuple[str, PagingEvent]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def who(self, target: str, _at: datetime) -> Sequence[str]:
        """A user is there; a rotation or schedule gives whom the case names for it, or nobody."""
        kind, _, name = target.partition(" ")
        if kind == "user":
            return (name,)
        entry = (self.given.get(f"{kind}s") or {}).get(name) or {}
        people = entry if isinstance(entry, list) else entry.get("on_call", entry.get("users", []))
        return people[:1] if kind == "rotation" else people

    def does(self, alert: str, events: Sequence[PagingEvent]) -> None:
        """Folds what an alert's paging decided."""
        self.alerts[alert] = fold(self.alerts[alert], events)
        self.events += [(alert, event) for event in events]

    def book_at(self, at: datetime) -> Book:
        """While the engine stands still turns begin, but no page goes out."""
        asleep = self.resumes is not None and at < self.resumes
        return replace(self.book, rules={}) if asleep else self.book

    def advance_to(self, at: datetime) -> None:
        """Every due instant up to `at`, itself included; one jump over the time the engine stood still."""
        if self.resumes is not None:
            if at < self.resumes:
                return
            for alert in self.alerts:
                self.does(alert, advance(self.alerts[alert], self.book, self.who, self.resumes))
            self.resumes = None
        for alert in self.alerts:
            while (due := next_due(self.alerts[alert], self.book)) and due.at <= at:
                self.does(alert, advance(self.alerts[alert], self.book, self.who, due.at))


def check(given: Json, expect: Json) -> list[str]:
    """What the world did until the end, against what was expected of it."""
    world = _world(given)
    for event in given["events"]:
        at = instant(event["at"])
        world.advance_to(at)
        _tell(world, event, at)
        world.advance_to(at)
    world.advance_to(_until(given))
    return world.refused + _compare(world, expect)


def _until(given: Json) -> datetime:
    return instant(given.get("until") or given["events"][-1]["at"])


def _world(given: Json) -> World:
    policies, first = _policies(given)
    rules = {user: _rules(entry.get("rules", [])) for user, entry in given.get("users", {}).items()}
    ladders = {name: _ladder(name, policy) for name, policy in policies.items()}
    resumes = given.get("engine_resumes_at")
    return World(given, Book(ladders, rules), first, instant(resumes) if resumes else None)


def _policies(given: Json) -> tuple[Json, str]:
    """All policies by name, and the one that new alerts are under."""
    named, own = dict(given.get("policies") or {}), given.get("policy")
    if isinstance(own, dict):
        return {**named, "": own}, ""
    return named, own or next(iter(named), "")


def _ladder(name: str, policy: Json) -> Ladder:
    """Positions need only be ordered; an empty step lets its own delay pass, as the peer does."""
    steps = sorted(enumerate(policy["steps"]), key=lambda pair: pair[1].get("position", pair[0]))
    return Ladder(name, tuple(_rung(f"step-{n}", step) for n, step in steps), policy.get("repeat", 0))


def _rung(id_: str, step: Json) -> Rung:
    targets = tuple(f"{kind} {name}" for target in step.get("targets", []) for kind, name in target.items())
    wait = Span(timedelta(minutes=step["delay_min"]))
    return Rung(id_, targets, wait, each=step.get("multi_ack", False), patient=True)


def _rules(rules: Sequence[Json]) -> tuple[Rule, ...]:
    return tuple(Rule(rule["method"], timedelta(minutes=rule["delay_min"])) for rule in rules)


def _tell(world: World, event: Json, at: datetime) -> None:
    match event["type"]:
        case "created":
            _create(world, event, at)
        case "maintenance_on" | "maintenance_off":
            _maintain(world, event["type"] == "maintenance_on", at)
        case "add_rule":
            _add_rule(world, event, at)
        case "ack" | "close" | "escalate" | "policy_changed":
            for alert in [event["alert"]] if event.get("alert") else list(world.alerts):
                _tell_alert(world, alert, event, at)
        case other:
            raise UnknownOpError("ladder", other)


def _create(world: World, event: Json, at: datetime) -> None:
    alert, state = event.get("alert", ""), event.get("state", "triggered")
    world.alerts[alert] = EMPTY
    if world.held:
        world.does(alert, commands.hold(EMPTY, at, "maintenance"))
    if state == "closed":
        return
    taken_by = event.get("user", "somebody") if state in ("acknowledged", "active") else ""
    policy, paging = event.get("policy", world.policy), world.alerts[alert]
    started = commands.start(
        paging, CLIMB, policy, world.book_at(at), world.who, at, "created", taken_by=taken_by
    )
    world.does(alert, started)


def _maintain(world: World, on: bool, at: datetime) -> None:
    world.held = on
    for alert, paging in world.alerts.items():
        released = commands.release(paging, world.book_at(at), world.who, at)
        world.does(alert, commands.hold(paging, at, "maintenance") if on else released)


def _add_rule(world: World, event: Json, at: datetime) -> None:
    rule = event.get("rule") or event
    user = event.get("user") or next(iter(world.book.rules))
    rules = {**world.book.rules, user: (*world.book.rules_of(user), *_rules([rule]))}
    world.book = replace(world.book, rules=rules)
    for alert, paging in world.alerts.items():
        world.does(alert, commands.rules_changed(paging, at))


def _tell_alert(world: World, alert: str, event: Json, at: datetime) -> None:
    paging, book = world.alerts[alert], world.book_at(at)
    if CLIMB not in paging.climbs:
        return
    try:
        world.does(alert, _answer(world, paging, book, event, at))
        refused = False
    except LadderError:
        refused = True
    if refused != event.get("refused", False):
        world.refused.append(f"{event['type']} at {event['at']}: refused is {refused}")


def _answer(world: World, paging: Paging, book: Book, event: Json, at: datetime) -> list[PagingEvent]:
    match event["type"]:
        case "ack":
            return commands.acknowledge(paging, CLIMB, event.get("user", ""), at)
        case "close":
            return commands.stop(paging, CLIMB, at, "closed")
        case "escalate":
            return commands.escalate(paging, CLIMB, book, world.who, at, event.get("user", ""))
    policy = event["policy"]
    if isinstance(policy, dict):
        name = policy.get("name", f"changed at {event['at']}")
        world.book = replace(world.book, ladders={**world.book.ladders, name: _ladder(name, policy)})
        policy, book = name, replace(book, ladders=world.book.ladders)
    world.policy = policy
    return commands.move(paging, CLIMB, policy, book, world.who, at, "policy changed")


def _compare(world: World, expect: Json) -> list[str]:
    found = []
    if "pages" in expect:
        named = any("alert" in page for page in expect["pages"])
        wanted = Counter(_key(page, instant(page["at"]), named) for page in expect["pages"])
        got = Counter(_key(page, page["at"], named) for page in _sent(world))
        found += [f"page missing: {_words(key)}" for key in (wanted - got).elements()]
        found += [f"page not expected: {_words(key)}" for key in (got - wanted).elements()]
    if "acks_recorded" in expect:
        acks = [event.person for _, event in world.events if isinstance(event, LadderAcknowledged)]
        if acks != expect["acks_recorded"]:
            found.append(f"acks_recorded: expected {expect['acks_recorded']}, got {acks}")
    unknown = set(expect) - {"pages", "acks_recorded"}
    return found + [f"{name}: the adapter gives no such field" for name in sorted(unknown)]


def _sent(world: World) -> list[Json]:
    return [
        {"at": event.at, "user": event.person, "method": event.method, "alert": alert}
        for alert, event in world.events
        if isinstance(event, PageOrdered) and event.at <= _until(world.given)
    ]


def _key(page: Json, at: datetime, named: bool) -> tuple[str, ...]:
    return (at.isoformat(), page["user"], page["method"], page.get("alert", "") if named else "")


def _words(key: tuple[str, ...]) -> str:
    return " ".join(part for part in key if part)
