"""What the schema expects at a path: to suggest the nearest known key, and to document itself."""

import types
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from tocsin.core.policy.source import Path


def known_keys(root: type[BaseModel], path: Path) -> list[str]:
    """The keys that the mapping at `path` may have; empty when they are free or there is none."""
    here: Any = root
    for part in path:
        here = _step(here, part)
        if here is None:
            return []
    model = _model(here)
    return [f.alias or name for name, f in model.model_fields.items()] if model else []


def _step(kind: Any, part: str | int) -> Any:
    if (model := _model(kind)) is not None:
        for name, field in model.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
        return None
    for inner in _unwrapped(kind):
        origin = get_origin(inner)
        if origin is dict:
            return get_args(inner)[1]
        if origin is list:
            return get_args(inner)[0]
    return None


def _model(kind: Any) -> type[BaseModel] | None:
    for inner in _unwrapped(kind):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def _unwrapped(kind: Any) -> list[Any]:
    """The plain types behind Annotated and unions."""
    if hasattr(kind, "__metadata__"):
        return _unwrapped(kind.__origin__)
    if get_origin(kind) in (Union, types.UnionType):
        return [one for arg in get_args(kind) for one in _unwrapped(arg)]
    return [kind]
