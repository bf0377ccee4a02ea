"""What holds for signing in: which roles need a second factor, when an idle session ends.

The environment wins over what an administrator set on the page, and that over the default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.accounts import audit
from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.rights.table import Role

ROLES_SETTING, HOURS_SETTING = "TOCSIN_MFA_ROLES", "TOCSIN_SESSION_HOURS"
DEFAULT_ROLES = frozenset({Role.ADMINISTRATOR})
DEFAULT_HOURS = 72
"""Somebody on call over a weekend is not asked for a password at 03:00."""
LONGEST_HOURS = 24 * 90


@dataclass(frozen=True)
class Rules:
    """The rules that hold. `fixed` names what the environment sets and no page can change."""

    factor_roles: frozenset[Role] = DEFAULT_ROLES
    idle: timedelta = timedelta(hours=DEFAULT_HOURS)
    fixed: frozenset[str] = frozenset()

    @property
    def hours(self) -> int:
        """After how many idle hours a session ends."""
        return int(self.idle.total_seconds() // 3600)


def read(environ: Mapping[str, str]) -> Rules:
    """The rules that hold now. Raises Refused for a setting that cannot be used."""
    from tocsin.accounts.signin.models import SignInRules

    kept = SignInRules.objects.filter(pk=1).first()
    roles = (
        frozenset(Role(role) for role in kept.factor_roles)
        if kept and kept.factor_roles is not None
        else None
    )
    given_roles, given_hours = roles_setting(environ), hours_setting(environ)
    hours = given_hours or (kept.idle_hours if kept else None) or DEFAULT_HOURS
    fixed = {ROLES_SETTING} if given_roles is not None else set()
    fixed |= {HOURS_SETTING} if given_hours is not None else set()
    chosen = next((found for found in (given_roles, roles) if found is not None), DEFAULT_ROLES)
    return Rules(chosen, timedelta(hours=hours), frozenset(fixed))


def write(roles: Iterable[str], hours: int, by: str, now: datetime) -> None:
    """Keeps what an administrator set. Raises ValueError for an unknown role or too many hours."""
    from tocsin.accounts.signin.models import SignInRules

    chosen = sorted(Role(role).value for role in roles)
    if not 1 <= hours <= LONGEST_HOURS:
        raise ValueError(f"`{hours}` hours: write a number from 1 to {LONGEST_HOURS}")
    kept = {"factor_roles": chosen, "idle_hours": hours, "changed_at": now, "changed_by": by[:80]}
    SignInRules.objects.update_or_create(pk=1, defaults=kept)
    audit.note(now, by, "signin.rules", "", second_factor=chosen, idle_hours=hours)


def roles_setting(environ: Mapping[str, str]) -> frozenset[Role] | None:
    """TOCSIN_MFA_ROLES: roles with commas, `none` or `all`; None when it is not set. Raises Refused."""
    said = environ.get(ROLES_SETTING, "").strip().lower()
    if not said:
        return None
    if said in {"none", "all"}:
        return frozenset(Role) if said == "all" else frozenset()
    words = [word.strip() for word in said.split(",") if word.strip()]
    unknown = [word for word in words if word not in set(Role)]
    if unknown:
        help_ = f"write roles with commas ({', '.join(Role)}), `none` or `all`"
        raise _refused(ROLES_SETTING, f"`{unknown[0]}` is no role", help_)
    return frozenset(Role(word) for word in words)


def hours_setting(environ: Mapping[str, str]) -> int | None:
    """TOCSIN_SESSION_HOURS: whole hours; None when it is not set. Raises Refused."""
    said = environ.get(HOURS_SETTING, "").strip()
    if not said:
        return None
    if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= LONGEST_HOURS:
        raise _refused(HOURS_SETTING, f"`{said}` is no number of hours", f"write 1 to {LONGEST_HOURS}")
    return int(said)


def _refused(name: str, message: str, help_: str) -> Refused:
    return Refused(Finding("setting", f"{name}: {message}", Position.of(name), help_), usage=True)
