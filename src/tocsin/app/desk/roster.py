"""Run-time changes of who is on call: checked against the policy before they are kept (A4.2)."""

from collections.abc import Mapping
from datetime import datetime

from tocsin.app.desk.desk import Desk
from tocsin.app.desk.rulebooks import kept_change
from tocsin.app.ports_roster import RosterChange
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso
from tocsin.core.model.words import did_you_mean

Span = tuple[datetime | None, datetime | None]


def add(
    desk: Desk, kind: str, rotation: str, span: Span, people: Mapping[str, str | None], why: str, actor: str,
    now: datetime,
) -> RosterChange:  # fmt: skip
    """Keeps an override (`person`, `instead_of`) or a swap (`one`, `other`). Raises Refused."""
    policy = desk.books.current().policy
    if rotation not in policy.rotations:
        raise _refused(
            "unknown-rotation", f"there is no rotation `{rotation}`", did_you_mean(rotation, policy.rotations)
        )
    for person in filter(None, people.values()):
        if person not in policy.contacts:
            text = f"there is no contact `{person}`"
            raise _refused("unknown-person", text, did_you_mean(person, policy.contacts))
    if not any(people.values()):
        raise _refused("usage", "nobody is named", "name `--person`, `--instead-of` or both")
    start, end = span
    if start is None or end is None or start >= end:
        raise _refused("usage", "it ends before it begins", "put `--to` after `--from`")
    made = kept_change(kind, rotation, start, end, why=why, **people)
    return desk.store.add_roster_change(now, actor, kind, made)


def _refused(rule: str, message: str, help_: str) -> Refused:
    return Refused(Finding(rule, message, Position.of("command line"), help_), usage=True)


def told(change: RosterChange) -> str:
    """A kept change in one line."""
    data = change.data
    ended = (
        f", taken back by {change.cancelled_by} at {iso(change.cancelled_at)}" if change.cancelled_at else ""
    )
    why = f" ({data['why']})" if data.get("why") else ""
    span = f"{data['from']} to {data['to']}"
    return f"#{change.id} {data['rotation']}: {_who(change)}, {span}{why}, by {change.actor}{ended}"


def _who(change: RosterChange) -> str:
    data = change.data
    if change.kind == "swap":
        return f"{data['one']} and {data['other']} swap"
    if data.get("instead_of"):
        return f"{data.get('person') or 'nobody'} instead of {data['instead_of']}"
    return f"{data['person']} in addition"
