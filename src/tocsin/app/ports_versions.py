"""Versions of the policy as they are kept: proposals, and every step that people took with them (B11)."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tocsin.app.ports import Json
from tocsin.core.model.chain import Link, link_hash

EVERY = ""
"""The version under which steps stand that concern every version: who holds which title."""


@dataclass(frozen=True)
class KeptVersion:
    """A proposed policy: its hash, what it says (`content`, canonical JSON), and the files it came in.

    `origin`: upload, paste, preset, command line. `actor` is the account's name, `name` what they are called.
    """

    hash: str
    title: str
    version: str
    at: datetime
    actor: str
    name: str
    origin: str
    note: str
    content: bytes = b""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """What somebody did with a version, numbered from 1 in it. `previous` and `hash` are its chain, hex."""

    version: str
    number: int
    at: datetime
    actor: str
    kind: str
    data: Json
    previous: str
    hash: str


def step_hash(previous: str, step: Link) -> str:
    """The step's hash, hex: the same chain as that of events."""
    return link_hash(previous, step)


class Versions(Protocol):
    """The versions of one desk. Steps are only ever added."""

    def hold_versions(self) -> AbstractContextManager[None]:
        """Nobody else takes a step until the block ends; what is done in it is committed then."""

    def add_version(self, version: KeptVersion) -> bool:
        """Keeps a proposal; False when that policy was proposed before."""

    def refile_version(self, hash_: str, files: Mapping[str, str]) -> None:
        """Other files of the same meaning: comments, tests, another split."""

    def version(self, hash_: str) -> KeptVersion | None:
        """A proposal with its content and files, by its hash or the beginning of it; None if unknown."""

    def versions(self) -> Sequence[KeptVersion]:
        """All proposals, the latest first, without content and files."""

    def add_step(self, version: str, at: datetime, actor: str, kind: str, data: Json) -> Step:
        """Writes down a step; only inside `hold_versions`."""

    def steps(self, version: str | None = None) -> Sequence[Step]:
        """The steps of one version, or all, in the order in which they were taken."""

    def kept_policies(self) -> Sequence[str]:
        """The hash of every policy that was ever in force here, in no order."""

    def open_under(self) -> Mapping[str, int]:
        """How many open escalations each policy governs, by its hash."""

    def streams_not_under(self, hash_: str, limit: int) -> Sequence[str]:
        """Open escalations that another policy governs, the longest open first."""
