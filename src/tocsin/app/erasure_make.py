"""What an erasure changes, in each escalation: events said anew, and the event that vouches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from tocsin.app.desk.changes import row_of, wake_of
from tocsin.app.desk.desk import Desk, folded
from tocsin.app.ports import Change, Event, Json, Recorded
from tocsin.app.ports_erasure import Redaction
from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.lifecycle.codec import event_data, state_bytes
from tocsin.core.lifecycle.decide import not_before
from tocsin.core.lifecycle.erased import Erased
from tocsin.core.lifecycle.evolve import evolve
from tocsin.core.lifecycle.personal import PSEUDONYM, Instead, differs, named, redact, unname
from tocsin.core.model.chain import canonical


def pseudonym(customer: str, first: str) -> str:
    """The name that says nothing: by the customer's first escalation. One that is erased keeps its own."""
    return customer if customer.startswith(PSEUDONYM) else f"{PSEUDONYM}{first}"


def redactions(
    desk: Desk, names: Mapping[str, str], actor: str, why: str, now: datetime | None
) -> list[Redaction]:
    """What taking the data of escalations away changes, in them and in others.

    `names`: each escalation, and the name that its customer has from now on. `now` None: only to look.
    """
    maker = _Maker(desk, names, actor, why, now)
    recorded = {stream: desk.store.events(stream) for stream in names}
    found = [maker.whole(stream, events) for stream, events in recorded.items()]
    others = _linked(recorded) | set(desk.store.mentioning(list(names)))
    found += [maker.mentions(stream, desk.store.events(stream)) for stream in sorted(others)]
    return [one for one in found if one is not None]


def _linked(recorded: Mapping[str, Sequence[Recorded]]) -> set[str]:
    """Other escalations that these were linked to, or that were linked to them."""
    told = (named(one.kind, one.data) for each in recorded.values() for one in each)
    return {stream for stream in told if stream} - set(recorded)


def files_of(recorded: Sequence[Recorded]) -> set[str]:
    """The digests of the files that were attached to an escalation."""
    told = (one.data.get("attachment", {}).get("digest") for one in recorded if one.kind == "attached")
    return {str(digest) for digest in told if digest}


class _Maker:
    """Makes the change of one escalation: its events' data anew, and the event that vouches for it."""

    def __init__(
        self, desk: Desk, names: Mapping[str, str], actor: str, why: str, now: datetime | None
    ) -> None:
        self.desk, self.names, self.actor, self.why, self.now = desk, names, actor, why, now

    def whole(self, stream: str, recorded: Sequence[Recorded]) -> Redaction | None:
        """Everything personal in an escalation of the customer."""

        def said(one: Recorded) -> Json:
            return redact(one.kind, one.data, self._instead(one, stream))

        return self._made(stream, recorded, said, True)

    def mentions(self, stream: str, recorded: Sequence[Recorded]) -> Redaction | None:
        """What another customer's escalation says about these."""

        def said(one: Recorded) -> Json:
            instead = self._instead(one, named(one.kind, one.data))
            return unname(one.kind, one.data, self.names, instead)

        return self._made(stream, recorded, said, False)

    def _instead(self, one: Recorded, about: str) -> Instead:
        facts = self.desk.books.of(one.policy).triage.rules.vocabulary.facts

        def is_words(name: str) -> bool:
            return name not in facts or facts[name].kind is Kind.TEXT

        return Instead(self.names.get(about, PSEUDONYM), is_words)

    def _made(
        self, stream: str, recorded: Sequence[Recorded], said: Callable[[Recorded], Json], whole: bool
    ) -> Redaction | None:
        after = [said(one) for one in recorded]
        changed = {
            one.version: new
            for one, new in zip(recorded, after, strict=True)
            if differs(one.data, new)
        }  # fmt: skip
        if not changed:
            return None
        return Redaction(self._change(stream, recorded, after, changed), changed, whole)

    def _change(
        self, stream: str, recorded: Sequence[Recorded], after: Sequence[Json], changed: Mapping[int, Json]
    ) -> Change:
        rewritten = [_with(one, data) for one, data in zip(recorded, after, strict=True)]
        before = folded(stream, rewritten)
        at = not_before(before, self.now) if self.now is not None else recorded[-1].at
        event = Erased(self.why, {str(version): _digest(data) for version, data in changed.items()})
        state = evolve(before, event, at, self.actor)
        rules = self.desk.books.of(state.policy)
        return Change(
            stream,
            before.version,
            at,
            self.actor,
            state.policy,
            (Event(Erased.kind, event_data(event)),),
            state_bytes(state),
            row_of(state, rules),
            wake_of(state, rules),
        )


def _with(one: Recorded, data: Json) -> Recorded:
    return replace(one, data=data)


def _digest(data: Json) -> str:
    return sha256(canonical(data).encode()).hexdigest()
