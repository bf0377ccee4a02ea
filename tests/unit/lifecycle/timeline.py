"""A timeline: one escalation, a clock that only tests move, and every event that came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from tocsin import bootstrap
from tocsin.core.ladders import events as p
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.codec import Happened, event_data, name_of, read_event, read_state, state_bytes
from tocsin.core.lifecycle.decide import decide_all
from tocsin.core.lifecycle.evolve import fold
from tocsin.core.lifecycle.obligations import earliest
from tocsin.core.lifecycle.parts import Ticket
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.state import State
from tocsin.core.policy.load import load
from tocsin.core.policy.source import Source

DAY = "2027-03-02"
OUTAGE = {"outage": True, "customers_affected": 3, "segment": "enterprise", "production": True}
POLICY = """
tocsin: 1
document: {title: T, version: "1", updated: 2027-01-01, department: D, effective: 2027-01-01}
organisation: {name: N, industry: other, zone: UTC, channels: [email]}
calendars:
  office: {name: Office, zone: UTC, hours: {mon-fri: ["09:00-17:00"]}}
segments:
  enterprise: {name: Enterprise}
  basic: {name: Basic, hours: office}
facts:
  outage: {type: boolean, ask: Is it down?}
  production: {type: boolean, ask: Is it production?}
  customers_affected: {type: integer, ask: How many?}
  danger: {type: boolean, ask: Is anybody in danger?}
  workaround: {type: boolean, ask: Is there a workaround?}
severities:
  P1:
    {name: Critical, means: M, response: 15m, resolution: 4h, update: 45m,
     when: {down: "outage && customers_affected > 1"}}
  P2: {name: High, means: M, response: 1h, resolution: 24h, update: 4h, when: {down-one: outage}}
  P3: {name: Medium, means: M, response: 4h, resolution: 5 business days, update: as needed}
stop_the_line:
  harm: {if: danger, text: Somebody may be hurt., level: 3, severity: P1, page: security}
levels:
  0: {name: Zero, means: M}
  1:
    name: One
    means: M
    acknowledge: {default: 1h}
    intake: [outage, production]
    roles: [owner]
    when: {any-outage: outage}
  2:
    name: Two
    means: M
    acknowledge: {default: 30m, enterprise: 15m}
    engage_sme: {default: 30m}
    roles: [owner, sme_lead]
    when: {critical: "severity == 'P1'", stale: "severity == 'P2' && age >= duration('2h')"}
  3:
    name: Three
    means: M
    acknowledge: {default: 15m}
    engage_sme: {default: 30m}
    roles: [owner, sme_lead, incident_commander]
intake:
  within: {P1: 15m, P2: 15m, P3: 30m}
  duplicates: {within: 24h, growth: [3]}
hand_over: {accept_within: 15m}
communication: {remind_owner: 10m}
roles:
  owner: {name: Owner, means: M, held_by: [support]}
  sme_lead: {name: SME lead, means: M, held_by: [engineering]}
  comms_lead: {name: Comms lead, means: M, held_by: [support]}
  incident_commander: {name: Commander, means: M, held_by: [duty]}
contacts:
  ann: {name: Ann, title: T, email: ann@example.com}
  ben: {name: Ben, title: T, email: ben@example.com}
  cleo: {name: Cleo, title: T, email: cleo@example.com}
  dan: {name: Dan, title: T, email: dan@example.com}
  eve: {name: Eve, title: T, email: eve@example.com}
teams:
  support: {name: Support, function: support, members: [ann, eve], ladder: support}
  engineering: {name: Engineering, function: engineering, members: [ben, cleo], ladder: engineering}
  duty: {name: Duty, function: operations, members: [dan]}
  security: {name: Security, function: security, members: [eve], ladder: security}
ladders:
  support: {name: Support, rungs: {first: {page: person ann, wait: 10m}}}
  engineering:
    name: Engineering
    rungs: {primary: {page: person ben, wait: 10m}, backup: {page: person cleo, wait: 10m}}
    last: person dan
    silent_after: 2h
  incident: {name: Incident, rungs: {primary: {page: person dan, wait: 10m}}}
  security: {name: Security, rungs: {primary: {page: person eve, wait: 10m}}}
