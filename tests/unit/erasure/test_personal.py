"""What may name a person: every field of every event is decided on, and taking away is total and harmless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.lifecycle import codec
from tocsin.core.lifecycle.parts import Facts
from tocsin.core.lifecycle.personal import (
    ERASED,
    PERSONAL,
    PLAIN,
    PSEUDONYM,
    Instead,
    redact,
    unname,
)

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
INSTEAD = Instead(f"{PSEUDONYM}ESC-1001", lambda fact: fact == "description")


def leaves(type_: Any) -> tuple[Any, ...]:
    """The plain types that a field's type is made of."""
    if get_origin(type_) is None and not get_args(type_):
        return (type_,)
    return tuple(leaf for part in get_args(type_) for leaf in leaves(part))


def words_of(event: type[Any], prefix: str = "") -> Iterator[str]:
    """Every place in an event in which words can stand, as `ticket.title`."""
    hints = get_type_hints(event)
    for field in fields(event):
        kinds = leaves(hints[field.name])
        parts = [kind for kind in kinds if is_dataclass(kind)]
        if parts:
            for part in parts:
                yield from words_of(part, f"{prefix}{field.name}.")
        elif str in kinds or any(isinstance(kind, str) for kind in kinds):
            yield f"{prefix}{field.name}"


def decided(kind: str) -> set[str]:
    """What the two tables say of an event, in the same words; a whole part that stays is named by itself."""
    return {*PLAIN.get(kind, "").split(), *PERSONAL.get(kind, {})}


@pytest.mark.parametrize("kind", sorted(codec.KINDS))
def test_every_field_that_can_hold_words_is_decided_on(kind: str) -> None:
    event = sample(codec.KINDS[kind])
    whole = decided(kind)
    data = codec.event_data(event)
    after = redact(kind, data, INSTEAD)
    for place in words_of(codec.KINDS[kind]):
        top = place.partition(".")[0]
        stays = place in whole or (top in whole and top not in PERSONAL.get(kind, {}))
        kept = found(after, place)
        if stays and place not in PERSONAL.get(kind, {}):
            assert kept == found(data, place), f"{kind}.{place} stays by PLAIN, and was changed"
        else:
            assert kept != found(data, place), f"`{place}` of `{kind}` is in neither table"


@pytest.mark.parametrize("kind", sorted(codec.KINDS))
def test_what_is_left_is_still_the_event_and_twice_is_once(kind: str) -> None:
    after = redact(kind, codec.event_data(sample(codec.KINDS[kind])), INSTEAD)
    codec.read_event(kind, after)
    assert redact(kind, after, INSTEAD) == after


def test_the_tables_name_no_event_and_no_field_that_is_not_there() -> None:
    for kind in (*PERSONAL, *PLAIN):
        assert kind in codec.KINDS
        tops = {place.partition(".")[0] for place in words_of(codec.KINDS[kind])}
        assert {name.partition(".")[0] for name in decided(kind)} <= tops, kind


def sample(event: type[Any]) -> Any:
    """An event in which every place for words holds words."""
    hints = get_type_hints(event)
    return event(**{field.name: value(field.name, hints[field.name]) for field in fields(event)})


def value(name: str, type_: Any) -> Any:
    if type_ in (Facts, dict[str, str]):
        return {"1": "0" * 64} if name == "digests" else {"description": "Jane Doe called", "severity": "P1"}
    if name == "rule":
        return ""
    if is_dataclass(type_):
        return sample(type_)  # type: ignore[arg-type]
    if get_origin(type_) is Literal:
        return get_args(type_)[0]
    if get_origin(type_) is tuple:
        parts = get_args(type_)
        return tuple(value(name, part) for part in parts if part is not Ellipsis)
    plain: dict[Any, Any] = {str: f"Jane Doe's {name}", int: 3, bool: True, float: 0.5, datetime: NOW}
    return next(plain[kind] for kind in leaves(type_) if kind in plain)


def found(data: Any, place: str) -> Any:
    """What stands at `ticket.title`; of a list its first part."""
    for name in place.split("."):
        data = data[0] if isinstance(data, list) else data
        data = data.get(name)
    return data


def test_a_customer_keeps_one_name_that_says_nothing() -> None:
    ticket = {"title": "Login fails", "customer": "Acme", "channel": "email", "reporter": "jane@acme.example"}
    after = redact("reported", {"ticket": ticket, "facts": {}}, INSTEAD)["ticket"]
    assert after == {
        "title": ERASED,
        "customer": "erased customer ESC-1001",
        "channel": "email",
        "reporter": ERASED,
    }


def test_facts_with_given_answers_stay_and_free_words_go() -> None:
    facts = {"production": True, "arr": [100, "USD"], "description": "ask Jane"}
    after = redact("facts_recorded", {"facts": facts}, INSTEAD)["facts"]
    assert after == {"production": True, "arr": [100, "USD"], "description": ERASED}


def test_the_words_of_a_criterion_stay_and_those_of_a_person_go() -> None:
    by_rule = {"before": "P3", "after": "P1", "why": "production is down", "rule": "outage"}
    assert redact("severity_changed", by_rule, INSTEAD) == by_rule
    typed = {"before": "P3", "after": "P1", "why": "Jane says so"}
    assert redact("severity_changed", typed, INSTEAD)["why"] == ERASED


def test_another_customers_record_loses_only_what_it_says_about_this_one() -> None:
    told = [
        {"stream": "ESC-1001", "score": 0.9, "why": "the same words", "title": "Jane cannot log in"},
        {"stream": "ESC-1002", "score": 0.8, "why": "as well", "title": "Login is slow"},
    ]
    after = unname("duplicates_suggested", {"suggestions": told}, {"ESC-1001"}, INSTEAD)["suggestions"]
    assert after == [{**told[0], "why": ERASED, "title": ERASED}, told[1]]
    joined = {"duplicate": "ESC-1001", "customer": "Acme", "why": "Jane said so"}
    assert unname("joined", joined, {"ESC-1001"}, INSTEAD)["customer"] == INSTEAD.customer
    assert unname("joined", joined, {"ESC-9"}, INSTEAD) == joined


@given(st.text(min_size=1), st.recursive(st.text(), st.lists, max_leaves=4))
def test_an_event_that_this_release_does_not_know_keeps_nothing(kind: str, said: Any) -> None:
    if kind not in codec.KINDS:
        assert redact(kind, {"said": said}, INSTEAD) == {}
