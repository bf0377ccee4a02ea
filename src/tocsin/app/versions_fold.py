"""What the steps of a version add up to: its signatures, its story, whether its record is whole (B11)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.app.ports_versions import Step, step_hash
from tocsin.app.versions_parts import Done, Seat, Signature
from tocsin.core.model.chain import GENESIS, Link, canonical
from tocsin.core.model.instant import to_micros
from tocsin.core.policy.schema import Policy

ANYONE = "approver"
"""The seat of a policy that names nobody who signs."""
ANYONE_TITLE = "Approver other than the proposer"
LEAVING = "until-now-"
"""Before the id of a seat that signs the version in force and would not sign the next one."""


@dataclass
class Folded:
    """The state of one version's steps."""

    signatures: dict[str, Signature] = field(default_factory=dict)
    proposers: set[str] = field(default_factory=set)
    withdrawn: bool = False
    adopted: bool = False
    activated_at: datetime | None = None
    activated_by: str = ""
    first: datetime | None = None


def fold(steps: Iterable[Step]) -> Folded:
    """The steps of one version, in order."""
    found = Folded()
    for step in steps:
        found.first = found.first or step.at
        _take(found, step)
    return found


def _take(found: Folded, step: Step) -> None:
    match step.kind:
        case "proposed" | "refiled":
            found.proposers.add(step.actor)
            found.withdrawn = False
        case "withdrawn":
            found.withdrawn = True
            found.signatures.clear()
        case "signed":
            found.signatures[str(step.data["seat"])] = _signature(step)
        case "unsigned":
            found.signatures.pop(str(step.data["seat"]), None)
        case "activated" | "adopted":
            found.activated_at, found.activated_by = step.at, step.actor
            found.adopted = step.kind == "adopted"


def _signature(step: Step) -> Signature:
    said = {name: str(step.data.get(name, "")) for name in ("seat", "title", "name", "words", "by")}
    return Signature(
        str(step.data.get("policy", "")), said["seat"], said["title"], step.actor, said["name"], step.at,
        said["words"], said["by"],
    )  # fmt: skip


@dataclass(frozen=True)
class Held:
    """Who holds a title by an administrator's word."""

    account: str
    by: str


def holders(steps: Iterable[Step]) -> dict[str, Held]:
    """Who holds which title now, by the seat's id, out of the steps that concern every version."""
    found: dict[str, Held] = {}
    for step in steps:
        seat = str(step.data.get("seat", ""))
        if step.kind == "assigned":
            found[seat] = Held(str(step.data["account"]), step.actor)
        elif step.kind == "freed":
            found.pop(seat, None)
    return found


def seats_of(
    policy: Policy, folded: Folded, held: Mapping[str, Held], leaving: Sequence[Seat] = ()
) -> tuple[Seat, ...]:
    """The lines to sign, each with its signature if it has one: the policy's own, then `leaving`."""
    named = [Seat(id_, s.title, s.name, s.email) for id_, s in policy.signatories.items()]
    own = named or [Seat(ANYONE, ANYONE_TITLE, anyone=True)]
    return tuple(_seated(seat, folded, held) for seat in (*own, *leaving))


def _seated(seat: Seat, folded: Folded, held: Mapping[str, Held]) -> Seat:
    given = held.get(seat.id) or Held(seat.holder, seat.given_by)
    return Seat(
        seat.id, seat.title, seat.name, seat.email, given.account, given.by,
        folded.signatures.get(seat.id), seat.anyone,
    )  # fmt: skip


def leaving_seats(active: Policy, signed: Mapping[str, Signature], new: Policy) -> tuple[Seat, ...]:
    """Those who signed the version in force and would not sign the new one: they sign that once more."""
    found = []
    for id_, signature in signed.items():
        before, after = active.signatories.get(id_), new.signatories.get(id_)
        if before is None or (after is not None and after.email.lower() == before.email.lower()):
            continue
        title = f"{before.title}, who signs until now"
        found.append(Seat(LEAVING + id_, title, before.name, before.email, signature.account))
    return tuple(found)


def is_whole(steps: Sequence[Step]) -> bool:
    """Whether every step still says what it said when it was written down."""
    previous = GENESIS
    for number, step in enumerate(steps, 1):
        said = Link(
            step.version, number, to_micros(step.at), step.kind, step.actor, step.version, "",
            canonical(step.data),
        )  # fmt: skip
        if (step.number, step.previous, step.hash) != (number, previous, step_hash(previous, said)):
            return False
        previous = step.hash
    return True


_STORY = {
    "proposed": "proposed it",
    "refiled": "sent other files of the same meaning",
    "withdrawn": "withdrew it; signatures fell away",
    "adopted": "put it in force on the command line, not signed",
    "activated": "activated it",
}


def story(steps: Iterable[Step]) -> Iterator[Done]:
    """The steps in words, in order."""
    for step in steps:
        title = str(step.data.get("title", step.data.get("seat", "")))
        told = {"signed": f"signed as {title}", "unsigned": f"withdrew the signature as {title}"}
        text = told.get(step.kind) or _STORY.get(step.kind, step.kind)
        note = str(step.data.get("note", "")) if step.kind == "withdrawn" else ""
        yield Done(
            step.at, str(step.data.get("name", "")) or step.actor, step.kind, f"{text}{note and ': '}{note}"
        )
