"""Random policies over random histories: criteria from the typed grammar, states with every kind of fact."""

import json

from tests.unit.criteria.desk import LABELS, NOW, SEGMENTS, VOCABULARY, random_facts
from tests.unit.criteria.dice import Dice
from tests.unit.criteria.grammar import Grammar
from tests.unit.history.replay import State
from tocsin.core.criteria.parse import Parser
from tocsin.core.policy.load import load
from tocsin.core.policy.schema import Policy
from tocsin.core.policy.source import Source
from tocsin.core.triage.rules import Rules, read_rules

HOUR = 3_600_000_000
PARSER = Parser(VOCABULARY)
ELAPSED = ["age", "since", "until"]
FRAME = {
    "tocsin": 1,
    "document": {
        "title": "World",
        "version": "1.0.0",
        "updated": "2026-11-23",
        "department": "Support",
        "effective": "2026-12-01",
    },
    "organisation": {"name": "World", "industry": "other", "zone": "UTC", "channels": ["email"]},
    "segments": {"enterprise": {"name": "E"}, "smb": {"name": "S"}},
    "facts": {
        "region": {"type": "choice", "of": [*SEGMENTS, "elsewhere"]},
        "production": {"type": "boolean"},
        "workaround": {"type": "boolean"},
        "users": {"type": "integer"},
        "customers": {"type": "integer"},
        "score": {"type": "number"},
        "slowdown": {"type": "number"},
        "arr": {"type": "money", "unit": "USD"},
        "credit": {"type": "money", "unit": "USD"},
        "subject": {"type": "text"},
        "body": {"type": "text"},
        "labels": {"type": "set", "of": list(LABELS)},
        "down_for": {"type": "duration"},
        "renewal_at": {"type": "instant"},
        "until_renewal": {"type": "elapsed", "since": "renewal_at"},
    },
    "parameters": {
        "patience": {"value": "2h"},
        "churn_arr": {"value": "50000 USD"},
        "many": {"value": 10},
        "bad_score": {"value": 3.5},
    },
    "teams": {
        "support": {"name": "Support", "function": "support"},
        "incident": {"name": "Incident", "function": "operations"},
        "security": {"name": "Security", "function": "security"},
    },
}
PROMISE = {"means": "-", "response": "1h", "resolution": "4h", "update": "as needed"}


def world(seed: int) -> tuple[Policy, Rules]:
    """A policy with random criteria: severities, two that stop the line, levels, routes.

    In every other world time alone never changes the severity, as in most policies of real life.
    """
    writer = _Writer(seed)
    data = {**FRAME}
    data["severities"] = {
        name: {"name": name, **PROMISE, "when": {f"is-{name.lower()}": writer.text("severity")}}
        for name in ("P1", "P2", "P4")
    } | {"P3": {"name": "P3", **PROMISE}}
    data["stop_the_line"] = {
        "stop-a": {"if": writer.text("stop"), "severity": "P1", "level": 3, "page": "security"},
        "stop-b": {"if": writer.text("stop"), "level": 2, "page": "incident"},
    }
    data["levels"] = {"0": {"name": "0", "means": "-"}} | {
        str(n): {"name": str(n), "means": "-", "when": {f"l{n}-{k}": writer.level(n) for k in "ab"}}
        for n in (1, 2, 3, 4)
    }
    data["routes"] = {
        "high": {"name": "High", "levels": [3, 4], "team": "incident"},
        "asked": {"name": "Asked", "if": writer.text("route"), "team": "security"},
        "rest": {"name": "Rest", "team": "support"},
    }
    source = Source("world.yaml", json.dumps(data))
    loaded = load(source, lambda name, _: source)
    assert not loaded.findings, loaded.findings
    policy = loaded.require()
    return policy, read_rules(policy)


class _Writer:
    """Random criteria that a stage may have; levels and stops read the severity often, half are on time."""

    def __init__(self, seed: int) -> None:
        self.grammar, self.dice = Grammar(seed), Dice(seed + 7)
        self.calm = seed % 2 == 1

    def text(self, stage: str) -> str:
        while True:
            text = self._one(stage)
            barred = ["fee", "strict", "größe", "segment", *(["severity"] if stage == "severity" else [])]
            barred += ELAPSED if self.calm and stage in ("severity", "stop") else []
            if not any(word in text for word in barred) and PARSER.parse(text)[0]:
                return text

    def level(self, number: int) -> str:
        """The high levels are rare, as they should be."""
        text = self.text("level")
        return f"({text}) && 'vip' in labels" if number > 2 else text

    def _one(self, stage: str) -> str:
        parts = [self.grammar.condition(self.dice.pick((0, 1, 2))).ours]
        if self.dice.chance(60):
            parts.append(self.grammar.since(1).ours)
        if stage == "stop":
            return " && ".join(f"({part})" for part in [*parts, "'legal' in labels", "users in [1, 2, 9]"])
        if stage == "level" and self.dice.chance(50):
            parts.append(f"severity {self.dice.pick(('==', '!='))} '{self.dice.pick(('P1', 'P2', 'P3'))}'")
        return self.dice.pick((" && ", " && ", " || ")).join(f"({part})" for part in parts)


def history(seed: int, tickets: int) -> list[State]:
    """Random tickets of one to four states; some states are empty spans, some are closed."""
    dice, found = Dice(seed), []
    for number in range(tickets):
        start = NOW - dice.below(8) * HOUR // 2
        facts = random_facts(dice)
        for _ in range(1 + dice.below(4)):
            end = start + dice.pick((0, 1, HOUR // 3, HOUR, 5 * HOUR, 30 * HOUR))
            fresh = random_facts(dice)
            facts = {**facts, **{n: v for n, v in fresh.items() if dice.chance(40)}}
            known = {n: v for n, v in facts.items() if n not in ("segment", "fee")}
            found.append(State(f"T{number:04}", start, end, known, dice.chance(10)))
            start = end
    return found
