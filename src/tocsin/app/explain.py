"""Says what a criterion means, what it reads, and which ticket just meets or just misses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tocsin.core.criteria.decode import decode_fact, decode_value
from tocsin.core.criteria.near import near_examples
from tocsin.core.criteria.vocabulary import Encoded, Kind
from tocsin.core.criteria.words import words
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import did_you_mean, listing
from tocsin.core.policy.load import Loaded
from tocsin.core.triage.rules import Ruled, Rules, read_rules

NOW = 1_767_225_600_000_000
"""The instant from which the examples count: 2026-01-01, UTC."""


@dataclass(frozen=True)
class Explained:
    """A criterion laid open. Facts and parameters are in words, by name."""

    id: str
    decides: str
    at: Position
    text: str
    expression: str
    words: str
    reads: dict[str, str]
    parameters: dict[str, str]
    meets: dict[str, str] | None
    misses: dict[str, str] | None
    changed: tuple[str, ...]
    consequence: str

    def as_json(self) -> dict[str, Any]:
        """The same for scripts."""
        return {**vars(self), "at": str(self.at), "changed": list(self.changed)}


def explain(loaded: Loaded, name: str) -> Explained:
    """Explains the criterion called `name` (`churn`, or `route:default`). Raises Refused."""
    policy = loaded.require()
    rules = read_rules(policy, loaded.places)
    ruled = _named(rules, name)
    near = near_examples(ruled.criterion, rules.vocabulary, now=NOW)
    return Explained(
        id=ruled.id,
        decides=ruled.decides,
        at=loaded.places.find(ruled.source.path),
        text=ruled.source.text,
        expression=ruled.source.expression,
        words=words(ruled.criterion, rules.vocabulary),
        reads={fact: _asked(loaded, rules, fact) for fact in _names(ruled)},
        parameters={p: _parameter(loaded, rules, p) for p in ruled.criterion.parameters},
        meets=_told(rules, near.meets),
        misses=_told(rules, near.misses),
        changed=tuple(_called(rules, name) for name in near.changed),
        consequence=_consequence(loaded, ruled),
    )


def _named(rules: Rules, name: str) -> Ruled:
    stage, _, id_ = name.rpartition(":")
    found = [r for r in rules.ruled if r.id == id_ and stage in ("", r.stage.value)]
    at = Position("command line")
    if not found:
        help_ = did_you_mean(id_, {r.id for r in rules.ruled}) or "`tocsin explain POLICY` lists them"
        raise Refused(Finding("criterion", f"there is no criterion `{name}`", at, help_), usage=True)
    if len(found) > 1:
        ways = listing((f"`{r.stage.value}:{r.id}`" for r in found), "or")
        raise Refused(Finding("criterion", f"`{name}` stands for several", at, f"say {ways}"), usage=True)
    return found[0]


def _names(ruled: Ruled) -> list[str]:
    return list(ruled.criterion.reads)


def _asked(loaded: Loaded, rules: Rules, name: str) -> str:
    fact = rules.vocabulary.facts[name]
    declared = loaded.require().facts.get(name)
    question = declared.ask if declared else ""
    return " ".join(part for part in (f"{fact.type}.", question) if part)


def _parameter(loaded: Loaded, rules: Rules, name: str) -> str:
    known = rules.vocabulary.parameters[name]
    declared = loaded.require().parameters[name]
    ends = [
        f"{word} {end}" for word, end in (("from", declared.low), ("to", declared.high)) if end is not None
    ]
    parts = [
        decode_value(known.type, known.value),
        f"(tuned {' '.join(ends)})" if ends else "",
        declared.means,
    ]
    return " ".join(part for part in parts if part)


def _told(rules: Rules, facts: Mapping[str, Encoded] | None) -> dict[str, str] | None:
    if facts is None:
        return None
    return {_called(rules, name): _value(rules, facts, name) for name in facts}


def _called(rules: Rules, name: str) -> str:
    """An instant that only matters for the time since then is shown as that time."""
    return _grown(rules, name) or name


def _grown(rules: Rules, name: str) -> str:
    grown = (f.name for f in rules.vocabulary.facts.values() if f.kind is Kind.ELAPSED and f.since == name)
    return next(grown, "")


def _value(rules: Rules, facts: Mapping[str, Encoded], name: str) -> str:
    return decode_fact(_called(rules, name), facts, rules.vocabulary, NOW)


def _consequence(loaded: Loaded, ruled: Ruled) -> str:
    policy, target = loaded.require(), ruled.source.target
    if target in policy.severities:
        severity = policy.severities[target]
        times = f"first answer in {severity.response}, resolved in {severity.resolution}"
        return f"{target} {severity.name}: {times}"
    if target.isdigit() and int(target) in policy.levels:
        level = policy.levels[int(target)]
        stop = "stop the line, " if ruled.stage.value == "stop_the_line" else ""
        return f"{stop}level {target}, {level.name}: {level.means}"
    return ""


def overview(loaded: Loaded) -> list[dict[str, str]]:
    """Every criterion in the order in which it is asked: id, what it is for, what it says. Raises Refused."""
    rules = read_rules(loaded.require(), loaded.places)
    return [
        {"id": r.id, "for": r.decides, "text": r.source.text or words(r.criterion, rules.vocabulary)}
        for r in rules.ruled
    ]
