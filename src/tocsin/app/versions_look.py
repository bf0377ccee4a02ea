"""Versions of the policy as people look at them: how each stands, who has signed, what is missing (B11)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Protocol

from tocsin.app.desk.rulebooks import CURRENT, Kept, RuleBooks
from tocsin.app.ports_versions import EVERY, KeptVersion, Step
from tocsin.app.ports_versions import Versions as Steps
from tocsin.app.versions_check import Checker, read_policy
from tocsin.app.versions_fold import Folded, Held, fold, holders, is_whole, leaving_seats, seats_of, story
from tocsin.app.versions_parts import COMMAND_LINE, Checked, Missing, Person, Seat, Stand, Version
from tocsin.app.versions_rights import unsigned, why_may, words
from tocsin.core.calendar.zones import zone_of
from tocsin.core.model.finding import Finding, Gravity, Position, Refused
from tocsin.core.policy.load import Loaded
from tocsin.core.policy.merge import Read
from tocsin.core.policy.schema import Policy

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_ORDER = (Stand.ACTIVE, Stand.READY, Stand.PROPOSED, Stand.EARLIER, Stand.WITHDRAWN)


class Store(Kept, Steps, Protocol):
    """The desk's store with its versions."""


@dataclass(frozen=True)
class _Scene:
    """Everything that the versions are told from, read once."""

    current: str
    active: Policy | None
    steps: Mapping[str, Sequence[Step]]
    held: Mapping[str, Held]
    open: Mapping[str, int]


class Look:
    """Versions to look at. `preset` reads a shipped file by `preset:NAME`."""

    def __init__(self, store: Store, books: RuleBooks, preset: Read) -> None:
        self.store, self.books, self.checker = store, books, Checker(preset)

    def current(self) -> str:
        """The hash of the policy that new tickets follow, "" before there is one."""
        return self.store.noted(CURRENT)

    def all(self, counted: bool = False) -> tuple[Version, ...]:
        """Every version: the active one, those under way, earlier ones; the latest first in each.

        `counted`: with how many open escalations each governs, which takes a look at each of them.
        """
        scene = self._scene(counted)
        kept = {version.hash: version for version in self.store.versions()}
        others = [hash_ for hash_ in self.store.kept_policies() if hash_ not in kept]
        found = [self._told(self._kept(hash_), scene) for hash_ in (*kept, *others)]
        latest = sorted(found, key=_last, reverse=True)
        return tuple(sorted(latest, key=lambda version: _ORDER.index(version.stand)))

    def get(self, hash_: str, counted: bool = False) -> Version:
        """A version by its hash or its first twelve characters. Raises Refused for an unknown one."""
        return self._told(self._kept(hash_), self._scene(counted))

    def policy(self, hash_: str) -> Policy:
        """What a version says. Raises Refused for an unknown one, and for one changed in the database."""
        kept = self._kept(hash_)
        return read_policy(kept.content, kept.hash)

    def loaded(self, hash_: str) -> Loaded:
        """A version as it was read, with its places. Raises Refused for an unknown one."""
        return self.checker.loaded(self.checker.bundle(self._kept(hash_)))

    def files(self, hash_: str) -> Mapping[str, str]:
        """A version's files by name, its tests among them. Raises Refused for an unknown one."""
        return self.checker.bundle(self._kept(hash_)).files

    def checked(self, hash_: str) -> Checked:
        """A version's check and its own tests. Raises Refused for an unknown one."""
        return self.checker.checked(self.checker.bundle(self._kept(hash_)))

    def missing(self, version: Version, now: datetime) -> tuple[Missing, ...]:
        """Everything that stands in the way of activating it at `now` (aware UTC); empty: it may be."""
        if version.stand is Stand.ACTIVE:
            return (Missing("active", "it is active", "nothing is to be done"),)
        return (*_unready(version), *self._unfit(version, now))

    def may_sign(self, version: Version, person: Person) -> tuple[tuple[Seat, str, str], ...]:
        """The lines that this person may sign now, each with why and with the words to agree to."""
        if version.stand is Stand.WITHDRAWN:
            return ()
        free = (seat for seat in version.seats if seat.signature is None)
        may = ((seat, why_may(seat, person, version.proposers)) for seat in free)
        return tuple((seat, why, words(version, seat)) for seat, why in may if why)

    def _scene(self, counted: bool) -> _Scene:
        steps: dict[str, list[Step]] = {}
        for step in self.store.steps():
            steps.setdefault(step.version, []).append(step)
        under = self.store.open_under() if counted else {}
        current = self.current()
        active = self._policy(current) if current else None
        return _Scene(current, active, steps, holders(steps.get(EVERY, ())), under)

    def _kept(self, hash_: str) -> KeptVersion:
        """A version as it is kept; one that was adopted without being written down has its meaning only."""
        kept = self.store.version(hash_)
        if kept is not None:
            return kept
        begun = [one for one in self.store.kept_policies() if len(hash_) >= 12 and one.startswith(hash_)]
        content = self.store.policy(begun[0]) if len(begun) == 1 else None
        if content is None:
            text = f"there is no version `{hash_[:12]}`"
            raise refused(text, "see the list of versions", rule="unknown-version")
        return KeptVersion(begun[0], "", "", _LONG_AGO, "", "", COMMAND_LINE, "", content)

    def _told(self, kept: KeptVersion, scene: _Scene) -> Version:
        hash_, steps = kept.hash, scene.steps.get(kept.hash, ())
        folded, policy = fold(steps), _read(kept)
        header = policy.document if policy else None
        seats = _seats(hash_, policy, folded, scene)
        known = bool(kept.title)
        return Version(
            hash=hash_,
            title=kept.title or (header.title if header else ""),
            number=kept.version or (header.version if header else ""),
            stand=_stand(hash_, folded, steps, seats, scene),
            origin=COMMAND_LINE if folded.adopted or not known else kept.origin,
            proposed_at=kept.at if known else None,
            account=kept.actor,
            name=kept.name,
            note=kept.note,
            seats=seats,
            activated_at=folded.activated_at,
            activated_by=folded.activated_by,
            story=tuple(story(steps)),
            open=scene.open.get(hash_, 0),
            whole=policy is not None and is_whole(steps),
            proposers=frozenset(folded.proposers),
        )

    def _policy(self, hash_: str) -> Policy | None:
        with suppress(Refused):
            return self.policy(hash_)
        return None

    def _unfit(self, version: Version, now: datetime) -> list[Missing]:
        policy = self._policy(version.hash)
        if policy is None:
            return []
        found, checked = [], self.checked(version.hash)
        errors, failed = checked.report.count(Gravity.ERROR), len(checked.failed)
        if errors:
            text = f"the check finds {_several(errors, 'error')}"
            found.append(Missing("check", text, "mend the policy and propose it anew"))
        if failed or checked.broken:
            text = (
                f"{_several(failed, 'test')} of its own failed" if failed else "its own tests cannot be run"
            )
            found.append(Missing("tests", text, "mend the policy or the tests, and propose it anew"))
        begins = datetime.combine(policy.document.effective, time(), zone_of(policy.organisation.zone))
        if now < begins:
            text = f"it is effective from {policy.document.effective.isoformat()} on"
            help_ = f"activate it then ({policy.organisation.zone}), or propose it with an earlier date"
            found.append(Missing("effective", text, help_))
        return found


