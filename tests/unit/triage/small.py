"""A small policy for triage tests, so that each test shows the rule that it is about."""

from typing import Any

from tocsin.core.criteria.encode import encode
from tocsin.core.model.instant import parse_instant, to_micros
from tocsin.core.policy.schema import Policy
from tocsin.core.triage.decide import Triage
from tocsin.core.triage.decision import Decision

START = "2026-11-23T03:00:00Z"


def policy(**changes: Any) -> Policy:
    """The small policy with some keys replaced."""
    return Policy.model_validate({**_BASE, **changes})


def decide(facts: dict[str, Any], at: str = START, **changes: Any) -> Decision:
    """What the small policy says of these facts at an instant."""
    desk = Triage(policy(**changes))
    now = parse_instant(at)
    encoded, problems = encode(facts, desk.rules.vocabulary, to_micros(now))
    assert not problems, problems
    return desk.decide(encoded, now)


def held(decision: Decision) -> list[str]:
    """The criteria that held, in order."""
    return [reason.criterion for reason in decision.reasons]


_BASE: dict[str, Any] = {
    "tocsin": 1,
    "document": {
        "title": "Small", "version": "1.0.0", "updated": "2026-11-01", "department": "Support",
        "effective": "2026-12-01",
    },
    "organisation": {
        "name": "Small Ltd", "industry": "other", "zone": "Europe/Berlin", "channels": ["email", "phone"],
    },
    "segments": {"enterprise": {"name": "Enterprise"}, "smb": {"name": "SMB"}},
    "facts": {
        "customer": {"type": "text", "ask": "Who is the customer?"},
        "outage": {"type": "boolean", "ask": "Is it a full outage?"},
        "degraded": {"type": "boolean"},
        "customers_affected": {"type": "integer"},
        "workaround": {"type": "boolean"},
        "arr": {"type": "money", "unit": "USD"},
        "leaving_within": {"type": "duration"},
        "indicators": {"type": "set", "of": ["security", "legal"]},
    },
    "parameters": {"patience": {"value": "2h", "from": "30m", "to": "8h"}},
    "severities": {
        "P1": {"name": "Critical", "means": "Down", "response": "15m", "resolution": "4h", "update": "45m",
               "when": {"down": {"if": "outage", "text": "It is down."}}},
        "P2": {"name": "High", "means": "Degraded", "response": "1h", "resolution": "24h", "update": "4h",
               "when": {"slow": "degraded"}},
        "P3": {"name": "Medium", "means": "Partial", "response": "4h", "resolution": "5 business days",
               "update": "as needed"},
    },
    "levels": {
        0: {"name": "Support", "means": "Support does it."},
        1: {"name": "Lead", "means": "The lead helps.", "acknowledge": {"default": "1h"},
            "intake": ["customer", "workaround"], "when": {"any-p2": "severity == 'P2'"}},
        2: {"name": "Cross", "means": "Others help.", "acknowledge": {"default": "30m", "enterprise": "15m"},
            "when": {"stuck": "severity == 'P2' && !workaround && age >= patience"}},
        3: {"name": "Command", "means": "One commands.", "acknowledge": {"default": "10m"},
            "intake": ["customer"], "when": {"wide": "severity == 'P1' && customers_affected > 1"}},
        4: {"name": "Executive", "means": "Executives.", "acknowledge": {"default": "30m"},
            "when": {"churn": "leaving_within <= duration('720h') && arr > money('50000 USD')"}},
    },
    "stop_the_line": {
        "breach": {"if": "'security' in indicators", "text": "Breach.", "severity": "P1", "page": "security"}
    },
    "teams": {
        "platform": {"name": "Platform", "function": "engineering", "ladder": "platform"},
        "security": {"name": "Security", "function": "security", "ladder": "security"},
        "legal": {"name": "Legal", "function": "legal"},
    },
    "contacts": {"ana": {"name": "Ana", "title": "Engineer"}, "ben": {"name": "Ben", "title": "Engineer"}},
    "ladders": {
        "platform": {"name": "Platform", "last": "person ben", "rungs": {
            "primary": {"page": "person ana", "wait": "10m"},
            "backup": {"page": "person ben", "wait": "10m", "also": ["team legal"]}}},
        "security": {"name": "Security", "rungs": {"primary": {"page": "person ben", "wait": "5m"}}},
    },
    "routes": {
        "executive": {"name": "Executive", "levels": [4], "team": "legal"},
        "default": {"name": "Default", "team": "platform"},
    },
    "involve": {"lawyers": {"if": "'legal' in indicators", "team": "legal", "text": "A legal threat."}},
}  # fmt: skip
