"""The answer to `may this person do that to this?`, with its reason."""

from dataclasses import dataclass

from tocsin.core.rights.actions import Action
from tocsin.core.rights.table import TABLE, Role, Scope


@dataclass(frozen=True)
class Who:
    """Somebody who asks for something: `actor` stands in the record (a contact's id, else a user name).

    `scopes` are a token's: it never may what is not among them, nor more than its account. None: no token.
    """

    name: str
    actor: str
    role: Role
    scopes: frozenset[str] | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether it is allowed, and why (or why not, and who could)."""

    allowed: bool
    why: str


def scope_of(role: Role, action: Action) -> Scope:
    """On which objects a role may do it."""
    return TABLE[role].get(action, Scope.NONE)


def allowed(who: Who | None, action: Action, own: bool = False) -> Verdict:
    """Whether `who` may do it to an object; `own`: it is one of theirs. Nobody may do anything unnamed."""
    if who is None:
        return Verdict(False, "nobody is signed in")
    if who.scopes is not None and not _covered(who.scopes, action):
        return Verdict(False, f"this token has no scope for `{action}`")
    scope = scope_of(who.role, action)
    if scope is Scope.ANY or (scope is Scope.OWN and own):
        return Verdict(True, f"{who.role} may: {action} ({scope})")
    able = (
        ", ".join(role for role in Role if scope_of(role, action) is Scope.ANY)
        or "only the person it belongs to"
    )
    if scope is Scope.OWN:
        return Verdict(False, f"the role `{who.role}` may do this only to its own; otherwise: {able}")
    return Verdict(False, f"the role `{who.role}` may not do this; who may: {able}")


SCOPES: dict[str, tuple[str, ...]] = {
    "read": (
        "desk.see", "escalation.see", "roster.see", "policy.see", "policy.try", "customer.see", "people.see",
        "account.own",
    ),
    "report": ("escalation.report",),
    "work": (
        "escalation.answer", "escalation.work", "escalation.rate", "escalation.page", "escalation.people",
        "escalation.end", "escalation.move", "customer.mark", "views.own", "views.share",
    ),
    "roster": ("roster.swap", "roster.override"),
    "policy": ("policy.propose", "policy.sign", "policy.activate", "calibration.run"),
    "people": ("people.manage", "tokens.own", "tokens.manage"),
    "admin": (
        "webhooks.manage", "audit.see", "settings.see", "settings.manage", "customer.erase", "export",
    ),
}  # fmt: skip
"""What a token may be given: each scope with the actions that it covers."""


def _covered(scopes: frozenset[str], action: Action) -> bool:
    return any(action in SCOPES.get(scope, ()) for scope in scopes)
