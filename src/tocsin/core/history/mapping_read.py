"""Reads a mapping and holds it against a policy's vocabulary; errors carry line and column."""

from dataclasses import dataclass

from pydantic import ValidationError

from tocsin.core.criteria.vocabulary import Fact, Kind, Vocabulary
from tocsin.core.history.mapping import Mapping
from tocsin.core.model.finding import Finding, Gravity, Refused
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.problems import findings_of
from tocsin.core.policy.source import Places, Source, parse

_RULE = "mapping"
SHIPPED = "mapping:"
"""How the source of a shipped mapping is named, before its name."""
_NUMBERS = (Kind.DURATION, Kind.MONEY, Kind.INSTANT)
_DERIVES = {"when": Kind.BOOLEAN, "count": Kind.INTEGER, "first": Kind.INSTANT, "flags": Kind.SET}


@dataclass(frozen=True)
class ReadMapping:
    """A mapping and where its parts stand, for messages that come later."""

    mapping: Mapping
    places: Places


def read_mapping(source: Source) -> ReadMapping:
    """The mapping of one YAML file. Raises Refused with every finding."""
    parsed = parse(source)
    if parsed.findings:
        raise Refused(*parsed.findings)
    try:
        return ReadMapping(Mapping.model_validate(parsed.data), parsed.places)
    except ValidationError as error:
        raise Refused(*findings_of(error, parsed.data, parsed.places, Mapping)) from None


def fit(read: ReadMapping, vocabulary: Vocabulary) -> tuple[Mapping, tuple[Finding, ...]]:
    """The mapping without the facts that this policy does not know, and warnings that name them.

    Raises Refused when a value or a form cannot be what the policy's fact is.
    """
    mapping, places = read.mapping, read.places
    unknown = sorted(fact for fact in mapping.facts() if fact not in vocabulary.facts)
    warnings = [_unknown(name, vocabulary, places, mapping) for name in unknown]
    warnings += _foresight(mapping, places)
    keep = mapping.model_copy(
        update={
            part: {k: v for k, v in getattr(mapping, part).items() if k not in unknown}
            for part in ("columns", "values", "derive", "constants", "units", "separators")
        }
    )
    if places.fallback.file.startswith(SHIPPED):
        keep = _own_values(keep, vocabulary)
    errors = [*_values(keep, vocabulary, places), *_forms(keep, vocabulary, places)]
    if errors:
        raise Refused(*errors)
    return keep, tuple(warnings)


def _own_values(mapping: Mapping, vocabulary: Vocabulary) -> Mapping:
    """A shipped mapping serves every policy: values that this one does not have are left out."""
    kept = {}
    for name, values in mapping.values.items():
        allowed = vocabulary.facts[name].values
        kept[name] = {g: to for g, to in values.items() if to is None or not allowed or str(to) in allowed}
    return mapping.model_copy(update={"values": kept})


def _section(mapping: Mapping, name: str) -> str:
    return next(part for part in ("columns", "derive", "constants") if name in getattr(mapping, part))


def _unknown(name: str, vocabulary: Vocabulary, places: Places, mapping: Mapping) -> Finding:
    at = places.key((_section(mapping, name), name))
    text = f"the policy has no fact `{name}`: the mapping's line is left out"
    return Finding(_RULE, text, at, did_you_mean(name, vocabulary.facts), Gravity.NOTE)


def _foresight(mapping: Mapping, places: Places) -> list[Finding]:
    """With one row per ticket, a fact must not be read from a column that says how the ticket ended."""
    if mapping.rows != "ticket" or mapping.outcomes is None:
        return []
    ends = mapping.outcomes.columns()
    read = {fact: {column} for fact, column in mapping.columns.items()}
    read |= {fact: derived.columns() for fact, derived in mapping.derive.items()}
    help_ = "leave the fact out, or use an export with one row per change"
    return [
        Finding(
            _RULE,
            f"`{fact}` comes from `{min(columns & ends)}`, known at the ticket's end: it sees the future",
            places.key((_section(mapping, fact), fact)),
            help_,
            Gravity.WARNING,
        )
        for fact, columns in read.items()
        if columns & ends
    ]


def _values(mapping: Mapping, vocabulary: Vocabulary, places: Places) -> list[Finding]:
    """Values that no choice or set of the policy has."""
    found = []
    for name, values in mapping.values.items():
        if name not in mapping.facts():
            text = f"`{name}` has `values` but no column"
            found.append(Finding(_RULE, text, places.key(("values", name)), f"add `{name}:` under `columns`"))
            continue
        fact = vocabulary.facts[name]
        for given, value in values.items():
            if value is not None and fact.values and str(value) not in fact.values:
                at = places.find(("values", name, given))
                text = f"`{value}` is no value of `{name}`"
                found.append(Finding(_RULE, text, at, did_you_mean(str(value), fact.values)))
    return found


def _forms(mapping: Mapping, vocabulary: Vocabulary, places: Places) -> list[Finding]:
    found = [_elapsed(name, fact, places, mapping) for name, fact in _given(mapping, vocabulary)]
    found += [_derived(name, mapping, vocabulary, places) for name in mapping.derive]
    found += [_constant(name, mapping, vocabulary, places) for name in mapping.constants]
    return [each for each in found if each]


def _given(mapping: Mapping, vocabulary: Vocabulary) -> list[tuple[str, Fact]]:
    return [(n, vocabulary.facts[n]) for n in sorted(mapping.facts()) if n in vocabulary.facts]


def _elapsed(name: str, fact: Fact, places: Places, mapping: Mapping) -> Finding | None:
    if fact.kind is not Kind.ELAPSED or name == "opened_at":
        return None
    text = f"`{name}` grows with time: it is computed, never read"
    at = places.key((_section(mapping, name), name))
    return Finding(_RULE, text, at, f"give the instant `{fact.since}` instead")


def _derived(name: str, mapping: Mapping, vocabulary: Vocabulary, places: Places) -> Finding | None:
    form = next(iter(mapping.derive[name].model_fields_set))
    fact, at = vocabulary.facts[name], places.find(("derive", name))
    wanted = _DERIVES.get(form)
    if wanted and fact.kind is not wanted:
        kinds = f"`{form}` gives {Fact('x', wanted).type}, but `{name}` is {fact.type}"
        return Finding(_RULE, kinds, at, "use another form, or map a column")
    wrong = [v for v in mapping.derive[name].flags or {} if v not in fact.values]
    if wrong:
        text = f"`{wrong[0]}` is no value of `{name}`"
        return Finding(
            _RULE, text, places.key(("derive", name, "flags", wrong[0])), did_you_mean(wrong[0], fact.values)
        )
    return None


def _constant(name: str, mapping: Mapping, vocabulary: Vocabulary, places: Places) -> Finding | None:
    fact, value = vocabulary.facts[name], mapping.constants[name]
    at = places.find(("constants", name))
    if fact.values and str(value) not in fact.values:
        return Finding(_RULE, f"`{value}` is no value of `{name}`", at, did_you_mean(str(value), fact.values))
    if fact.kind in (*_NUMBERS, Kind.SET):
        return Finding(_RULE, f"`{name}` is {fact.type}: it cannot be a constant", at, "map a column instead")
    return None
