"""The facts of a policy as a form, and a filled-in form as facts: yes, no and `not known` apart (A2.1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tocsin.core.criteria.encode import encode
from tocsin.core.criteria.vocabulary import Encoded, Kind, Vocabulary
from tocsin.core.criteria.vocabulary import Fact as Known
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.model.instant import to_micros
from tocsin.core.policy.book import Stage

AGE = "age"
_NOT_TYPED = ("level", "severity", "opened_at", "last_update_at", "acknowledged_at")
"""What the desk itself knows of a ticket."""
_GROUPS = ("danger", "decides", "asked", "rest")


@dataclass(frozen=True)
class Field:
    """A fact to fill in. `kind` is the policy's type; `values` what was typed; `wrong` what is wrong there.

    `group`: danger (stop-the-line reads it), decides (another criterion does), asked (intake does), rest.
    """

    name: str
    kind: str
    label: str
    ask: str
    means: str
    unit: str
    options: tuple[tuple[str, str], ...]
    group: str
    values: tuple[str, ...] = ()
    wrong: str = ""

    @property
    def value(self) -> str:
        """What was typed, where one value is typed."""
        return self.values[0] if self.values else ""


def fields(rules: Rules) -> tuple[Field, ...]:
    """Every fact that a trial can state: what stop-the-line reads first, then what other criteria read.

    Files are left out: no criterion reads what is in them.
    """
    found = [_field(rules, fact, _group(rules, fact.name)) for fact in _typed(rules)]
    return tuple(sorted(found, key=lambda field: _GROUPS.index(field.group)))


def _typed(rules: Rules) -> Iterator[Known]:
    declared = rules.policy.facts
    for name, fact in rules.triage.rules.vocabulary.facts.items():
        files = name in declared and declared[name].attachment
        grows = fact.kind is Kind.ELAPSED and name != AGE
        if not files and not grows and name not in _NOT_TYPED:
            yield fact


def _group(rules: Rules, name: str) -> str:
    readers = [ruled.stage for ruled in rules.triage.rules.ruled if name in ruled.criterion.reads]
    if Stage.STOP_THE_LINE in readers:
        return "danger"
    if readers or name == "segment":
        return "decides"
    return "asked" if any(name in level.intake for level in rules.policy.levels.values()) else "rest"


def _field(rules: Rules, known: Known, group: str) -> Field:
    told = rules.policy.facts.get(known.name)
    ask, means, unit = (told.ask, told.means, told.unit) if told else ("", "", "")
    label = known.called[:1].upper() + known.called[1:]
    segments = rules.policy.segments if known.name == "segment" else {}
    options = [(v, segments[v].name if v in segments else v.replace("_", " ")) for v in known.values]
    kind = known.kind.value
    if segments and not options:
        options, kind = [(id_, segment.name) for id_, segment in segments.items()], "choice"
    return Field(known.name, kind, label, ask, means, unit or known.currency, tuple(options), group)


@dataclass(frozen=True)
class Filled:
    """A form that was filled in: the fields with what was typed, and the facts that could be read."""

    fields: tuple[Field, ...]
    facts: dict[str, Encoded]

    @property
    def wrong(self) -> tuple[Field, ...]:
        """Fields whose values cannot be read."""
        return tuple(field for field in self.fields if field.wrong)


def filled(rules: Rules, typed: Mapping[str, Sequence[str]], now: datetime, zone: ZoneInfo) -> Filled:
    """Reads a form. Empty is `not known`; instants without a zone are the viewer's. Never raises."""
    vocabulary = rules.triage.rules.vocabulary
    facts: dict[str, Encoded] = {}
    shown = []
    for field in fields(rules):
        values = tuple(value.strip() for value in typed.get(field.name, ()) if value.strip())[:50]
        found, wrong = _read(field, values, vocabulary, now, zone)
        facts.update(found)
        shown.append(replace(field, values=values, wrong=wrong))
    return Filled(tuple(shown), facts)


def _read(
    field: Field, values: tuple[str, ...], vocabulary: Vocabulary, now: datetime, zone: ZoneInfo
) -> tuple[dict[str, Encoded], str]:
    if not values:
        return {}, ""
    try:
        raw = _raw(field, values, zone)
    except ValueError:
        return {}, f"`{values[0][:40]}` is no number"
    encoded, problems = encode({field.name: raw}, vocabulary, to_micros(now))
    if not problems:
        return encoded, ""
    problem = problems[0]
    return {}, f"{problem.message}{': ' if problem.help else ''}{problem.help}"


def _raw(field: Field, values: tuple[str, ...], zone: ZoneInfo) -> Any:
    """What was typed, as a file of facts would write it."""
    first = values[0]
    if field.kind == "set":
        return list(values)
    if field.kind == "integer":
        return int(first.replace(",", "").replace(" ", ""))
    if field.kind == "number":
        return float(first.replace(",", ""))
    if field.kind == "money" and not any(char.isalpha() for char in first):
        return f"{first.replace(',', '')} {field.unit}"
    if field.kind == "instant":
        return _instant(first, zone)
    return first


def _instant(text: str, zone: ZoneInfo) -> str:
    """A browser's date and time field says no zone: it is the viewer's."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (at if at.tzinfo else at.replace(tzinfo=zone)).isoformat()
