"""A desk with a policy in force, people with accounts, and small policies to propose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.app.desk import Desk
from tocsin.app.versions import Versions
from tocsin.app.versions_parts import Person, Version
from tocsin.app.versions_read import Bundle, pasted
from tocsin.core.policy.lint.example import TEXT
from tocsin.core.policy.load import load, policy_hash
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Source
from tocsin.files.policies import beside
from tocsin.storage.store import DjangoStore, open_store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SIGNERS = """signatories:
  vp: {title: VP Customer Success, name: Helen, email: helen@example.com}
  ops: {title: Operations Manager}
"""
HEAD = "signatories: {head: {title: Head of Support}}\n"

ANNA = Person("anna", "Anna Lead", "lead", frozenset({"anna@example.com"}))
BEN = Person("ben", "Ben Approver", "approver", frozenset({"ben@example.com"}))
HELEN = Person("helen", "Helen Brandt", "executive", frozenset({"helen@example.com"}))
ROOT = Person("root", "Rita Root", "administrator", frozenset({"root@example.com"}))
OSKAR = Person("oskar", "Oskar Ops", "viewer", frozenset({"oskar@example.com"}))


def text(version: str = "2.0.0", signers: str = SIGNERS, **changed: str) -> str:
    """The example policy with another version and signatories; `changed`: what to say instead of what."""
    found = TEXT.replace("version: 1.0.0", f"version: {version}").replace(HEAD, signers)
    for old, new in (pair.split(" => ") for pair in changed.values()):
        assert old in found
        found = found.replace(old, new)
    return found


def policy(content: str) -> Policy:
    """A text as a policy."""
    return load(Source("policy.yaml", content), beside).require()


@dataclass
class Office:
    """A desk, its versions, and a clock that only tests move."""

    desk: Desk
    versions: Versions
    now: datetime = NOON
    first: str = field(default="")

    @classmethod
    def open(cls, folder: Path) -> Office:
        """A desk in a file, with the example policy in force as the operator adopted it."""
        store = open_store(f"sqlite:///{folder}/desk.db")
        store.migrate()
        return cls.over(store)

    @classmethod
    def over(cls, store: DjangoStore) -> Office:
        """The same over a store that is there."""
        desk = Desk(store)
        first = policy(TEXT)
        desk.books.adopt(first)
        return cls(desk, Versions(store, desk.books, beside), first=policy_hash(first))

    def propose(self, content: str | Bundle | None = None, person: Person = ANNA) -> Version:
        """Proposes a policy; the example with two signatories when nothing is given."""
        bundle = content if isinstance(content, Bundle) else pasted(content or text())
        self.now += timedelta(minutes=1)
        return self.versions.propose(bundle, person, "paste", "why not", self.now)

    def signed(self, version: Version) -> Version:
        """Has both signatories of the usual proposal sign."""
        self.versions.assign("ops", "oskar", ROOT, self.now)
        self.versions.sign(version.hash, "vp", HELEN, self.now)
        return self.versions.sign(version.hash, "ops", OSKAR, self.now)

    def missing(self, version: Version) -> list[str]:
        """The rules that stand in the way of activating it now."""
        return [each.rule for each in self.versions.missing(self.versions.get(version.hash), self.now)]
