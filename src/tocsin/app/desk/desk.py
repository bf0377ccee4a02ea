"""Carries out commands: load, decide, save; idempotent by client key, never a lost update (design §4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tocsin.app.desk.changes import change_of
from tocsin.app.desk.following import following
from tocsin.app.desk.rulebooks import Kept, RuleBooks
from tocsin.app.ports import Change, Conflict, Json, Repeated, Snapshot
from tocsin.core.lifecycle.codec import Happened, read_event, read_state
from tocsin.core.lifecycle.commands import Command, Due, Join, MovePolicy
from tocsin.core.lifecycle.decide import decide_all
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.lifecycle.evolve import fold
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.lifecycle.table import ALLOWED
from tocsin.core.model.finding import Finding, Position, Refused

TRIES = 8
"""How often a command without a version is decided again when somebody else was quicker."""


@dataclass(frozen=True)
class Asked:
    """Commands for one escalation, carried out as one. `stream` empty: a new one.

    `key`: the client's own name for this request; the same one again changes nothing and gets the same
    answer. `expected`: the version that the person saw; when it moved on, nothing is done.
    """

    commands: tuple[Command, ...]
    actor: str
    stream: str = ""
    key: str = ""
    expected: int | None = None

    @property
    def digest(self) -> str:
        """Names what was asked, so that a key cannot be used for two things."""
        return sha256(repr((self.stream, self.actor, self.commands)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Answer:
    """What became of a request. `repeated`: it had been carried out before; `events` is empty then."""

    stream: str
    version: int
    status: str
    events: tuple[Happened, ...] = ()
    repeated: bool = False


@dataclass(frozen=True)
class _Decided:
    after: State
    events: tuple[Happened, ...]
    changes: tuple[Change, ...]


def _fits(state: State, command: Command) -> bool:
    """A link to something that cannot take it is refused aloud; the rest simply does not concern it."""
    return isinstance(command, Join) or state.status in ALLOWED[command.kind]


class Desk:
    """The use cases of escalations over a store."""

    def __init__(self, store: Kept) -> None:
        self.store = store
        self.books = RuleBooks(store)

    def load(self, stream: str) -> tuple[State, Rules]:
        """An escalation as it stands, and the rules that govern it. Raises Refused for an unknown one."""
        snapshot = self.store.load(stream)
        if snapshot is None:
            raise unknown(stream)
        state = self.state_of(snapshot)
        return state, self.books.of(state.policy)

    def state_of(self, snapshot: Snapshot) -> State:
        """The state of a snapshot; one that an older release wrote is made again from the events."""
        try:
            return read_state(snapshot.state)
        except ValueError:
            return self.past(snapshot.stream)

    def past(self, stream: str, until: datetime | None = None) -> State:
        """The exact state at an instant, folded from the events. Raises Refused when there was none."""
        recorded = self.store.events(stream, until)
        if not recorded:
            raise unknown(stream)
        happened = ((read_event(r.kind, r.data), r.at, r.actor) for r in recorded)
        return fold(State(stream, policy=recorded[0].policy), happened)

    def run(self, asked: Asked, now: datetime) -> Answer:
        """Carries out a request at `now` (aware UTC), with what follows from it on linked escalations.

        Raises Refused when it cannot be done, Conflict when `expected` is stale; then nothing has changed.
        """
        if asked.key and (known := self.store.reply(asked.key)) is not None:
            return _repeated(asked, known)
        self.books.refresh()
        for _ in range(TRIES):
            done = self._decided(asked, now)
            try:
                self.store.save(done.changes)
            except Repeated:
                return _repeated(asked, self.store.reply(asked.key) or {})
            except Conflict:
                if asked.expected is not None:
                    raise
                continue
            return Answer(done.after.id, done.after.version, str(done.after.status), done.events)
        text = f"`{asked.stream}` is being changed by others again and again"
        raise Refused(Finding("busy", text, Position(asked.stream), "try again in a moment"))

    def _decided(self, asked: Asked, now: datetime) -> _Decided:
        before, rules = self._begin(asked)
        events, after = decide_all(before, asked.commands, rules, now, asked.actor)
        reply: Json = {"status": str(after.status), "version": after.version, "stream": after.id}
        reply["asked"] = asked.digest
        rules = self.books.of(after.policy)
        at = after.times.last or now
        first = change_of(before, after, events, rules, at, asked.actor, asked.key, reply)
        return _Decided(after, events, (first, *self._followers(after, events, now, asked.actor)))

    def _begin(self, asked: Asked) -> tuple[State, Rules]:
        if not asked.stream:
            rules = self.books.current()
            return State(self.store.new_stream(), policy=rules.hash), rules
        state, rules = self.load(asked.stream)
        if asked.expected is not None and state.version != asked.expected:
            last = self.store.events(asked.stream)[-1]
            raise Conflict(asked.stream, asked.expected, state.version, f"`{last.kind}` by `{last.actor}`")
        moved = [command.policy for command in asked.commands if isinstance(command, MovePolicy)]
        return state, self.books.of(moved[-1]) if moved else rules

    def _followers(
        self, after: State, events: Sequence[Happened], now: datetime, actor: str
    ) -> Iterator[Change]:
        """One change for each other escalation that is touched; what does not fit its state is left out."""
        wanted: dict[str, list[Command]] = {}
        for stream, command in following(after, events):
            wanted.setdefault(stream, []).append(command)
        for stream, commands in wanted.items():
            before, rules = self.load(stream)
            fitting = tuple(each for each in commands if _fits(before, each))
            if fitting:
                more, then = decide_all(before, fitting, rules, now, actor)
                yield change_of(before, then, more, rules, then.times.last or now, actor)

    def tick(self, snapshot: Snapshot, now: datetime) -> Change:
        """What is due on one escalation at `now`, as a change; it may hold no event, only a new wake time."""
        before = self.state_of(snapshot)
        rules = self.books.of(before.policy)
        events, after = decide_all(before, (Due(),), rules, now, DESK)
        return change_of(before, after, events, rules, max(now, before.times.last or now), DESK)


def unknown(stream: str) -> Refused:
    """There is no escalation of this number."""
    text = f"there is no escalation `{stream}`"
    return Refused(Finding("unknown-escalation", text, Position("database"), "see `tocsin list`"), usage=True)


def _repeated(asked: Asked, known: Json) -> Answer:
    if known.get("asked") != asked.digest:
        text = f"the key `{asked.key}` was used before, for something else"
        raise Refused(
            Finding("key-reused", text, Position("request"), "use a new key for a new request"), usage=True
        )
    return Answer(str(known["stream"]), int(known["version"]), str(known["status"]), repeated=True)
