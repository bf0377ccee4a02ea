"""The facts of a policy as fields of a form: typed, with the question that gets each (A2.1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.app.desk.path_view import label
from tocsin.app.desk.view import View
from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.lifecycle.decide.facts import facts_of
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.instant import from_micros


@dataclass(frozen=True)
class Field:
    """One fact: `kind` as the policy names its type, `value` as it is typed in (instants ISO 8601 UTC).

    `wanted`: the request lacks it; `helps`: a criterion could not be decided without it.
    """

    name: str
    kind: str
    label: str
    ask: str
    means: str
    unit: str
    options: tuple[str, ...]
    value: str
    chosen: tuple[str, ...] = ()
    wanted: bool = False
    helps: bool = False


def fields(view: View, rules: Rules) -> tuple[Field, ...]:
    """Every fact that can be typed in: what the request lacks first, then what criteria could not decide
    without, then what is known, then the rest in the policy's order."""
    missing = set(view.state.judged.missing) | {fact for fact, _ask in view.questions}
    helping = _undecided(view, rules)
    found = list(_fields(view, rules, missing, helping))
    return tuple(sorted(found, key=lambda f: (not f.wanted, not f.helps, not f.value)))


def _undecided(view: View, rules: Rules) -> set[str]:
    """Facts without which a criterion could not be decided the last time."""
    decision = rules.triage.decide(facts_of(view.state), view.now)
    return {fact for undecided in decision.unknown for fact in undecided.facts}


def _fields(view: View, rules: Rules, missing: Iterable[str], helping: Iterable[str]) -> Iterator[Field]:
    for name, fact in rules.policy.facts.items():
        if fact.type == "elapsed" or fact.attachment:
            continue
        value = view.state.facts.get(name)
        chosen = value if isinstance(value, tuple) else ()
        yield Field(
            name, fact.type, label(rules, name), fact.ask, fact.means, fact.unit, tuple(fact.of),
            _typed(view, rules, name), chosen, name in missing, name in helping,
        )  # fmt: skip


def _typed(view: View, rules: Rules, name: str) -> str:
    """A value as somebody types it in."""
    value = view.state.facts.get(name)
    declared = rules.triage.rules.vocabulary.facts.get(name)
    if value is None or declared is None or isinstance(value, tuple):
        return ""
    if declared.kind is Kind.INSTANT and isinstance(value, int):
        return from_micros(value).isoformat().replace("+00:00", "Z")
    if declared.kind in (Kind.INTEGER, Kind.NUMBER, Kind.TEXT, Kind.CHOICE):
        return str(value)
    return view.facts.get(name, str(value))
