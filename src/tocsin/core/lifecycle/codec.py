"""Events and states as plain JSON and back: what is stored can be read by any later release."""

import re
from inspect import isclass
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from tocsin.core.ladders import events as paging_events
from tocsin.core.lifecycle import events as own_events
from tocsin.core.lifecycle.events import Event
from tocsin.core.lifecycle.state import State

Happened = Event | paging_events.PagingEvent
"""Anything that can stand in the log of an escalation."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _own() -> dict[str, type[Any]]:
    found = (thing for thing in vars(own_events).values() if isclass(thing) and issubclass(thing, Event))
    return {thing.kind: thing for thing in found if thing.kind}


def _paging() -> dict[str, type[Any]]:
    return {_HUMP.sub("_", thing.__name__).lower(): thing for thing in get_args(paging_events.PagingEvent)}


KINDS: dict[str, type[Any]] = {**_own(), **_paging()}
"""Stored name to event."""
NAMES: dict[type[Any], str] = {thing: name for name, thing in KINDS.items()}


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(of: Any) -> TypeAdapter[Any]:
    """Built when first needed: the schema of the state takes milliseconds."""
    found = _ADAPTERS.get(of)
    if found is None:
        found = _ADAPTERS[of] = TypeAdapter(of)
    return found


def name_of(event: Happened) -> str:
    """The event's stored name."""
    return NAMES[type(event)]


def event_data(event: Happened) -> dict[str, Any]:
    """The event as plain JSON; what stands at its default is left out."""
    data: dict[str, Any] = _adapter(type(event)).dump_python(event, mode="json", exclude_defaults=True)
    return data


def read_event(kind: str, data: dict[str, Any]) -> Happened:
    """The event again. Raises ValueError for a kind or data that this release does not know."""
    if kind not in KINDS:
        raise ValueError(f"`{kind}` is no event that this release knows: it was written by a newer one")
    try:
        event: Happened = _adapter(KINDS[kind]).validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"the data of `{kind}` cannot be read at `{place}`: {first['msg']}") from None
    return event


def state_bytes(state: State) -> bytes:
    """The snapshot of a state: JSON, without what stands at its default."""
    return _adapter(State).dump_json(state, exclude_defaults=True)


def read_state(snapshot: bytes) -> State:
    """The state of a snapshot. Raises ValueError when it is none of this release."""
    state: State = _adapter(State).validate_json(snapshot)
    return state
