"""What changed between two policies, part by part and id by id (A13.1, B1).

Compared is what the policies mean: defaults written out, layout, comments and the split into files do not
count, and neither does an expression that is only written otherwise.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from tocsin.core.policy.schema import Policy

RENAMED = 0.85
"""Two parts that are alike to this degree are one part under another id."""
MAX_PAIRS = 2_500
"""Beyond so many pairs of old and new ids nobody is told of renamed ones: all are removed and added."""


class Kind(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Step:
    """One step of a path: a key of the schema, or an id that the policy chose."""

    name: str
    chosen: bool = False


Trail = tuple[Step, ...]


@dataclass(frozen=True)
class Difference:
    """One difference, with the values themselves; None where there is none."""

    kind: Kind
    trail: Trail
    before: Any
    after: Any

    @property
    def path(self) -> str:
        """`levels.3.acknowledge.default`: where it stands in the policy."""
        return ".".join(step.name for step in self.trail)


def differences(before: Policy, after: Policy) -> Iterator[Difference]:
    """Every difference, in the order of the schema."""
    yield from _values(before, after, ())


def _values(before: Any, after: Any, trail: Trail) -> Iterator[Difference]:
    if before == after and not isinstance(before, BaseModel | Mapping):
        return
    if isinstance(before, BaseModel) and type(before) is type(after):
        yield from _models(before, after, trail)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _mappings(before, after, trail)
    elif isinstance(before, BaseModel | None) and isinstance(after, BaseModel | None):
        kind = Kind.ADDED if before is None else Kind.REMOVED
        if before is not after:
            yield Difference(kind, trail, before, after)
    else:
        yield Difference(Kind.CHANGED, trail, before, after)


def _models(before: BaseModel, after: BaseModel, trail: Trail) -> Iterator[Difference]:
    for name, field in type(before).model_fields.items():
        step = Step(field.alias or name)
        yield from _values(getattr(before, name), getattr(after, name), (*trail, step))


def _mappings(before: Mapping[Any, Any], after: Mapping[Any, Any], trail: Trail) -> Iterator[Difference]:
    gone = [key for key in before if key not in after]
    new = [key for key in after if key not in before]
    renamed = _renamed(before, after, gone, new)
    for key in before:
        here = (*trail, Step(str(key), chosen=True))
        if key in renamed:
            to = (*trail, Step(str(renamed[key]), chosen=True))
            yield Difference(Kind.RENAMED, here, str(key), str(renamed[key]))
            yield from _values(before[key], after[renamed[key]], to)
        elif key in gone:
            yield Difference(Kind.REMOVED, here, before[key], None)
        else:
            yield from _values(before[key], after[key], here)
    for key in new:
        if key not in renamed.values():
            yield Difference(Kind.ADDED, (*trail, Step(str(key), chosen=True)), None, after[key])
    yield from _order(before, after, renamed, trail)


def _order(
    before: Mapping[Any, Any], after: Mapping[Any, Any], renamed: Mapping[Any, Any], trail: Trail
) -> Iterator[Difference]:
    old = [renamed.get(key, key) for key in before if renamed.get(key, key) in after]
    now = [key for key in after if key in old]
    if old != now:
        yield Difference(Kind.MOVED, trail, [str(k) for k in old], [str(k) for k in now])


def _renamed(
    before: Mapping[Any, Any], after: Mapping[Any, Any], gone: Sequence[Any], new: Sequence[Any]
) -> dict[Any, Any]:
    """Ids that went, with the new id that says nearly the same; each new id is taken once."""
    found: dict[Any, Any] = {}
    if len(gone) * len(new) > MAX_PAIRS:
        return found
    for key in gone:
        free = [k for k in new if k not in found.values() and isinstance(after[k], type(before[key]))]
        scored = [(_likeness(before[key], after[k]), -index, k) for index, k in enumerate(free)]
        if scored and max(scored)[0] >= RENAMED:
            found[key] = max(scored)[2]
    return found


def _likeness(one: Any, two: Any) -> float:
    if not isinstance(one, BaseModel):
        return 0.0  # a bare value says too little about itself
    a, b = _said(one), _said(two)
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < RENAMED or matcher.quick_ratio() < RENAMED:
        return 0.0
    return matcher.ratio()


def _said(part: Any) -> str:
    said = part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(said, ensure_ascii=False, sort_keys=True)[:4_000]
