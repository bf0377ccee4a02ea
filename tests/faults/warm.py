"""Loaded once by the fork server: one escalation is handled here, so that no worker has to load anything."""

from __future__ import annotations

import tempfile
from importlib import import_module

from tests.faults.desk import BEGIN, desk_of, report
from tocsin.storage.store import open_store


def warm() -> None:
    import_module("django.db.backends.postgresql.base")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/warm.db")
        store.migrate()
        desk = desk_of(store)
        report(desk, 1)
        for minutes in (10, 40):
            at = BEGIN.replace(hour=1, minute=minutes)
            with store.claim(at, 1) as claimed:
                store.save([desk.tick(one, at) for one in claimed])
        store.close()


warm()
