"""Carries out commands: load, decide, save; idempotent by client key, never a lost update (design §4)."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from tocsin.app.desk.asking import Answer, Asked, repeated
from tocsin.app.desk.changes import change_of
from tocsin.app.desk.following import followed
from tocsin.app.desk.rulebooks import Kept, RuleBooks
from tocsin.app.ports import Change, Conflict, Json, Recorded, Repeated, Snapshot
from tocsin.core.lifecycle.codec import Happened, read_event, read_state
from tocsin.core.lifecycle.commands import Due, MovePolicy
from tocsin.core.lifecycle.decide import decide_all
from tocsin.core.lifecycle.decide.draft import DESK
from tocsin.core.lifecycle.evolve import fold
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso

TRIES = 8
"""How often a command without a version is decided again when somebody else was quicker."""


@dataclass(frozen=True)
class _Decided:
    after: State
    events: tuple[Happened, ...]
    changes: tuple[Change, ...]


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
        """The state of a snapshot; one that cannot be read, or is not this one's, is made from the events."""
        try:
            state = read_state(snapshot.state)
        except ValueError:
            return self.past(snapshot.stream)
        whole = (state.id, state.version) == (snapshot.stream, snapshot.version)
        return state if whole else self.past(snapshot.stream)

    def past(self, stream: str, until: datetime | None = None) -> State:
        """The exact state at an instant, folded from the events. Raises Refused when there was none."""
        recorded = self.store.events(stream, until)
        if not recorded:
            raise unknown(stream)
        return folded(stream, recorded)

    def run(self, asked: Asked, now: datetime) -> Answer:
        """Carries out a request at `now` (aware UTC), with what follows from it on linked escalations.

        Raises Refused when it cannot be done, Conflict when `expected` is stale; then nothing has changed.
        """
        known = self._known(asked)
        if known is None:
            self.books.refresh()
            try:
                return self._insisted(asked, now)
            except (Conflict, Refused):
                # The same request may have come by another way at the same moment, and won.
                known = self._known(asked)
                if known is None:
                    raise
        return known

    def _known(self, asked: Asked) -> Answer | None:
        reply = self.store.reply(asked.key) if asked.key else None
        return repeated(asked, reply) if reply is not None else None

    def _insisted(self, asked: Asked, now: datetime) -> Answer:
        """When others were quicker it is decided again, this time with its streams held."""
        held: set[str] = set()
        for _ in range(TRIES):
            with self.store.hold(sorted(held)) if held else nullcontext():
                answer = self._tried(asked, now, held)
            if answer is not None:
                return answer
        text = f"`{asked.stream}` is being changed by others again and again"
        raise Refused(Finding("busy", text, Position.of(asked.stream), "try again in a moment"))

    def _tried(self, asked: Asked, now: datetime, held: set[str]) -> Answer | None:
        """None when others were quicker; `held` then names every stream that it touches."""
        done = self._decided(asked, now)
        touched = {change.stream for change in done.changes if change.expected}
        if held and not touched <= held:
            held |= touched
            return None
        try:
            self.store.save(done.changes)
        except Repeated:
            raise
        except Conflict as conflict:
            if asked.expected is not None and conflict.stream == asked.stream:
                raise
            held |= touched
            return None
        return Answer(done.after.id, done.after.version, str(done.after.status), done.events)

    def _decided(self, asked: Asked, now: datetime) -> _Decided:
        before, rules = self._begin(asked)
        moved = [command.policy for command in asked.commands if isinstance(command, MovePolicy)]
        earlier: tuple[Change, ...] = ()
        if moved:
            # What fell due under the old policy is done under it first: a breach stays a breach.
            before, settled = _due(before, rules, now)
            earlier = (settled,) if settled.events else ()
            rules = self.books.of(moved[-1])
        events, after = decide_all(before, asked.commands, rules, now, asked.actor)
        reply: Json = {"status": str(after.status), "version": after.version, "stream": after.id}
        reply["asked"] = asked.digest if asked.key else ""
        first = change_of(
            before, after, events, self.books.of(after.policy), now, asked.actor, asked.key, reply
        )
        others = followed(self.load, after, events, now, asked.actor)
        return _Decided(after, events, (*earlier, first, *others))

    def _begin(self, asked: Asked) -> tuple[State, Rules]:
        if not asked.stream:
            rules = self.books.latest()  # `run` has just refreshed them
            return State(self.store.new_stream(), policy=rules.hash), rules
        state, rules = self.load(asked.stream)
        if asked.expected is not None and state.version != asked.expected:
            last = self.store.events(asked.stream)[-1]
            told = f"`{last.kind}` by `{last.actor}` at {iso(last.at)}"
            raise Conflict(asked.stream, asked.expected, state.version, told)
        return state, rules

    def tick(self, snapshot: Snapshot, now: datetime) -> Change:
        """What is due on one escalation at `now`, as a change; it may hold no event, only a new wake time."""
        before = self.state_of(snapshot)
        return _due(before, self.books.of(before.policy), now)[1]


def _due(before: State, rules: Rules, now: datetime) -> tuple[State, Change]:
    events, after = decide_all(before, (Due(),), rules, now, DESK)
    return after, change_of(before, after, events, rules, now, DESK)


def folded(stream: str, recorded: Sequence[Recorded]) -> State:
    """The state that a stream's events add up to; there is one at least."""
    happened = ((read_event(r.kind, r.data), r.at, r.actor) for r in recorded)
    return fold(State(stream, policy=recorded[0].policy), happened)


def unknown(stream: str) -> Refused:
    """There is no escalation of this number."""
    text = f"there is no escalation `{stream}`"
    return Refused(
        Finding("unknown-escalation", text, Position.of("database"), "see `tocsin list`"), usage=True
    )
