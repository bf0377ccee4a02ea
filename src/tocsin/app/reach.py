"""How people themselves want to be reached: verified addresses and rules, over the policy's contacts (A4.5).

The policy says who answers and may say how; each person may add an address of their own, once they have
shown that it is theirs, and say by which method and when they are paged. It holds under every policy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tocsin.app.ports import Json
from tocsin.app.ports_reach import KeptReach, ReachStore
from tocsin.core.ladders.book import rules_of
from tocsin.core.ladders.rungs import Rule
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import iso, parse_instant
from tocsin.core.model.words import listing
from tocsin.core.policy.schema.people import Contact

KINDS = {"email": ("email",), "phone": ("phone", "sms"), "webhook": ("webhook",)}
"""Each kind of address, and the methods that go there."""
METHODS = ("email", "sms", "phone", "webhook")
LONGEST = timedelta(hours=2)
MOST = 12
"""Rules of one person."""


@dataclass(frozen=True)
class Way:
    """A verified address. `by`: `code`, or who confirmed it."""

    address: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Reach:
    """What a person verified and chose. `ways` by kind of address; no rules: the policy's."""

    ways: Mapping[str, Way] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


def read(kept: KeptReach) -> Reach:
    """What is kept, as values."""
    ways = {
        kind: Way(str(way["address"]), parse_instant(str(way["at"])), str(way["by"]))
        for kind, way in kept.data.get("ways", {}).items()
    }
    return Reach(ways, tuple(_rule(each) for each in kept.data.get("rules", ())))


def _rule(data: Json) -> Rule:
    after = timedelta(seconds=int(data.get("after", 0)))
    return Rule(str(data["by"]), after, tuple(data.get("severities", ())))


def data_of(reach: Reach) -> Json:
    """As it is kept: plain JSON."""
    ways = {
        kind: {"address": way.address, "at": iso(way.at), "by": way.by} for kind, way in reach.ways.items()
    }
    rules = [
        {"by": rule.method, "after": int(rule.after.total_seconds()), "severities": list(rule.severities)}
        for rule in reach.rules
    ]
    return {"ways": ways, "rules": rules}


def of(store: ReachStore, person: str) -> Reach:
    """A person's own; nothing of their own when they never said."""
    return next((read(kept) for kept in store.reaches() if kept.person == person), Reach())


def laid_over(contact: Contact, reach: Reach) -> tuple[Contact, tuple[Rule, ...]]:
    """The contact as this person is reached, and by which rules; a rule without an address is none."""
    addresses = {kind: way.address for kind, way in reach.ways.items()}
    made = contact.model_copy(update=addresses)
    usable = tuple(rule for rule in reach.rules if rule.method in methods_of(made))
    ways = tuple(sorted(usable, key=lambda rule: rule.after)) if usable else rules_of(made)
    return made, ways


def methods_of(contact: Contact) -> tuple[str, ...]:
    """The methods for which an address is known."""
    known = {"email": contact.email, "phone": contact.phone, "webhook": contact.webhook}
    return tuple(method for kind, methods in KINDS.items() if known[kind] for method in methods)


def keep_way(
    store: ReachStore, contact: Contact | None, person: str, kind: str, address: str, by: str, now: datetime
) -> Reach:
    """Keeps an address that was shown to be theirs. Raises Refused for somebody the policy does not know."""
    require_contact(contact, person)
    before = of(store, person)
    after = replace(before, ways={**before.ways, kind: Way(address, now, by)})
    store.keep_reach(person, data_of(after), now, person)
    return after


def drop_way(store: ReachStore, contact: Contact | None, person: str, kind: str, now: datetime) -> Reach:
    """An address of their own goes; the policy's holds again. Raises Refused for the last way to them."""
    before = of(store, person)
    if kind not in before.ways:
        raise _refused(f"there is no {kind} of your own", "nothing has to be done")
    after = replace(before, ways={name: way for name, way in before.ways.items() if name != kind})
    if contact is None or not laid_over(contact, after)[1]:
        raise _refused("it is the last way in which a page reaches you", "add and verify another one first")
    _refuse_unreached(contact, after)
    store.keep_reach(person, data_of(after), now, person)
    return after


def set_rules(
    store: ReachStore, contact: Contact | None, person: str, rules: Sequence[Rule], severities: Sequence[str],
    now: datetime,
) -> Reach:  # fmt: skip
    """Keeps their own rules; none: the policy's hold again. Raises Refused for one that reaches nobody."""
    known = require_contact(contact, person)
    if len(rules) > MOST:
        raise _refused(f"{len(rules)} rules are more than {MOST}", "fewer are enough to be woken")
    after = replace(of(store, person), rules=tuple(dict.fromkeys(rules)))
    for rule in after.rules:
        _refuse_rule(rule, severities)
    _refuse_unreached(known, after)
    store.keep_reach(person, data_of(after), now, person)
    return after


def _refuse_rule(rule: Rule, severities: Sequence[str]) -> None:
    if rule.method not in METHODS:
        raise _refused(f"`{rule.method}` is no method", f"choose {listing(METHODS, 'or')}")
    if not timedelta(0) <= rule.after <= LONGEST:
        text = f"`{rule.after}` is not between at once and two hours"
        raise _refused(text, "a page that waits longer is for the next rung")
    unknown = [severity for severity in rule.severities if severity not in severities]
    if unknown:
        raise _refused(f"`{unknown[0]}` is no severity", f"choose among {listing(list(severities), 'or')}")


def _refuse_unreached(contact: Contact, reach: Reach) -> None:
    """Raises Refused where a rule names a method for which no verified address is known."""
    made, _ = laid_over(contact, reach)
    for rule in reach.rules:
        if rule.method not in methods_of(made):
            kind = next(kind for kind, methods in KINDS.items() if rule.method in methods)
            text = f"a rule pages you by {rule.method}, and no verified {kind} of yours is known"
            raise _refused(text, f"verify a {kind} first, or take the rule away")


def require_contact(contact: Contact | None, person: str) -> Contact:
    """The contact. Raises Refused for somebody the policy does not know: nobody pages them."""
    if contact is None:
        text = f"`{person}` is no contact of the policy: nobody is paged by this account"
        raise _refused(text, "ask an administrator to join your account with your contact")
    return contact


def _refused(message: str, help_: str) -> Refused:
    return Refused(Finding("reach", message, Position.of("contact methods"), help_), usage=True)
