"""Run-time changes of who is on call: checked against the policy before they are kept (A4.2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tocsin.app.desk.desk import Desk
from tocsin.app.desk.rulebooks import kept_change
from tocsin.app.ports_roster import RosterChange
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso, parse_instant
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.schema import Policy

LONGEST = timedelta(days=366)
"""An override is for a while; what stays belongs into the policy."""
Span = tuple[datetime | None, datetime | None]


def add(  # noqa: PLR0913 (a change is all of these)
    desk: Desk, kind: str, rotation: str, span: Span, people: Mapping[str, str | None], why: str, actor: str,
    now: datetime, *, signed_in: bool = False,
) -> RosterChange:  # fmt: skip
    """Keeps an override (`person`, `instead_of`) or a swap (`one`, `other`). Raises Refused.

    `signed_in`: the actor is an account's, which need not be a contact.
    """
    policy = desk.books.current().policy
    start, end = check(policy, rotation, span, people, now)
    if not signed_in:
        _refuse_unknown(policy, actor)
    made = kept_change(kind, rotation, start, end, why=why, **people)
    return desk.store.add_roster_change(now, actor, kind, made)


def check(
    policy: Policy, rotation: str, span: Span, people: Mapping[str, str | None], now: datetime
) -> tuple[datetime, datetime]:
    """From when to when a change would hold. Raises Refused for one that cannot be made."""
    if rotation not in policy.rotations:
        help_ = did_you_mean(rotation, policy.rotations) or "they stand under `rotations` in the policy"
        raise _refused("unknown-rotation", f"there is no rotation `{rotation}`", help_)
    for person in filter(None, people.values()):
        _refuse_unknown(policy, person)
    _refuse_idle(policy.rotations[rotation].everybody(), rotation, people)
    return _checked(span, now)


def _refuse_unknown(policy: Policy, person: str) -> None:
    if person not in policy.contacts:
        help_ = did_you_mean(person, policy.contacts) or "they stand under `contacts` in the policy"
        raise _refused("unknown-person", f"there is no contact `{person}`", help_)


def _refuse_idle(everybody: Sequence[str], rotation: str, people: Mapping[str, str | None]) -> None:
    """Raises Refused for a change that changes nothing."""
    named = [person for person in people.values() if person]
    if not named:
        raise _refused("usage", "nobody is named", "name the person, whom they stand in for, or both")
    if len(named) == 2 and named[0] == named[1]:
        raise _refused("usage", f"`{named[0]}` is named on both sides", "name two people")
    for role in ("instead_of", "one", "other"):
        person = people.get(role)
        if person and person not in everybody:
            text = f"`{person}` takes no turn in `{rotation}`"
            raise _refused("usage", text, f"its people: {', '.join(f'`{p}`' for p in everybody)}")


def _checked(span: Span, now: datetime) -> tuple[datetime, datetime]:
    start, end = span
    if start is None or end is None or start >= end:
        raise _refused("usage", "it ends before it begins", "put its end after its beginning")
    if end <= now:
        raise _refused("usage", f"it is over already: it ends at {iso(end)}", "put its end in the future")
    if end - start > LONGEST:
        text = f"it is longer than {LONGEST.days} days"
        raise _refused("usage", text, "for good, change the rotation in the policy and adopt it")
    return start, end


def _refused(rule: str, message: str, help_: str) -> Refused:
    return Refused(Finding(rule, message, Position.of("command line"), help_), usage=True)


def told(change: RosterChange, zone: ZoneInfo) -> str:
    """A kept change in one line, its times on the desk's wall clock."""
    data = change.data
    ended = f", taken back by {change.cancelled_by}" if change.cancelled_at else ""
    why = f" ({data['why']})" if data.get("why") else ""
    start, end = (parse_instant(str(data[name])).astimezone(zone) for name in ("from", "to"))
    span = f"{start:%a %Y-%m-%d %H:%M %Z} to {end:%a %Y-%m-%d %H:%M %Z}"
    return f"#{change.id} {data['rotation']}: {_who(change)}, {span}{why}, by {change.actor}{ended}"


def _who(change: RosterChange) -> str:
    data = change.data
    if change.kind == "swap":
        return f"{data['one']} and {data['other']} swap"
    if data.get("instead_of"):
        return f"{data.get('person') or 'nobody'} instead of {data['instead_of']}"
    return f"{data['person']} in addition"
