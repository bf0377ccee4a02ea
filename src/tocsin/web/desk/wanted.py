"""What stands behind `?` in the desk's address, and what it asks for (A3)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from tocsin.app.desk.board import Wanted
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.table import ESCALATED, IN_TIER, REPORTED, RETURNED, Status
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.web.shared.ask import Ask

OPEN, MINE, INTAKE, TIER, CLOSED = "open", "mine", "intake", "tier", "closed"
STATUSES: dict[str, tuple[Status, ...]] = {
    OPEN: ESCALATED, MINE: (), INTAKE: (REPORTED, RETURNED), TIER: (IN_TIER,), CLOSED: (),
}  # fmt: skip
"""The lists, and the states that each holds; none: every state."""
_SEVERAL = ("severity", "level", "status")
_ONE = ("q", "owner", "team", "customer", "segment", "waiting")
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """One list of the desk: which one, and its filters as they stand in the address."""

    tab: str
    several: dict[str, tuple[str, ...]]
    one: dict[str, str]

    @property
    def query(self) -> str:
        """The address of this list, in one order: what a saved view keeps."""
        return self.but()

    def but(self, name: str = "", value: str = "") -> str:
        """The same list without one filter, or without one of its values."""
        pairs = [("tab", self.tab)] if self.tab != OPEN else []
        pairs += [(n, v) for n, values in self.several.items() for v in values if (n, v) != (name, value)]
        pairs += [(n, v) for n, v in self.one.items() if v and n != name]
        return urlencode(pairs or [("tab", OPEN)])

    @property
    def filtered(self) -> bool:
        """Whether anything but the list itself is asked for."""
        return any(self.several.values()) or any(self.one.values())

    def wanted(self, request: Ask) -> Wanted:
        """What the board is asked."""
        statuses = self.several["status"] or tuple(str(one) for one in STATUSES[self.tab])
        waiting = {"yes": True, "no": False}.get(self.one["waiting"])
        me = request.who.actor
        return Wanted(
            text=self.one["q"],
            severities=self.several["severity"],
            levels=tuple(int(level) for level in self.several["level"]),
            statuses=statuses if self.tab != CLOSED else (),
            customer=self.one["customer"],
            owner=me if self.one["owner"] == "me" else self.one["owner"],
            segment=self.one["segment"],
            team=self.one["team"],
            waiting=waiting,
            mine=me if self.tab == MINE else "",
            closed=self.tab == CLOSED,
        )


def read_asked(sent: QueryDict) -> Asked:
    """Reads an address; what it cannot mean is left out."""
    tab = sent.get("tab", OPEN)
    several = {name: tuple(dict.fromkeys(sent.getlist(name)))[:12] for name in _SEVERAL}
    several["severity"] = tuple(one for one in several["severity"] if one in SEVERITIES)
    several["level"] = tuple(one for one in several["level"] if one.isdigit() and len(one) == 1)
    several["status"] = tuple(one for one in several["status"] if one in set(map(str, Status)))
    one = {name: sent.get(name, "").replace("\0", "").strip()[:_LONGEST] for name in _ONE}
    return Asked(tab if tab in STATUSES else OPEN, several, one)


def chips(asked: Asked, rules: Rules, called: dict[str, str]) -> list[tuple[str, str]]:
    """The filters that are on: what each says, and the address without it."""
    found = [
        (_several_word(name, value, rules), asked.but(name, value))
        for name, values in asked.several.items()
        for value in values
    ]
    found += [(_one_word(n, v, rules, called), asked.but(n)) for n, v in asked.one.items() if v and n != "q"]
    return found


def _several_word(name: str, value: str, rules: Rules) -> str:
    if name == "level":
        level = rules.policy.levels.get(int(value))
        return f"{_('Level')} {value}{f', {level.name}' if level else ''}"
    return value


def _one_word(name: str, value: str, rules: Rules, called: dict[str, str]) -> str:
    policy = rules.policy
    if name == "waiting":
        return _("waiting on the customer") if value == "yes" else _("not waiting")
    if name == "owner":
        return _("owner: %s") % (_("me") if value == "me" else called.get(value, value))
    if name == "team":
        return policy.teams[value].name if value in policy.teams else value
    if name == "segment":
        return policy.segments[value].name if value in policy.segments else value
    return value
