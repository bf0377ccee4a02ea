"""Everything that the page of an escalation shows, gathered once a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tocsin import bootstrap_site
from tocsin.app.desk import checklist, clock_why, pages_told, path_view, runbook, seats, timeline
from tocsin.app.desk.next_step import next_step
from tocsin.app.desk.past import past_view
from tocsin.app.desk.step import Step
from tocsin.app.desk.undo import Undo, undo
from tocsin.app.desk.view import View, view
from tocsin.app.doing import is_own
from tocsin.app.ports import Recorded
from tocsin.core.calendar.zones import zone_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.policy.schema.base import ALWAYS
from tocsin.core.rights.actions import ACTION_OF, Action
from tocsin.core.rights.decide import allowed
from tocsin.web.shared.ask import Ask

ZONE_FACTS = ("customer_zone", "time_zone", "zone")
"""Facts that say in which zone the customer works, where a policy asks for one."""


@dataclass(frozen=True)
class Seen:
    """One escalation with its rules and its whole record, for one viewer."""

    view: View
    rules: Rules
    recorded: Sequence[Recorded]
    person: str
    may: frozenset[str]
    """The commands that this viewer may give here."""

    @property
    def id(self) -> str:
        """Its number."""
        return self.view.state.id

    @property
    def step(self) -> Step:
        """The one big button."""
        return next_step(self.view, self.rules, self.person)

    @property
    def undo(self) -> Undo | None:
        """What this viewer can take back."""
        return undo(self.view, self.recorded, self.person)

    def can(self, kind: str) -> bool:
        """Whether the command means something now and the viewer may give it."""
        return kind in self.view.possible and kind in self.may


def number(text: str) -> str:
    """An escalation's number as people type it into the address."""
    found = text.strip().upper()
    return f"ESC-{found}" if found.isascii() and found.isdecimal() else found


def look(request: Ask, text: str) -> Seen:
    """An escalation as it stands. Raises Refused for an unknown one."""
    desk, stream = bootstrap_site.desk(), number(text)
    desk.books.refresh()
    state, rules = desk.load(stream)
    recorded = desk.store.events(stream)[: state.version]  # what came since then is on the next page
    seen = view(state, rules, recorded, request.now)
    return Seen(seen, rules, recorded, request.who.actor, may_do(request, seen, rules))


def look_back(request: Ask, text: str, at: datetime) -> Seen:
    """The exact past, in which nobody can do anything. Raises Refused when it was not there yet."""
    desk, stream = bootstrap_site.desk(), number(text)
    seen = past_view(desk, stream, at)
    recorded = desk.store.events(stream, at)
    return Seen(seen, desk.books.of(seen.state.policy), recorded, request.who.actor, frozenset())


def may_do(request: Ask, seen: View, rules: Rules) -> frozenset[str]:
    """The commands that the table gives this viewer here."""
    own = is_own(request.who, seen.state, rules)
    ways = {action: allowed(request.who, action, own).allowed for action in set(ACTION_OF.values())}
    return frozenset(kind for kind, action in ACTION_OF.items() if ways[action])


def may(request: Ask, seen: Seen, action: Action) -> bool:
    """Whether the table allows an action to this viewer here."""
    return allowed(request.who, action, is_own(request.who, seen.view.state, seen.rules)).allowed


def their_zone(seen: Seen) -> ZoneInfo:
    """The customer's zone where facts name it; else of the hours that they are promised; else the desk's."""
    facts = seen.view.state.facts
    for name in ZONE_FACTS:
        try:
            if facts.get(name):
                return zone_of(str(facts[name]))
        except ValueError:
            continue
    id_, hours = seen.rules.calendar(seen.view.state.segment, seen.view.state.severity)
    return seen.view.zone if id_ == ALWAYS else hours.zone


def parts(seen: Seen) -> Mapping[str, Any]:
    """What the live parts of the page are drawn from."""
    view_, rules, recorded = seen.view, seen.rules, seen.recorded
    ledger = bootstrap_site.store().ledger(seen.id)
    return {
        "clocks": clock_why.clock_whys(view_, rules),
        "seats": seats.seats(view_, rules),
        "other_seats": seats.others(view_, rules),
        "paged": pages_told.pages_told(recorded, ledger),
        "ladders": pages_told.ladders(view_.state, seen.person),
        "next_pages": [page for page in view_.pages if page.person or page.why],
        "checklist": checklist.checklist(view_, rules, recorded),
        "books": runbook.runbooks(view_, rules, recorded, seen.person),
        "tree": path_view.tree(view_.state, rules, view_.now),
        "stops": timeline.stops(view_.timeline),
    }
