"""Versions of the policy: proposed, checked, signed by the named signatories, activated (B11, A13.1).

Nothing becomes active unsigned or with errors: activation looks once more, while nobody else can take a step.
An escalation stays under the policy it was opened with (design §1).
"""

from contextlib import suppress
from datetime import datetime

from tocsin.app.doing import Forbidden
from tocsin.app.ports_versions import EVERY, KeptVersion
from tocsin.app.versions_check import content_of
from tocsin.app.versions_fold import fold, holders
from tocsin.app.versions_look import Look, Store, refused
from tocsin.app.versions_parts import COMMAND_LINE, Missing, Person, Seat, Stand, Version
from tocsin.app.versions_read import Bundle
from tocsin.app.versions_rights import unsigned, why_may, words
from tocsin.core.model.finding import Finding, Gravity, Position, Refused
from tocsin.core.policy.load import policy_hash
from tocsin.core.policy.schema import Policy

__all__ = ["Store", "Versions"]

LONG = 2000
"""Characters of a note."""


class Versions(Look):
    """The versions of one desk and every step that can be taken with them. Threads may share it."""

    def propose(self, bundle: Bundle, person: Person, origin: str, note: str, now: datetime) -> Version:
        """Takes a policy in. Raises Refused with every finding when it cannot be read as one."""
        policy = self.checker.fresh(bundle).require()
        kept = _kept(policy, bundle, person, origin, note, now)
        with self.store.hold_versions():
            if kept.hash == self.current():
                raise refused("it says the same as the policy in force", "change something first")
            new = self.store.add_version(kept)
            if not new and self._stands(kept):
                return self.get(kept.hash)
            if not new:
                self._refile(kept)
            said = {"origin": origin, "name": person.name, "note": kept.note, "files": bundle.digest}
            self.store.add_step(kept.hash, now, person.account, "proposed" if new else "refiled", said)
        return self.get(kept.hash)

    def sign(self, hash_: str, seat_id: str, person: Person, now: datetime) -> Version:
        """Signs under a title; also one in force that nobody signed. Raises Forbidden, Refused."""
        self._read_first(hash_)
        with self.store.hold_versions():
            version = self.get(hash_)
            if version.stand is Stand.WITHDRAWN:
                raise refused(f"version {version.number} was withdrawn", "propose it again", version.short)
            seat = _seat(version, seat_id)
            if seat.signature is not None and seat.signature.account == person.account:
                return version
            why = why_may(seat, person, version.proposers)
            if seat.signature is not None or not why:
                raise Forbidden(f"nobody signs for another; {unsigned(seat).help}", f"sign as {seat.title}")
            if self.checked(version.hash).report.count(Gravity.ERROR):
                raise refused(
                    "the check finds errors in it", "have it mended and proposed anew", version.short
                )
            said = {"seat": seat.id, "title": seat.title, "policy": version.hash, "name": person.name}
            said |= {"words": words(version, seat), "by": why}
            self.store.add_step(version.hash, now, person.account, "signed", said)
        return self.get(version.hash)

    def unsign(self, hash_: str, seat_id: str, person: Person, now: datetime) -> Version:
        """Takes one's own signature back, before activation. Raises Forbidden for another's."""
        with self.store.hold_versions():
            version = self._under_way(hash_)
            seat = _seat(version, seat_id)
            if seat.signature is None or seat.signature.account != person.account:
                raise Forbidden("only who signed takes a signature back", f"withdraw {seat.title}")
            said = {"seat": seat.id, "title": seat.title, "policy": version.hash, "name": person.name}
            self.store.add_step(version.hash, now, person.account, "unsigned", said)
        return self.get(version.hash)

    def withdraw(self, hash_: str, person: Person, note: str, now: datetime) -> Version:
        """Takes a proposal back: its signatures fall away. Who proposed it may, or who may activate it.

        Raises Refused once it has been active.
        """
        with self.store.hold_versions():
            version = self._under_way(hash_)
            said = {"note": note.strip()[:LONG], "name": person.name}
            self.store.add_step(version.hash, now, person.account, "withdrawn", said)
        return self.get(version.hash)

    def assign(self, seat_id: str, account: str, person: Person, now: datetime) -> None:
        """Says which account holds a title, for every version; "" frees it. Raises Refused, Forbidden."""
        if account and account == person.account:
            raise Forbidden("another administrator does, or the policy names your e-mail", "assign yourself")
        with self.store.hold_versions():
            held = holders(self.store.steps(EVERY))
            taken = [s for s, h in held.items() if account and h.account == account and s != seat_id]
            if taken:
                raise refused(f"`{account}` signs as `{taken[0]}` already", "one person, one line", seat_id)
            kind = "assigned" if account else "freed"
            said = {"seat": seat_id, "account": account, "name": person.name}
            self.store.add_step(EVERY, now, person.account, kind, said)

    def activate(self, hash_: str, person: Person, now: datetime) -> Version:
        """From `now` on new tickets follow it. Raises Refused with everything that stands in its way.

        Who may do so is the authorisation table's word; this only holds what no role may pass over.
        """
        self._read_first(hash_)
        with self.store.hold_versions():
            version = self.get(hash_)
            missing = self.missing(version, now)
            if missing:
                raise Refused(*(_finding(each, version) for each in missing))
            signed = [f"{s.title}: {s.signature.name}" for s in version.seats if s.signature]
            said = {"over": self.current(), "signed": signed, "name": person.name}
            self.books.adopt(self.policy(version.hash))
            self.store.add_step(version.hash, now, person.account, "activated", said)
        return self.get(version.hash)

    def adopted(self, bundle: Bundle, account: str, now: datetime) -> None:
        """Writes down that the operator put this policy in force on the command line: it is not signed."""
        person = Person(account, account, "")
        kept = _kept(self.checker.fresh(bundle).require(), bundle, person, COMMAND_LINE, "", now)
        with self.store.hold_versions():
            before = self.store.steps(kept.hash)
            if before and before[-1].kind in ("adopted", "activated") and kept.hash == self.current():
                return
            if not self.store.add_version(kept):
                self._refile(kept)
            self.store.add_step(kept.hash, now, account, "adopted", {"name": account})

    def _read_first(self, hash_: str) -> None:
        """Checks it before anybody is held up; inside the hold the answer is known already."""
        with suppress(Refused):
            self.checked(hash_)

    def _stands(self, kept: KeptVersion) -> bool:
        """Whether just these files are proposed already: sending them twice is once."""
        before = self.store.version(kept.hash)
        same = before is not None and dict(before.files) == dict(kept.files)
        return same and not fold(self.store.steps(kept.hash)).withdrawn

    def _refile(self, kept: KeptVersion) -> None:
        """Files of the same meaning replace those before, unless it was in force: then they stay."""
        if any(step.kind in ("adopted", "activated") for step in self.store.steps(kept.hash)):
            return
        self.store.refile_version(kept.hash, kept.files)

    def _under_way(self, hash_: str) -> Version:
        """A version that has not been active yet. Raises Refused."""
        version = self.get(hash_)
        if version.stand in (Stand.PROPOSED, Stand.READY):
            return version
        text = f"version {version.number} ({version.short}) is {_HOW[version.stand]}"
        raise refused(text, "propose a new version", version.short)


_HOW = {Stand.ACTIVE: "active already", Stand.EARLIER: "an earlier one", Stand.WITHDRAWN: "withdrawn"}


def _kept(
    policy: Policy, bundle: Bundle, person: Person, origin: str, note: str, now: datetime
) -> KeptVersion:
    header = policy.document
    told = (header.title, header.version, now, person.account, person.name, origin, note.strip()[:LONG])
    return KeptVersion(policy_hash(policy), *told, content_of(policy), dict(bundle.files))


def _seat(version: Version, seat_id: str) -> Seat:
    found = next((seat for seat in version.seats if seat.id == seat_id), None)
    if found is None:
        text = f"version {version.number} has no line `{seat_id}` to sign"
        raise refused(text, "see who signs it", version.short)
    return found


def _finding(missing: Missing, version: Version) -> Finding:
    text = f"version {version.number} cannot be activated: {missing.text}"
    return Finding(f"not-{missing.rule}", text, Position.of(version.short), missing.help)
