"""What an erasure changes, in each escalation: events said anew, and the event that vouches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from tocsin.core.lifecycle.personal import PSEUDONYM, Instead, named, redact, unname
from tocsin.core.model.chain import canonical


def pseudonym(customer: str, first: str) -> str:
    """The name that says nothing: by the customer's first escalation. One that is erased keeps its own."""
    return customer if customer.startswith(PSEUDONYM) else f"{PSEUDONYM}{first}"


@dataclass(frozen=True)
class Looked:
    """One escalation as it was looked at: what its events say from now on, and which of them that changes."""

    stream: str
    recorded: Sequence[Recorded]
    after: Sequence[Json]
    changed: Mapping[int, Json]
    whole: bool


def looked(desk: Desk, names: Mapping[str, str]) -> list[Looked]:
    """What taking the data of escalations away changes, in them and in others; those unchanged are left out.

    `names`: each escalation, and the name that its customer has from now on.
    """
    look = _Look(desk, names)
    recorded = {stream: desk.store.events(stream) for stream in names}
    found = [look.whole(stream, events) for stream, events in recorded.items()]
    others = _linked(recorded) | set(desk.store.mentioning(list(names)))
    found += [look.mentions(stream, desk.store.events(stream)) for stream in sorted(others)]
    return [one for one in found if one.changed]


def redactions(desk: Desk, names: Mapping[str, str], actor: str, why: str, now: datetime) -> list[Redaction]:
    """The same as it is done: with the event that vouches for it, in each escalation."""
    found = looked(desk, names)
    return [Redaction(_change(desk, one, actor, why, now), one.changed, one.whole) for one in found]


def _linked(recorded: Mapping[str, Sequence[Recorded]]) -> set[str]:
    """Other escalations that these were linked to, or that were linked to them."""
    told = (named(one.kind, one.data) for each in recorded.values() for one in each)
    return {stream for stream in told if stream} - set(recorded)


def files_of(recorded: Sequence[Recorded]) -> set[str]:
    """The digests of the files that were attached to an escalation."""
    told = (one.data.get("attachment", {}).get("digest") for one in recorded if one.kind == "attached")
    return {str(digest) for digest in told if digest}


class _Look:
    """Says each escalation's events anew, without what may name or quote somebody."""

    def __init__(self, desk: Desk, names: Mapping[str, str]) -> None:
        self.desk, self.names = desk, names

    def whole(self, stream: str, recorded: Sequence[Recorded]) -> Looked:
        """Everything personal in an escalation of the customer."""
        after = [redact(one.kind, one.data, self._instead(one, stream)) for one in recorded]
        return _looked(stream, recorded, after, True)

    def mentions(self, stream: str, recorded: Sequence[Recorded]) -> Looked:
        """What another customer's escalation says about these."""

        def said(one: Recorded) -> Json:
            instead = self._instead(one, named(one.kind, one.data))
            return unname(one.kind, one.data, self.names, instead)

        return _looked(stream, recorded, [said(one) for one in recorded], False)

    def _instead(self, one: Recorded, about: str) -> Instead:
        facts = self.desk.books.of(one.policy).triage.rules.vocabulary.facts

        def is_words(name: str) -> bool:
            return name not in facts or facts[name].kind is Kind.TEXT

        return Instead(self.names.get(about, PSEUDONYM), is_words)


def _looked(stream: str, recorded: Sequence[Recorded], after: Sequence[Json], whole: bool) -> Looked:
    pairs = zip(recorded, after, strict=True)
    changed = {one.version: new for one, new in pairs if one.data != new}
    return Looked(stream, recorded, after, changed, whole)


def _change(desk: Desk, one: Looked, actor: str, why: str, now: datetime) -> Change:
    rewritten = [replace(each, data=data) for each, data in zip(one.recorded, one.after, strict=True)]
    before = folded(one.stream, rewritten)
    at = not_before(before, now)
    event = Erased(why, {str(version): _digest(data) for version, data in one.changed.items()})
    state = evolve(before, event, at, actor)
    rules = desk.books.of(state.policy)
    return Change(
        one.stream,
        before.version,
        at,
        actor,
        state.policy,
        (Event(Erased.kind, event_data(event)),),
        state_bytes(state),
        row_of(state, rules),
        wake_of(state, rules),
    )


def _digest(data: Json) -> str:
    return sha256(canonical(data).encode()).hexdigest()
