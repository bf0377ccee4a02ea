"""The schema in two stages: the release before runs on `pre`, a drift is seen, nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.contract.store import previous
from tests.contract.store.makes import MINUTE, NOW, change, due
from tocsin.app.ports import StoreUnavailable
from tocsin.app.ports_upkeep import Schema
from tocsin.core.model.finding import Refused
from tocsin.storage.schema import is_post, known_steps
from tocsin.storage.store import DjangoStore, open_store

ID = "ESC-1001"
LEASE = timedelta(seconds=60)
FIRST = "0001_initial"
OURS = {
    "Event",
    "Lane",
    "Stream",
    "Row",
    "Command",
    "Outbox",
    "Ledger",
    "Policy",
    "Worker",
    "Meta",
    "Customer",
}
STEPS = (FIRST, "0002_pre_attempts", "0003_post_leases")


@pytest.fixture
def bare(url: str) -> Iterator[DjangoStore]:
    """A database without tables."""
    opened = open_store(url)
    yield opened
    opened.close()


def first(store: DjangoStore) -> None:
    """The schema as the release before this one made it."""
    store._make_file()
    store._apply([FIRST])


@pytest.fixture
def then(monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps of the release that first had a step of each stage; what came later is not known yet."""
    monkeypatch.setattr("tocsin.storage.schema.known_steps", lambda: STEPS)


def note_step(store: DjangoStore, name: str) -> None:
    store._session.run(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('storage', %s, '2026-11-23 00:00:00')",
        [name],
    )


def test_every_step_says_its_stage() -> None:
    first, *later = known_steps()
    assert first == FIRST
    assert all(("_pre_" in step) != ("_post_" in step) for step in later)
    assert {is_post(step) for step in later} == {True, False}


def test_an_empty_database_is_filled_once(bare: DjangoStore) -> None:
    """With every step: those that several people add beside each other are no chain."""
    assert bare.schema_state() == Schema("empty", known_steps(), fits=False)
    assert bare.migrate() == known_steps()
    assert bare.schema_state() == Schema("current")
    assert bare.migrate() == ()


def test_one_that_comes_late_takes_nothing_back(bare: DjangoStore) -> None:
    """Between its look and its turn another one did the work."""
    bare.migrate()
    bare._apply(known_steps())
    bare._apply(known_steps()[:3])
    assert bare.schema_state() == Schema("current")
    assert bare.load(ID) is None


def test_two_that_migrate_at_once_do_it_once(bare: DjangoStore) -> None:
    import threading

    failures: list[BaseException] = []

    def migrate() -> None:
        try:
            bare.migrate()
        except BaseException as error:  # noqa: BLE001 (shown by the assertion below)
            failures.append(error)
        finally:
            bare.close()

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert bare.schema_state() == Schema("current")


@pytest.mark.usefixtures("then")
def test_the_release_before_works_on_the_schema_after_pre(bare: DjangoStore) -> None:
    first(bare)
    previous.report(bare._session, ID)
    assert bare.schema_state().fits is False
    assert bare.migrate("pre") == ("0002_pre_attempts",)
    previous.report(bare._session, "ESC-1002")
    assert [row[0] for row in previous.lease(bare._session)] == [f"{ID}/1/1", "ESC-1002/1/1"]
    previous.postpone(bare._session, ID)
    assert bare.schema_state() == Schema("behind", ("0003_post_leases",), fits=True)