routes:
  big: {name: Incident, levels: [3], team: engineering, ladder: incident}
  eng: {name: Engineering, levels: [2], team: engineering}
  rest: {name: Support, team: support}
resolution:
  stabilised: {stopped: The impact has stopped., told: {text: The customer was told., met_by: update}}
  resolved: {cause: {text: The cause is known., met_by: cause}, verified: {text: Verified., met_by: verified}}
  documentation: {ticket: The ticket is complete.}
  closing: {note: {text: There is a note., optional: true}}
"""


@cache
def rules(text: str = POLICY) -> Rules:
    """The rules of the small policy above, or of another one."""
    return Rules.of(load(Source("policy.yaml", text), lambda *_: None).require())  # type: ignore[arg-type]


@cache
def preset(name: str) -> Rules:
    """The rules of a shipped preset."""
    return Rules.of(bootstrap.load_policy(f"preset:{name}").require())


class Timeline:
    """`at("09:00").ann(command)`; time passes through everything that falls due meanwhile."""

    def __init__(self, start: str = "09:00", day: str = DAY, under: Rules | None = None) -> None:
        self.rules = under or rules()
        self.day = day
        self.now = self.clock(start)
        self.state = State("ESC-1", policy=self.rules.hash)
        self.events: list[tuple[Happened, datetime, str]] = []

    def clock(self, text: str) -> datetime:
        """`09:00` of the first day, `+1 09:00` of the next, or a whole instant."""
        if "T" in text:
            return datetime.fromisoformat(text)
        days, _, hours = text.rpartition(" ")
        return datetime.fromisoformat(f"{self.day}T{hours}:00+00:00") + timedelta(days=int(days or 0))

    def at(self, text: str) -> Timeline:
        """Moves the clock, stopping at each obligation on the way."""
        until = self.clock(text)
        for _ in range(1000):
            due = earliest(self.state, self.rules)
            if due is None or due.due_at > until:
                break
            self.now = max(self.now, due.due_at)
            self.do("tocsin", c.Due())
        self.now = until
        return self

    def jump(self, text: str) -> Timeline:
        """Moves the clock, and nobody was at work meanwhile; what is due is done now."""
        self.now = self.clock(text)
        return self.do("tocsin", c.Due())

    def do(self, actor: str, *commands: c.Command) -> Timeline:
        """Carries out commands; the fold of their events is the state they were decided with."""
        happened, after = decide_all(self.state, commands, self.rules, self.now, actor)
        at = max(self.now, self.state.times.last or self.now)
        self.events += [(event, at, actor) for event in happened]
        again = [(read_event(name_of(event), event_data(event)), when, by) for event, when, by in self.events]
        assert fold(State("ESC-1", policy=self.rules.hash), again) == after
        assert read_state(state_bytes(after)) == after
        self.state = after
        return self

    def reported(
        self, who: str = "ann", triage: bool = True, unknown: tuple[str, ...] = (), **facts: Any
    ) -> Timeline:
        """A ticket arrives, and is triaged."""
        commands: list[c.Command] = [c.Report(Ticket("It is down", "really", "Acme"), facts)]
        if triage and not facts.get("danger"):
            commands.append(c.TriageIt(unknown=unknown))
        return self.do(who, *commands)

    def outage(self) -> Timeline:
        """A P1 of an enterprise customer."""
        return self.reported(**OUTAGE)

    def pages(self, since: str = "00:00") -> list[tuple[str, str, str]]:
        """Who was paged when and how, from an instant on."""
        start = self.clock(since)
        ordered = [event for event, at, _ in self.events if isinstance(event, p.PageOrdered) and at >= start]
        return [(f"{event.at:%H:%M}", event.person, event.method) for event in ordered]

    def told(self, kind: str) -> list[Any]:
        """The events of a kind."""
        return [event for event, _, _ in self.events if name_of(event) == kind]

    def when(self, kind: str) -> list[str]:
        """When events of a kind happened."""
        return [f"{at:%H:%M}" for event, at, _ in self.events if name_of(event) == kind]
