"""A mapping fits the export that is there: spelling, alternatives, and columns that are lacking."""

from typing import Any

import pytest

from tocsin.core.history.mapping import Mapping
from tocsin.core.history.settle import settle


def mapping(**changes: Any) -> Mapping:
    base: dict[str, Any] = {
        "tocsin_mapping": 1,
        "name": "x",
        "rows": "ticket",
        "ticket": "id",
        "opened_at": "created_at",
    }
    return Mapping.model_validate({**base, **changes})


@pytest.mark.req("A13.1")
def test_a_column_is_found_whatever_its_spelling() -> None:
    found = settle(
        mapping(columns={"severity": "priority_level"}), ["ID", "Created at", "Priority Level"], False
    )
    assert (found.mapping.ticket, found.mapping.opened_at) == ("ID", "Created at")
    assert found.mapping.columns == {"severity": "Priority Level"}
    assert found.lacking == ()


def test_an_exact_name_wins_over_another_spelling_and_two_spellings_are_not_guessed() -> None:
    assert settle(mapping(), ["ID", "id", "created_at"], False).mapping.ticket == "id"
    unclear = settle(mapping(), ["Created at", "CREATED_AT", "id"], False)
    assert unclear.mapping.opened_at == "created_at"
    assert unclear.lacking == ("created_at",)


def test_of_alternatives_the_first_that_is_there_is_taken() -> None:
    given = mapping(ticket="id | Ticket ID | Number")
    assert settle(given, ["Number", "Ticket ID", "created_at"], False).mapping.ticket == "Ticket ID"


@pytest.mark.req("A13.1")
def test_a_lenient_mapping_leaves_out_what_is_lacking_and_names_it() -> None:
    given = mapping(
        closed_at="solved_at",
        columns={"severity": "priority", "summary": "subject"},
        values={"severity": {"urgent": "P1"}},
        derive={
            "waiting_on_customer": {"when": {"column": "status", "equals": "pending"}},
            "vip": {
                "when": {
                    "any": [{"column": "tags", "contains": ["vip"]}, {"column": "status", "equals": "x"}]
                }
            },
            "outage": {
                "when": {"all": [{"column": "subject", "filled": True}, {"column": "tags", "filled": True}]}
            },
        },
    )
    found = settle(given, ["id", "created_at", "subject", "tags"], True)
    assert found.mapping.columns == {"summary": "subject"}
    assert found.mapping.values == {}
    assert set(found.mapping.derive) == {"vip", "outage"}
    assert found.mapping.closed_at == ""
    assert set(found.lacking) == {"solved_at", "priority", "status"}


def test_the_ticket_and_its_beginning_are_never_left_out() -> None:
    found = settle(mapping(), ["subject"], True)
    assert (found.mapping.ticket, found.mapping.opened_at) == ("id", "created_at")


def test_a_strict_mapping_keeps_the_names_so_that_they_are_reported() -> None:
    assert settle(mapping(columns={"severity": "prio"}), ["id", "created_at"], False).mapping.columns == {
        "severity": "prio"
    }


def test_outcomes_are_looked_up_and_never_left_out() -> None:
    given = mapping(outcomes={"bad": {"late": {"column": "sla_status", "equals": "missed"}}})
    found = settle(given, ["id", "created_at", "SLA Status"], True).mapping.outcomes
    assert found
    assert found.bad["late"].column == "SLA Status"
