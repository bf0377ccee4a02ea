"""The preset's tests move along with what the answers changed: thresholds, segments, currency (A13.1)."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import timedelta
from typing import Any

from tocsin.core.model.duration import words
from tocsin.core.model.instant import iso, parse_instant
from tocsin.core.policy.answers.draft import expressions, size

_COMPARED = re.compile(r"\b([a-z_]+)\s*(?:>=|<=|>|<|==)\s*([a-z_][a-z0-9_]*)\b")
_NEAR = 0.35
MOVED = " (moved with the answers)"
_INSTANTS = {"age": "opened_at", "since_update": "last_update_at", "since_ack": "acknowledged_at"}
Case = dict[str, Any]


class Mover:
    """Moves cases from the preset's data (`old`) to the tailored data (`new`)."""

    def __init__(
        self, old: Mapping[str, Any], new: Mapping[str, Any], segments: Mapping[str, list[str]]
    ) -> None:
        self.segments = segments
        self.currency = str(new["organisation"].get("currency", "USD"))
        self.was = str(old["organisation"].get("currency", "USD"))
        self.values = {
            id_: (p["value"], new["parameters"][id_]["value"])
            for id_, p in old.get("parameters", {}).items()
            if id_ in new.get("parameters", {})
        }
        self.read_by = dict(self._reads(old))

    def _reads(self, data: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """For each criterion, the facts that it compares with a parameter."""
        for part in (*data.get("severities", {}).values(), *data.get("levels", {}).values()):
            for id_, rule in part.get("when", {}).items():
                text = rule if isinstance(rule, str) else rule["if"]
                yield id_, [pair for pair in _COMPARED.findall(text) if pair[1] in self.values]
        for holder, key in expressions(dict(data.get("stop_the_line", {}))):
            yield "", [pair for pair in _COMPARED.findall(holder[key]) if pair[1] in self.values]

    def moved(self, case: Case) -> Case | None:
        """The case for the tailored policy; None when its segment is no more."""
        before, case = case, deepcopy(case)
        facts = case.get("facts", {})
        if segment := facts.get("segment"):
            if not (new := self.segments.get(segment, [segment])):
                return None
            facts["segment"] = new[0]
        named = [*case["expect"].get("reasons", []), *case["expect"].get("not_reasons", [])]
        pairs = [p for id_ in (*named, *case["expect"].get("next", {})) for p in self.read_by.get(id_, [])]
        every = [p for found in self.read_by.values() for p in found]
        for fact in dict.fromkeys(p[0] for p in every):
            parameters = [p for f, p in pairs if f == fact] or [p for f, p in every if f == fact]
            self._move(case, fact, parameters)
        if (case.get("facts"), case.get("at")) != (before.get("facts"), before.get("at")) and "name" in case:
            case["name"] = f"{case['name'].removesuffix(MOVED)}{MOVED}"
        return self._in_currency(case)

    def _move(self, case: Case, fact: str, parameters: list[str]) -> None:
        if fact in _INSTANTS:
            self._later(case, _INSTANTS[fact], parameters)
        elif fact in case.get("facts", {}):
            value = case["facts"][fact]
            step = 1.0 if isinstance(value, int) else 0.0
            case["facts"][fact] = _written(self._shifted(size(value), parameters, step), value)

    def _later(self, case: Case, instant: str, parameters: list[str]) -> None:
        """Time passes by as much as the threshold has moved."""
        if instant not in case.get("facts", {}) or "at" not in case:
            return
        at, since = parse_instant(str(case["at"])), parse_instant(str(case["facts"][instant]))
        age = (at - since).total_seconds()
        by = timedelta(seconds=self._shifted(age, parameters) - age)
        case["at"] = iso(at + by)
        for id_, due in case["expect"].get("next", {}).items():
            case["expect"]["next"][id_] = iso(parse_instant(str(due)) + by)

    def _shifted(self, value: float, parameters: list[str], step: float = 0.0) -> float:
        """The value, as far from the moved threshold as it was from the old one."""
        sizes = [(size(self.values[p][0]), size(self.values[p][1])) for p in parameters]
        if not sizes:
            return value
        old, new = min(sizes, key=lambda pair: abs(pair[0] - value))
        if old == new:
            return value
        if abs(value - old) <= max(_NEAR * old, step):
            return max(0.0, new + value - old)
        return value * new / old if old and _side(value, old) != _side(value, new) else value

    def _in_currency(self, case: Case) -> Case:
        if self.currency != self.was:
            case["name"] = str(case.get("name", "")).replace(self.was, self.currency)
            for name, value in case.get("facts", {}).items():
                if isinstance(value, str) and value.endswith(f" {self.was}"):
                    case["facts"][name] = value.replace(self.was, self.currency)
        return case


def _side(value: float, threshold: float) -> int:
    return (value > threshold) - (value < threshold)


def _written(number: float, like: Any) -> Any:
    """The number in the form of the value that it replaces."""
    if isinstance(like, str):
        if found := re.fullmatch(r"[\d,.]+ ([A-Z]{3})", like):
            return f"{number:.2f}".removesuffix(".00") + f" {found[1]}"
        return like if size(like) == number else words(timedelta(seconds=number))
    return round(number) if isinstance(like, int) else round(number, 6)
