"""The first start: the schema of the record and of accounts, the policy, the first administrator's link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tocsin import bootstrap, bootstrap_desk, bootstrap_policy, bootstrap_site
from tocsin.core.model.finding import Finding, Position, Refused

Say = Callable[[str], None]


def migrate(alias: str = "default") -> tuple[str, ...]:
    """Brings accounts, sessions and what signing in needs up to this release; names what was applied.

    The record has its own way (`Store.migrate`), which comes first. Django must be configured whole.
    """
    executor, wanted, missing = _steps(alias)
    if missing:
        executor.migrate(wanted)
    return missing


def _steps(alias: str = "default") -> tuple[Any, list[tuple[str, str]], tuple[str, ...]]:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    wanted = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] != "storage"]
    missing = tuple(f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(wanted))
    return executor, wanted, missing


def migrate_accounts(url: str | None) -> tuple[str, ...]:
    """The same for the database at `url`, from a command that has opened its store already."""
    from django.apps import apps

    return migrate(bootstrap_site.alias(url)) if apps.is_installed("tocsin.accounts") else ()


def require_current() -> None:
    """Raises Refused while a step of the schema is missing: several processes must not migrate by the way."""
    bootstrap_desk.desk()
    missing = _steps()[2]
    if missing:
        text = f"the database is older than this release; missing: {', '.join(missing)}"
        raise Refused(Finding("schema", text, Position.of("database"), "run `tocsin db migrate`"), usage=True)


def prepare(policy: str | None, base: str, say: Say) -> None:
    """Makes what is missing; says what a person must know. Raises Refused."""
    store = bootstrap_desk.store()
    store.migrate()
    migrate()
    _adopt(policy, say)
    first_administrator(base, say)


def _adopt(policy: str | None, say: Say) -> None:
    """The first policy is the operator's; later ones are signed and activated on the page (B11)."""
    from tocsin.app.desk.rulebooks import CURRENT, RuleBooks
    from tocsin.core.policy.load import policy_hash

    store = bootstrap_desk.store()
    before = store.noted(CURRENT)
    if policy is None:
        if not before:
            help_ = "give it one: `tocsin serve --policy my-policy`, or `--policy preset:base` to look around"
            raise Refused(
                Finding("no-policy", "this desk has no policy yet", Position.of("--policy"), help_),
                usage=True,
            )
        return
    found = bootstrap.load_policy(policy).require()
    if not before:
        RuleBooks(store).adopt(found)
        bootstrap_policy.adopted(None, policy, "operator", bootstrap.now())
        say(f"new tickets follow {found.document.title} {found.document.version}")
    elif policy_hash(found) != before:
        say(
            f"this desk follows the policy {before[:12]}; `{policy}` differs and was not adopted: propose it "
            "on the page under Policy, where it is checked, signed and activated, or run `tocsin db init`"
        )


def first_administrator(base: str, say: Say) -> None:
    """Nobody can sign in yet: a one-time link makes the first administrator."""
    from tocsin.accounts.models import Account

    if Account.objects.filter(role="administrator", is_active=True).exists():
        return
    from tocsin.accounts.signin.invites import first_link

    say(f"create the first administrator (once, within a day): {first_link(base, bootstrap.now())}")
