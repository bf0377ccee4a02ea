"""A small policy: one team, one ladder of three rungs and a last one, two ways to reach each person."""

from __future__ import annotations

OUTAGE = {"outage": True, "customers_affected": 3, "segment": "enterprise"}
POLICY = """
tocsin: 1
document: {title: T, version: "1", updated: 2026-01-01, department: D, effective: 2026-01-01}
organisation: {name: N, industry: other, zone: Europe/Berlin, channels: [email]}
segments:
  enterprise: {name: Enterprise}
facts:
  outage: {type: boolean, ask: Is it down?}
  customers_affected: {type: integer, ask: How many?}
severities:
  P1:
    {name: Critical, means: M, response: 15m, resolution: 4h, update: 45m,
     when: {down: "outage && customers_affected > 1"}}
  P2: {name: High, means: M, response: 1h, resolution: 24h, update: 4h}
  P3: {name: Medium, means: M, response: 4h, resolution: 48h, update: as needed}
levels:
  0: {name: Zero, means: M}
  1:
    name: One
    means: M
    acknowledge: {default: 15m}
    intake: [outage]
    roles: [owner]
    when: {any-outage: outage}
intake:
  within: {P1: 15m, P2: 15m, P3: 30m}
  duplicates: {within: 24h, growth: [3]}
communication: {remind_owner: 10m}
roles:
  owner: {name: Owner, means: M, held_by: [support]}
contacts:
  ann: {name: Ann, title: T, email: ann@example.com, webhook: "https://h.example/ann", notify: [{by: email}]}
  ben: {name: Ben, title: T, email: ben@example.com, webhook: "https://h.example/ben", notify: [{by: email}]}
  cleo: {name: Cleo, title: T, email: c@example.com, webhook: "https://h.example/cleo", notify: [{by: email}]}
  dan: {name: Dan, title: T, email: dan@example.com, webhook: "https://h.example/dan", notify: [{by: email}]}
teams:
  support: {name: Support, function: support, members: [ann], ladder: support}
ladders:
  support:
    name: Support
    rungs:
      primary: {page: person ann, wait: 10m}
      backup: {page: person ben, wait: 10m}
      lead: {page: person cleo, wait: 10m}
    last: person dan
routes:
  rest: {name: Support, team: support}
resolution:
  stabilised: {stopped: The impact has stopped.}
  resolved: {cause: {text: The cause is known., met_by: cause}}
  documentation: {ticket: The ticket is complete.}
  closing: {note: {text: There is a note., optional: true}}
"""
PEOPLE = ("ann", "ben", "cleo", "dan")
"""In the order in which they are paged when nobody answers."""
