"""Fits a mapping to the columns that an export has: spelling, alternatives, columns that are not there.

`Created at` serves for `created_at`. A name may list alternatives, best first: `created_at | Created`.
A shipped mapping leaves out what the export lacks, and says so; in one's own mapping that is an error,
found later, because there it is a misspelling.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tocsin.core.history.mapping import Mapping
from tocsin.core.history.names import words

OR = " | "
_FRAME = ("changed_at", "until", "opened_at", "closed_at")
_Data = dict[str, Any]


@dataclass(frozen=True)
class Settled:
    """The mapping in the export's own names, and the columns that were looked for in vain."""

    mapping: Mapping
    lacking: tuple[str, ...] = ()


def settle(mapping: Mapping, present: Iterable[str], lenient: bool) -> Settled:
    """The mapping over the columns `present`; `lenient` leaves out what is not there."""
    settler = _Settler(tuple(present), lenient)
    data = mapping.model_dump(by_alias=True, exclude_unset=True, exclude={"outcomes"})
    settled = settler.whole(data)
    told = mapping.outcomes.model_dump(by_alias=True, exclude_unset=True) if mapping.outcomes else None
    if told:
        # A column that only scores is looked for in the file of outcomes too: never left out here.
        own = _Settler(tuple(present), lenient=False)
        settled["outcomes"] = {**told, "bad": {k: own.condition(c) for k, c in told["bad"].items()}}
    return Settled(Mapping.model_validate(settled), tuple(dict.fromkeys(settler.lacking)))


class _Settler:
    def __init__(self, present: tuple[str, ...], lenient: bool) -> None:
        self.present, self.lenient = frozenset(present), lenient
        spelt = Counter(words(name) for name in present)
        self.by_words = {words(name): name for name in present if spelt[words(name)] == 1}
        self.lacking: list[str] = []

    def name(self, written: str) -> str | None:
        """The export's column, or None where a lenient mapping does without."""
        options = written.split(OR)
        for option in options:
            if option in self.present:
                return option
        for option in options:
            if found := self.by_words.get(words(option)):
                return found
        self.lacking.append(options[0])
        return None if self.lenient else options[0]

    def needed(self, written: str) -> str:
        """The export's column; a missing one keeps its name, so that it is reported by it."""
        return self.name(written) or written.split(OR, maxsplit=1)[0]

    def whole(self, data: _Data) -> _Data:
        """The mapping's data, without outcomes."""
        start = "changed_at" if data.get("changed_at") else "opened_at"
        data["ticket"] = self.needed(data["ticket"])
        data[start] = self.needed(data[start])
        for key in _FRAME:
            if key != start and data.get(key):
                data[key] = self.name(data[key]) or ""
        data["order_by"] = [n for n in map(self.name, data.get("order_by", [])) if n]
        data["columns"] = self._kept(data.get("columns", {}), self.name)
        data["derive"] = self._kept(data.get("derive", {}), self._derived)
        if data.get("closed"):
            data["closed"] = self.condition(data["closed"])
        given = {*data["columns"], *data["derive"], *data.get("constants", {})}
        for part in ("values", "units", "separators"):
            data[part] = {fact: v for fact, v in data.get(part, {}).items() if self._of(fact, given, data)}
        return data

    def _of(self, fact: str, given: set[str], data: _Data) -> bool:
        """Settings of a fact that a lenient mapping left out go with it."""
        return not self.lenient or fact in given or fact in ("changed_at", "opened_at", "closed_at", "until")

    @staticmethod
    def _kept(parts: _Data, change: Any) -> _Data:
        changed = {key: change(part) for key, part in parts.items()}
        return {key: part for key, part in changed.items() if part is not None}

    def _derived(self, derived: _Data) -> _Data | None:
        (form, inner), *_ = derived.items()
        if form in ("when", "first"):
            inner = self.condition(inner)
        elif form in ("coalesce", "count"):
            inner = [n for n in map(self.name, inner) if n]
        else:
            inner = self._kept(inner, self.condition)
        return {form: inner} if inner else None

    def condition(self, given: _Data) -> _Data | None:
        """The condition; None when a column that it cannot do without is lacking."""
        if given.get("column"):
            name = self.name(given["column"])
            return {**given, "column": name} if name else None
        if "not" in given:
            inner = self.condition(given["not"])
            return {"not": inner} if inner else None
        if "all" in given:
            parts = [self.condition(part) for part in given["all"]]
            return {"all": parts} if all(parts) else None
        found = [part for part in map(self.condition, given["any"]) if part]
        return {"any": found} if found else None