def test_both_releases_work_side_by_side_after_the_stage_pre(bare: DjangoStore) -> None:
    bare._make_file()
    bare._apply(STEPS)
    previous.report(bare._session, ID)
    assert bare.migrate("pre") == known_steps()[len(STEPS) :]
    bare.save([change("ESC-1002", wake=due(1))])
    previous.report(bare._session, "ESC-1003")
    with bare.claim(NOW, 10) as claimed:
        assert [one.stream for one in claimed] == [ID, "ESC-1003"]
        bare.save([change(ID, 1, wake=due(5))])
    assert {row.stream for row in bare.rows()} == {ID, "ESC-1002", "ESC-1003"}
    assert list(bare.unfilled(10)) == ["ESC-1003"]
    assert [row[0] for row in previous.lease(bare._session, until="")] == [f"{ID}/1/1", "ESC-1003/1/1"]
    again = bare.claim_outgoing(NOW + LEASE, "new", 10, LEASE)
    assert [(one.attempt, one.ambiguous) for one in again] == [(2, True)] * 2
    assert [str(line.step) for line in bare.ledger(ID)] == ["planned", "attempted", "unknown", "attempted"]
    assert bare.verify().faults == ()


@pytest.mark.usefixtures("then")
def test_after_post_the_release_before_is_locked_out_and_nothing_is_lost(bare: DjangoStore) -> None:
    first(bare)
    previous.report(bare._session, ID)
    bare.migrate("pre")
    assert bare.migrate("post") == ("0003_post_leases",)
    with pytest.raises(StoreUnavailable, match="of another release"):
        previous.lease(bare._session)
    assert [one.outgoing.id for one in bare.claim_outgoing(NOW, "new", 10, LEASE)] == [f"{ID}/1/1"]
    assert bare.load(ID) is not None and bare.verify().faults == ()
    assert bare.schema_state() == Schema("current")


@pytest.mark.usefixtures("then")
def test_post_waits_for_pre(bare: DjangoStore) -> None:
    first(bare)
    with pytest.raises(Refused, match="`pre` are missing"):
        bare.migrate("post")


def test_a_newer_schema_is_borne_until_something_was_taken_away(store: DjangoStore) -> None:
    note_step(store, "0098_pre_future")
    assert store.schema_state() == Schema("ahead", ("0098_pre_future",), fits=True)
    note_step(store, "0099_post_future")
    assert store.schema_state() == Schema("ahead", ("0098_pre_future", "0099_post_future"), fits=False)
    with pytest.raises(Refused, match="a newer release made this schema"):
        store.migrate()


def test_a_store_that_was_not_set_up_says_what_to_do(bare: DjangoStore) -> None:
    with pytest.raises(StoreUnavailable) as told:
        bare.load(ID)
    assert "tocsin db" in told.value.findings[0].help
    assert told.value.retry is False


def test_the_models_say_what_the_tables_are(store: DjangoStore) -> None:
    from django.apps import apps

    models = list(apps.get_app_config("storage").get_models())
    assert len(models) >= 11
    for model in models:
        same_columns(store, model)


def same_columns(store: DjangoStore, model: Any) -> None:
    columns = {field.column for field in model._meta.get_fields()}
    table = model._meta.db_table
    connection = store._session.connection
    with connection.cursor() as cursor:
        found = {
            column.name: column for column in connection.introspection.get_table_description(cursor, table)
        }
    assert columns == set(found)
    key = model._meta.pk.column  # SQLite says of a text that is a primary key that it may be null
    nullable = {field.column for field in model._meta.get_fields() if field.null}
    assert nullable == {column for column, one in found.items() if one.null_ok and column != key}
    list(model.objects.using(store._session.alias).all())


def test_the_steps_make_the_models(store: DjangoStore) -> None:
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector  # noqa: TID251
    from django.db.migrations.loader import MigrationLoader  # noqa: TID251
    from django.db.migrations.state import ProjectState  # noqa: TID251

    loader = MigrationLoader(store._session.connection)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    assert detector.changes(graph=loader.graph) == {}


def test_minutes_are_exact_to_the_microsecond(store: DjangoStore) -> None:
    odd = NOW + timedelta(microseconds=1)
    store.save([change(ID, at=odd, wake=due(1 / 60_000_000))])
    assert store.events(ID)[0].at == odd
    with store.claim(NOW, 1) as claimed:
        assert claimed == ()
    with store.claim(odd, 1) as claimed:
        assert len(claimed) == 1
    assert store.events(ID, odd + MINUTE)[0].at.tzinfo is not None
