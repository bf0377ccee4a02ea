"""The roster: every rotation of a policy, asked by id (A4.2, A4.5, A13.2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from tocsin.core.model.instant import to_utc
from tocsin.core.model.words import did_you_mean
from tocsin.core.oncall import expand, point
from tocsin.core.oncall.answers import Gap, OnCall, Shift
from tocsin.core.oncall.changes import Change
from tocsin.core.oncall.from_policy import rotations
from tocsin.core.oncall.rotation import Rotation
from tocsin.core.policy.schema.policy import Policy


@contextmanager
def _in_the_calendar() -> Iterator[None]:
    try:
        yield
    except OverflowError:
        raise ValueError(
            "who is on call in year 1 or 9999 cannot be told: ask for a nearer instant"
        ) from None


class Roster:
    """Who is on call in each rotation. Immutable; build it once and ask it often."""

    def __init__(self, rotations: Iterable[Rotation]) -> None:
        self._rotations: Mapping[str, Rotation] = {rotation.id: rotation for rotation in rotations}

    @classmethod
    def of(cls, policy: Policy, changes: Sequence[Change] = ()) -> "Roster":
        """The roster of a policy, with the changes made at run time after the policy's own.

        Raises ValueError for a change to a rotation that the policy does not have.
        """
        return cls(rotations(policy)).changed(changes)

    def changed(self, changes: Sequence[Change]) -> "Roster":
        """The roster after more changes, made in this order. Raises ValueError for an unknown rotation."""
        more: dict[str, list[Change]] = {}
        for change in changes:
            more.setdefault(self._of(change.rotation).id, []).append(change)
        return Roster(
            replace(one, changes=(*one.changes, *more[one.id])) if one.id in more else one
            for one in self._rotations.values()
        )

    def ids(self) -> tuple[str, ...]:
        """The rotations, in the policy's order."""
        return tuple(self._rotations)

    def rotation(self, id_: str) -> Rotation:
        """One rotation's parts. Raises ValueError for an unknown one."""
        return self._of(id_)

    def who(self, rotation: str, at: datetime) -> tuple[OnCall, ...]:
        """Who is on call at an aware instant, since when, until when and why (A4.2). Raises ValueError."""
        with _in_the_calendar():
            return point.who(self._of(rotation), to_utc(at))

    def people(self, rotation: str, at: datetime) -> tuple[str, ...]:
        """Only the people on call at an aware instant: what a ladder pages (A4.5). Raises ValueError."""
        with _in_the_calendar():
            return point.people_at(self._of(rotation), to_utc(at))

    def shifts(self, rotation: str, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """The shifts of a period, gaps included, cut to it (A4.2). Raises ValueError."""
        with _in_the_calendar():
            return expand.shifts(self._of(rotation), to_utc(start), to_utc(end))

    def gaps(self, rotation: str, start: datetime, end: datetime) -> tuple[Gap, ...]:
        """The spans of a period in which nobody is on call (A13.2). Raises ValueError."""
        with _in_the_calendar():
            return expand.gaps(self._of(rotation), to_utc(start), to_utc(end))

    def _of(self, id_: str) -> Rotation:
        try:
            return self._rotations[id_]
        except KeyError:
            hint = did_you_mean(id_, self._rotations) or "the policy has no such rotation"
            raise ValueError(f"`{id_}` is no rotation: {hint}") from None
