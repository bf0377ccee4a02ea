"""The people of an export: contacts of the policy, once somebody names them (B6, A4.5)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tocsin.core.calendar.zones import zone_names
from tocsin.core.model.duration import words
from tocsin.exchange.ids import Ids
from tocsin.exchange.notes import Notes
from tocsin.exchange.record import Record, shown

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@(?:[^@\s.<>,;]+\.)+[^@\s.<>,;]{2,}")
_PHONE = re.compile(r"\+?[\d ()./-]{3,30}")
_NEEDS = {"email": "email", "sms": "phone", "phone": "phone", "webhook": "webhook"}
_MONTH = 31 * 24 * 60


@dataclass
class People:
    """Contacts by the vendor's ids. Only those who are named by something come into the policy."""

    notes: Notes
    ids: Ids = field(default_factory=lambda: Ids("person"))
    contacts: dict[str, dict[str, Any]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def add(self, users: Iterable[Record]) -> None:
        """Makes a contact of each user; the vendor's modules fill in how to reach them."""
        listed = [user for user in users if user.id]
        self.ids.claim_all((user.id, _spoken(user)) for user in listed)
        for user in listed:
            id_ = self.ids.get(user.id)
            self.records[id_] = user
            self.contacts.setdefault(id_, {"name": user.name, "title": "On call"})

    def alias(self, user: Record, key: str) -> None:
        """Another text by which the export names the user, such as the e-mail address."""
        if user.id and key:
            self.ids.found.setdefault(key.lower(), self.ids.get(user.id))

    def set(self, user: Record, key: str, value: Any) -> None:
        """A field of the contact, unless it is empty."""
        contact = self.contacts.get(self.ids.get(user.id))
        if contact is not None and value:
            contact[key] = value

    def email(self, user: Record, address: str) -> None:
        """The address, if it is one."""
        if _ADDRESS.fullmatch(address):
            self.set(user, "email", address)
        elif address:
            self.notes.lost(
                user, "email", "this is no e-mail address", "the contact has none", shown(address)
            )

    def phone(self, user: Record, number: str) -> None:
        """The first number; another one is named."""
        number = number.strip()
        had = self.contacts.get(self.ids.get(user.id), {}).get("phone", "")
        if not number or _digits(number) == _digits(had):
            return
        if not _PHONE.fullmatch(number) or had:
            what = "a contact has one number" if had else "this is no phone number"
            self.notes.lost(
                user, "phone", what, f"`{had}` is kept" if had else "the contact has none", shown(number)
            )
            return
        self.set(user, "phone", number)

    def zone(self, user: Record, zone: str) -> None:
        """The person's own zone, by its IANA name."""
        if zone in zone_names():
            self.set(user, "zone", zone)
        elif zone:
            self.notes.lost(user, "time zone", "this is no IANA zone", "the contact has none", zone)

    def notify(self, user: Record, rules: Iterable[tuple[str, int]]) -> None:
        """How the person is paged: methods with minutes after the page, each once."""
        said = []
        for by, minutes in sorted(set(rules), key=lambda rule: rule[1]):
            kept = max(0, min(minutes, _MONTH))
            after = {"after": words(timedelta(minutes=kept))} if kept else {}
            if kept != minutes:
                self.notes.lost(user, "notify", "a rule waits a month at most", f"{kept} min", str(minutes))
            said.append({"by": by, **after})
        self.set(user, "notify", said)

    def person(self, record: Record, key: str, name: str = "") -> str:
        """The contact that `record` names by `key`; made on the spot, and told, when the export lacks it."""
        id_ = self.ids.get(key) or self.ids.get(key.lower())
        if not id_ and not key and not name:
            return ""
        if not id_:
            address = name if _ADDRESS.fullmatch(name) else ""
            id_ = self.ids.claim(key or name, (name.partition("@")[0] if address else name) or key)
            self.contacts[id_] = {"name": shown(name) or key, "title": "On call"} | (
                {"email": address} if address else {}
            )
            self.notes.lost(
                record,
                "user",
                "the export does not hold this user",
                f"contact `{id_}` has a name only: complete it",
                name or key,
            )
        self.used.add(id_)
        return id_

    def kept(self) -> dict[str, dict[str, Any]]:
        """The contacts that something names, in the order of the export; the others are told in one line."""
        for id_ in self.contacts.keys() - self.used:
            self.notes.told(self.records[id_], "", "in no rotation, ladder or team", "no contact is written")
        return {id_: self._reachable(id_) for id_ in self.contacts if id_ in self.used}

    def _reachable(self, id_: str) -> dict[str, Any]:
        """The contact without the rules that have nowhere to go, which are told."""
        contact = dict(self.contacts[id_])
        rules = contact.pop("notify", [])
        kept = [rule for rule in rules if _NEEDS.get(rule["by"], "name") in contact]
        for rule in rules:
            if rule not in kept:
                what = f"paged by {rule['by']}, but the export has no address for it"
                self.notes.lost(self.records[id_], "notify", what, "the rule is left out", rule["by"])
        return contact | ({"notify": kept} if kept else {})


def _spoken(user: Record) -> str:
    """What the id is made from: the name; in another script, what stands before the `@` of the address."""
    address = (user.text("email") or user.text("username")).partition("@")[0]
    return user.name if re.search("[A-Za-z]", user.name) or not address else address


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
