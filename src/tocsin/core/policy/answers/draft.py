"""The working copy that answers change, and the list of reasons that grows with it (A0)."""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from tocsin.core.model.duration import Span, parse_span

Key = str | int


@dataclass(frozen=True)
class Because:
    """One change and the answer it follows from: `input` is the requirement id, `said` the answer."""

    input: str
    said: str
    change: str

    def __str__(self) -> str:
        return f"because you said `{self.said}`: {self.change}"


@dataclass
class Draft:
    """Plain policy data that may be changed, with the reasons for every change."""

    data: dict[str, Any]
    reasons: list[Because] = field(default_factory=list)
    stated: set[str] = field(default_factory=set)
    """Thresholds whose figure the answers state: nothing else moves them."""

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Draft":
        """A draft on a copy of the data."""
        return cls(deepcopy(data))

    def at(self, *path: Key) -> Any:
        """The value at a path, or None when there is none."""
        here: Any = self.data
        for part in path:
            if not isinstance(here, dict | list):
                return None
            here = here.get(part) if isinstance(here, dict) else here[int(part)]
        return here

    def part(self, *path: str) -> dict[str, Any]:
        """The mapping at a path; an empty one when there is none (changing that changes nothing)."""
        found = self.at(*path)
        return found if isinstance(found, dict) else {}

    def put(self, value: Any, *path: str) -> None:
        """Sets the value at a path, making the mappings on the way."""
        here = self.data
        for part in path[:-1]:
            here = here.setdefault(part, {})
        here[path[-1]] = value

    def drop(self, *path: str) -> None:
        """Removes what stands at a path."""
        self.part(*path[:-1]).pop(path[-1], None)

    def say(self, input_: str, said: str, change: str) -> None:
        """Remembers why."""
        self.reasons.append(Because(input_, said, change))

    def threshold(self, id_: str, value: str | float) -> bool:
        """Sets a parameter and widens its range around it; False when the policy has no such parameter."""
        found = self.at("parameters", id_)
        if not isinstance(found, dict):
            return False
        found["value"] = value
        for side, worse in (("from", _less), ("to", _more)):
            if side in found:
                found[side] = worse(found[side], value)
        return True


def size(value: str | float) -> float:
    """A number, duration or amount as a number, for comparing two of the same kind."""
    if not isinstance(value, str):
        return float(value)
    if found := _MONEY.match(value.strip()):
        return float(found[1].replace(",", ""))
    return parse_span(value).approximate().total_seconds()


_MONEY = re.compile(r"^([\d,]+(?:\.\d+)?)\s*[A-Z]{3}$")


def _less(edge: str | float, value: str | float) -> str | float:
    return value if size(value) < size(edge) else edge


def _more(edge: str | float, value: str | float) -> str | float:
    return value if size(value) > size(edge) else edge


def scaled(text: str, factor: float, least: str = "5m") -> str:
    """A duration made longer or shorter, not below `least`; business days are kept whole."""
    span = parse_span(text)
    if span.business_days:
        return str(Span(business_days=max(1, round(span.business_days * factor))))
    whole = span.amount + span.business
    minutes = max(round(whole.total_seconds() * factor / 60), int(size(least) // 60))
    return brief(minutes)


def multiplied(value: str | float, factor: float) -> str | float:
    """A threshold of any kind made larger or smaller: a number, an amount, a duration."""
    if not isinstance(value, str):
        return max(1, round(value * factor)) if isinstance(value, int) else round(value * factor, 3)
    if _MONEY.match(value.strip()):
        return f"{size(value) * factor:.0f} {value.split()[-1]}"
    return scaled(value, factor)


def brief(minutes: int) -> str:
    """Minutes as people write them: `45m`, `2h`, `3 days`."""
    if minutes % 1440 == 0:
        return f"{minutes // 1440} days" if minutes > 1440 else "24h"
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"


def texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text in it changed; keys stay."""
    if isinstance(value, dict):
        return {k: texts(v, change) for k, v in value.items()}
    if isinstance(value, list):
        return [texts(v, change) for v in value]
    return change(value) if isinstance(value, str) else value


def expressions(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Every mapping that holds an expression, with the key under which it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("if"), str):
            yield value, "if"
        for each in value.values():
            yield from expressions(each)
    elif isinstance(value, list):
        for each in value:
            yield from expressions(each)
