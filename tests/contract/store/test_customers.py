"""Customers by name: with something open first, found by a part of the name, whatever signs it holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.store.makes import MINUTE, NOW, change, row
from tocsin.storage.store import DjangoStore


@pytest.fixture
def known(store: DjangoStore) -> DjangoStore:
    """Four customers, one of them with something open, one ticket of nobody."""
    names = ("Acme", "100% Pure_Water", "Zürich Re", "Acme", "")
    for number, name in enumerate(names):
        stream, at = f"ESC-{number}", NOW + number * MINUTE
        closed = None if number == 0 else at + timedelta(hours=1)
        told = row(stream, customer=name, reported_at=at, closed_at=closed, alike={"component": "login"})
        store.save([change(stream, row=told, at=at)])
    return store


def test_those_with_something_open_come_first_then_the_latest(known: DjangoStore) -> None:
    found = known.customers("", 10)
    assert [(one.name, one.count, one.open) for one in found] == [
        ("Acme", 2, 1), ("Zürich Re", 1, 0), ("100% Pure_Water", 1, 0),
    ]  # fmt: skip
    assert found[0].last == NOW + 3 * MINUTE
    assert [one.name for one in known.customers("", 1)] == ["Acme"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("acm", ["Acme"]),
        ("RE", ["100% Pure_Water", "Zürich Re"]),
        ("%", ["100% Pure_Water"]),
        ("_", ["100% Pure_Water"]),
        ("!", []),
        ("nobody", []),
    ],
)
def test_a_part_of_the_name_finds_them_whatever_signs_it_holds(
    known: DjangoStore, text: str, names: list[str]
) -> None:
    assert sorted(one.name for one in known.customers(text, 10)) == names


def test_what_was_said_last_counts(known: DjangoStore) -> None:
    assert known.said_of("Acme") is None
    known.customer_lost("Acme", NOW, "maya", "too slow")
    known.customer_kept("Acme", NOW + MINUTE, "maya")
    said = known.said_of("Acme")
    assert said is not None
    assert (said.lost_at, said.at, said.actor, said.note) == (None, NOW + MINUTE, "maya", "")


def test_their_escalations_are_told_since_an_instant(known: DjangoStore) -> None:
    told = known.reported_by("Acme", NOW + MINUTE, 10)
    assert told == [("ESC-3", NOW + 3 * MINUTE, '{"component":"login"}')]
    assert [stream for stream, _, _ in known.reported_by("Acme", NOW, 10)] == ["ESC-0", "ESC-3"]
    assert [one.stream for one in known.escalations_of("Acme")] == ["ESC-0", "ESC-3"]