def _read(kept: KeptVersion) -> Policy | None:
    with suppress(Refused):
        return read_policy(kept.content, kept.hash)
    return None


def _seats(hash_: str, policy: Policy | None, folded: Folded, scene: _Scene) -> tuple[Seat, ...]:
    if policy is None:
        return ()
    active = scene.active if scene.current != hash_ else None
    signed = fold(scene.steps.get(scene.current, ())).signatures
    leaving = leaving_seats(active, signed, policy) if active else ()
    return seats_of(policy, folded, scene.held, leaving)


def _last(version: Version) -> datetime:
    return version.activated_at or version.proposed_at or _LONG_AGO


def _stand(hash_: str, folded: Folded, steps: Sequence[Step], seats: Sequence[Seat], scene: _Scene) -> Stand:
    if hash_ == scene.current:
        return Stand.ACTIVE
    if folded.withdrawn:
        return Stand.WITHDRAWN
    if folded.activated_at or not steps:
        return Stand.EARLIER
    return Stand.READY if seats and all(seat.signature for seat in seats) else Stand.PROPOSED


def _unready(version: Version) -> list[Missing]:
    found = []
    if version.stand is Stand.WITHDRAWN:
        found.append(Missing("withdrawn", "it was withdrawn", "propose it again"))
    if not version.whole or not version.seats:
        text = "its record was changed in the database: what stands there counts for nothing"
        found.append(Missing("record", text, "propose it again and have it signed anew"))
    return found + [unsigned(seat) for seat in version.seats if not _is_signed(version, seat)]


def _is_signed(version: Version, seat: Seat) -> bool:
    return seat.signature is not None and seat.signature.policy == version.hash


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def refused(message: str, help_: str, where: str = "policy", rule: str = "version") -> Refused:
    """A step that cannot be taken."""
    return Refused(Finding(rule, message, Position.of(where), help_), usage=True)
