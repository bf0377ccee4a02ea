"""Facts whose values two policies list differently: each reads the export's column in its own way (A13.1).

A value that a policy does not list is missing to it, also where the policy that it is compared with has it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tocsin.core.criteria.vocabulary import Fact, Vocabulary
from tocsin.core.history.mapping import Mapping
from tocsin.core.history.seen import Seen
from tocsin.core.model.finding import Finding, Refused
from tocsin.core.policy.source import Places

OTHER = "other__"
"""Before the name of a fact as the other policy reads it."""
_PARTS = ("columns", "values", "derive", "constants", "separators")


def joined(own: Vocabulary, other: Vocabulary, places: Places) -> Vocabulary:
    """The facts of both, with the values of both; `places` are the other's. Raises Refused.

    A fact of another kind or currency cannot be read for both from one column.
    """
    shared = [name for name in own.facts if name in other.facts]
    wrong = [_unlike(own.facts[n], other.facts[n], places) for n in shared if _unalike(own, other, n)]
    if wrong:
        raise Refused(*wrong)
    wider = {name: _wider(own.facts[name], other.facts[name]) for name in shared}
    return Vocabulary({**other.facts, **own.facts, **wider}, own.parameters)


def read_apart(mapping: Mapping, own: Vocabulary, other: Vocabulary) -> tuple[Mapping, Vocabulary]:
    """The mapping with a second reading of each fact that the other policy lists other values for."""
    facts = {**other.facts, **own.facts}
    names = [n for n in sorted(mapping.facts()) if _values(own, n) != _values(other, n)]
    names = [name for name in names if name in own.facts and name in other.facts]
    parts = {part: dict(getattr(mapping, part)) for part in _PARTS}
    for name in names:
        alias, fact = OTHER + name, other.facts[name]
        facts[alias] = replace(fact, name=alias)
        for part in _PARTS:
            if name in parts[part]:
                parts[part][alias] = parts[part][name]
        for key, of in ((name, own.facts[name]), (alias, fact)):
            _keep_own(parts, key, of)
    return mapping.model_copy(update=parts), Vocabulary(facts, own.parameters)


def states_of_other(facts: Iterable[str]) -> str:
    """The states as the other policy reads them; `facts` are those of the table of states."""
    twice = [name for name in sorted(facts) if OTHER + name in facts]
    if not twice:
        return "states"
    left = ", ".join(f'"{name}", "{OTHER}{name}"' for name in twice)
    taken = ", ".join(f'"{OTHER}{name}" AS "{name}"' for name in twice)
    return f"(SELECT * EXCLUDE ({left}), {taken} FROM states) AS states_other_"


def own_only(seen: Seen) -> Seen:
    """What the report tells of the history: nothing of the second readings."""
    facts = frozenset(name for name in seen.facts if not name.startswith(OTHER))
    strays = tuple(each for each in seen.strays if not each.fact.startswith(OTHER))
    return replace(seen, facts=facts, strays=strays)


def _unalike(own: Vocabulary, other: Vocabulary, name: str) -> bool:
    one, two = own.facts[name], other.facts[name]
    return (one.kind, one.currency) != (two.kind, two.currency)


def _unlike(own: Fact, other: Fact, places: Places) -> Finding:
    text = f"`{own.name}` is {other.type} here, and {own.type} in the policy that it is compared with"
    return Finding("history", text, places.find(("facts", own.name)), "declare it alike in both")


def _wider(own: Fact, other: Fact) -> Fact:
    return replace(own, values=tuple(dict.fromkeys([*own.values, *other.values])))


def _values(words: Vocabulary, name: str) -> frozenset[str]:
    return frozenset(words.facts[name].values) if name in words.facts else frozenset()


def _keep_own(parts: dict[str, dict[str, Any]], key: str, fact: Fact) -> None:
    """Leaves out, of the mapping's settings for one reading, the values that this policy does not list."""
    if given := parts["values"].get(key):
        kept = {text: to for text, to in given.items() if to is None or str(to) in fact.values}
        parts["values"][key] = kept
    if key in parts["derive"] and (flags := parts["derive"][key].flags):
        kept = {value: test for value, test in flags.items() if value in fact.values}
        parts["derive"][key] = parts["derive"][key].model_copy(update={"flags": kept})
    if key in parts["constants"] and str(parts["constants"][key]) not in fact.values:
        del parts["constants"][key]
