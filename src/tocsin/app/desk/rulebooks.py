"""Policies by their hash, ready to be obeyed; an escalation stays under its own (design §1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Store
from tocsin.app.ports_board import BoardStore
from tocsin.app.ports_customers import CustomerStore
from tocsin.app.ports_erasure import Erasures
from tocsin.app.ports_feed import Feed
from tocsin.app.ports_files import FileStore
from tocsin.app.ports_reach import KeptReach, ReachStore
from tocsin.app.ports_roster import RosterChange, RosterChanges
from tocsin.app.ports_run_time import RunTime, RunTimeStore
from tocsin.app.reach import laid_over, read
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import parse_instant
from tocsin.core.oncall.changes import Change, Override, Swap
from tocsin.core.policy.load import policy_hash
from tocsin.core.policy.schema import Policy

CURRENT = "policy"
"""The name under which the store keeps the hash of the policy that new tickets follow."""


class Kept(
    Store, RosterChanges, ReachStore, RunTimeStore, Erasures, CustomerStore, BoardStore, Feed, FileStore,
    Protocol,
):  # fmt: skip
    """The store with what the desk and its rule books need of it."""

    def note(self, name: str, value: str) -> None:
        """Keeps a fact about the desk under a name."""

    def noted(self, name: str) -> str:
        """A fact about the desk, "" when there is none."""


class RuleBooks:
    """Rules of each policy that is still in use, built once; run-time changes of who is on call laid over."""

    def __init__(self, store: Kept) -> None:
        self._store = store
        self._plain: dict[str, Rules] = {}
        self._laid: tuple[RunTime, dict[str, Rules]] = (RunTime(), {})

    def adopt(self, policy: Policy) -> Rules:
        """From now on new tickets follow this policy. Raises Refused when its criteria cannot be read."""
        rules = Rules.of(policy)
        content = policy.model_dump_json(by_alias=True, exclude_unset=True).encode()
        self._store.keep_policy(rules.hash, content)
        self._store.note(CURRENT, rules.hash)
        self._plain[rules.hash] = rules
        return self.of(rules.hash)

    def current(self) -> Rules:
        """The rules for new tickets. Raises Refused when no policy was adopted yet."""
        return self._of_new(self._store.noted(CURRENT))

    def refreshed(self) -> Rules:
        """The rules for new tickets, with what `refresh` reads: both with one question. Raises Refused."""
        self.refresh()
        return self.latest()

    def latest(self) -> Rules:
        """The rules for new tickets as the last `refresh` found them. Raises Refused."""
        return self._of_new(self._laid[0].policy)

    def _of_new(self, hash_: str) -> Rules:
        if not hash_:
            text, help_ = "this desk has no policy yet", "give it one: `tocsin db init POLICY`"
            raise Refused(Finding("no-policy", text, Position.of("database"), help_), usage=True)
        return self.of(hash_)

    def of(self, hash_: str) -> Rules:
        """The rules of a policy that was adopted at some time. Raises Refused for one that is not kept."""
        changes, rules = self._laid  # one look: another thread may refresh meanwhile
        if hash_ not in rules:
            rules[hash_] = _laid_over(self._built(hash_), changes.changes, changes.reaches)
        return rules[hash_]

    def refresh(self) -> None:
        """Reads again who is on call instead of whom, and how people want to be reached; cheap."""
        found, before = self._store.run_time(), self._laid
        if found is not before[0]:
            same = (found.changes, found.reaches) == (before[0].changes, before[0].reaches)
            self._laid = found, before[1] if same else {}

    def _built(self, hash_: str) -> Rules:
        if hash_ not in self._plain:
            content = self._store.policy(hash_)
            if content is None:
                text = f"the policy `{hash_[:12]}` is not kept here"
                raise Refused(Finding("no-policy", text, Position.of("database"), "restore it from a backup"))
            self._plain[hash_] = Rules.of(_read(content, hash_))
        return self._plain[hash_]


def _read(content: bytes, hash_: str) -> Policy:
    try:
        policy = Policy.model_validate_json(content, by_alias=True, by_name=False)
    except ValueError:
        policy = None
    if policy is None or policy_hash(policy) != hash_:
        said = "no longer a policy" if policy is None else "another one"
        text = f"the policy `{hash_[:12]}` was changed in the database: what stands there is {said}"
        raise Refused(Finding("no-policy", text, Position.of("database"), "restore it from a backup"))
    return policy


def _laid_over(rules: Rules, changes: Sequence[RosterChange], reaches: Sequence[KeptReach]) -> Rules:
    """A change of a rotation or person that this policy does not have says nothing about it."""
    known = [c for c in map(change_of, changes) if c.rotation in rules.policy.rotations]
    laid = rules.with_changes(known) if known else rules
    contacts = rules.policy.contacts
    own = {
        one.person: laid_over(contacts[one.person], read(one)) for one in reaches if one.person in contacts
    }
    if not own:
        return laid
    return laid.with_contacts(
        {person: contact for person, (contact, _) in own.items()},
        {person: ways for person, (_, ways) in own.items()},
    )


def change_of(kept: RosterChange) -> Change:
    """A kept change as on-call reads it."""
    data = kept.data
    start, end = (parse_instant(str(data[name])) for name in ("from", "to"))
    told = (str(data["rotation"]), start, end, f"#{kept.id}", kept.actor, str(data.get("why", "")))
    if kept.kind == "swap":
        return Swap(*told, one=str(data["one"]), other=str(data["other"]))
    alone = bool(data.get("alone"))
    return Override(*told, person=data.get("person"), instead_of=data.get("instead_of"), alone=alone)


def kept_change(
    kind: str, rotation: str, start: datetime, end: datetime, **more: str | bool | None
) -> dict[str, object]:
    """A change as it is kept: plain JSON."""
    said = {name: value for name, value in more.items() if value}
    return {"rotation": rotation, "from": start.isoformat(), "to": end.isoformat(), **said}
