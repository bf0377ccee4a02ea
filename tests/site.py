"""A desk with pages, in this process: fresh for each test, its clock in the test's hand."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tocsin.core.model.duration import parse_duration
from tocsin.core.model.instant import parse_instant

KEY = "a secret that only the tests know, long enough"
POLICY = "preset:base"
BEGIN = "2026-11-23T15:00:00Z"
"""Monday, ten in the morning in New York."""
BACKEND = "tocsin.accounts.signin.passwords.Backend"
OUTAGE: dict[str, Any] = {
    "segment": "enterprise", "kind": "incident", "outage": True, "customers_affected": 12,
    "workaround": False, "production": True,
}  # fmt: skip


def configured() -> None:
    """Django with every app, before any store is opened in this process."""
    os.environ["TOCSIN_SECRET_KEY"] = KEY
    from tocsin.site.settings import configure

    configure()
    from django.test import utils

    if not hasattr(utils._TestState, "saved_data"):
        utils.setup_test_environment()


class Site:
    """The desk of one test."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._now = parse_instant(BEGIN)
        patch.setattr("tocsin.bootstrap.now", lambda: self._now)

    @property
    def now(self) -> datetime:
        """What the desk's clock says."""
        return self._now

    def at(self, instant: str) -> None:
        """Sets the clock."""
        self._now = parse_instant(instant)

    def after(self, span: str) -> None:
        """Moves the clock on, as by `12m`, and lets time do its part."""
        self._now += parse_duration(span)
        self.tick()

    def tick(self) -> None:
        """What fell due is done, as the worker does it; nothing is sent."""
        desk = self.desk
        desk.books.refresh()
        for _ in range(50):
            with desk.store.claim(self._now, 100) as due:
                desk.store.save([desk.tick(snapshot, self._now) for snapshot in due])
            if not due:
                return

    @property
    def desk(self) -> Any:
        """The desk that the pages serve."""
        from tocsin import bootstrap_site

        return bootstrap_site.desk()

    def account(self, role: str = "agent", contact: str = "", username: str = "", **more: Any) -> Any:
        """An account, made once for a role and contact."""
        from tocsin.accounts.models import Account

        username = username or contact or f"the-{role}"
        found = Account.objects.filter(username=username).first()
        made = {"role": role, "contact": contact, "name": more.pop("name", ""), **more}
        return found or Account.objects.create_user(username, f"{username}@example.com", **made)

    def client(self, role: str = "agent", contact: str = "", csrf: bool = False, **more: Any) -> Any:
        """A browser without scripts, signed in as somebody; `role` "" is a stranger."""
        from django.test import Client

        client = Client(enforce_csrf_checks=csrf, raise_request_exception=True)
        if role:
            client.force_login(self.account(role, contact, **more), backend=BACKEND)
        return client

    def token(
        self, role: str = "agent", scopes: tuple[str, ...] = ("read", "report", "work"), **more: Any
    ) -> str:
        """A token's secret."""
        from tocsin import bootstrap_site
        from tocsin.accounts import tokens

        secret = tokens.PREFIX + bootstrap_site.fresh_secret()
        tokens.make(self.account(role, **more), "a test", scopes, secret, self._now)
        return secret

    def report(self, title: str = "Nobody can log in", reporter: str = "chloe-martin", **more: Any) -> str:
        """A ticket arrives; returns its number. `facts` as people write them, default: a full outage."""
        import json

        from tocsin import bootstrap_site
        from tocsin.app.desk.report import Arrival, report
        from tocsin.app.facts import read_facts
        from tocsin.core.lifecycle.parts import Ticket
        from tocsin.core.model.instant import to_micros
        from tocsin.core.policy.source import Source

        vocabulary = self.desk.books.current().triage.rules.vocabulary
        facts = json.dumps(more.pop("facts", OUTAGE))
        known = read_facts(Source("facts", facts), vocabulary, to_micros(self._now))
        ticket = Ticket(
            title, more.pop("text", ""), more.pop("customer", "Northwind Trading"), "email", reporter
        )
        arrival = Arrival(ticket, known, unknown=more.pop("unknown", tuple(vocabulary.facts)), **more)
        return report(self.desk, arrival, bootstrap_site.similar(), reporter, self._now).stream


@pytest.fixture(scope="session")
def site_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and the shipped policy, made once a process."""
    configured()
    from tocsin.site.opening import prepare

    file = tmp_path_factory.mktemp("site") / "made.db"
    with pytest.MonkeyPatch.context() as patch:
        point_to(f"sqlite:///{file}", patch)
        prepare(POLICY, "http://testserver", lambda line: None)
        let_go()
    return file


def point_to(url: str, patch: pytest.MonkeyPatch) -> None:
    """From now on this process serves the desk at `url`."""
    from django.db import connections

    from tocsin import bootstrap_site
    from tocsin.storage.address import read_address

    patch.setenv("TOCSIN_DATABASE_URL", url)
    patch.setenv("TOCSIN_SECRET_KEY", KEY)
    patch.setenv("TOCSIN_MFA_ROLES", "none")
    let_go()
    entry = {"default": {**read_address(url).settings, "CONN_MAX_AGE": None, "TOCSIN_URL": url}}
    connections.settings["default"] = connections.configure_settings(entry)["default"]
    bootstrap_site.forget()


def let_go() -> None:
    """Closes this thread's connection."""
    from django.db import connections

    if hasattr(connections._connections, "default"):
        connections["default"].close()
        del connections["default"]


@pytest.fixture
def site(site_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A fresh desk on SQLite with the shipped policy."""
    from django.core.cache import cache

    file = tmp_path / "desk.db"
    shutil.copy(site_made, file)
    point_to(f"sqlite:///{file}", monkeypatch)
    cache.clear()
    yield Site(monkeypatch)
    let_go()
