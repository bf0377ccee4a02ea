"""The policy that new tickets follow, looked up once a request: names and words stand on every line."""

from __future__ import annotations

from contextvars import ContextVar

from tocsin import bootstrap_site
from tocsin.core.policy.schema import Policy

_KEPT: ContextVar[list[Policy] | None] = ContextVar("policy of this request", default=None)


def begin() -> None:
    """A new request begins: what was looked up before is forgotten."""
    _KEPT.set([])


def policy_now() -> Policy:
    """The policy that new tickets follow. Raises Refused when the desk has none."""
    kept = _KEPT.get()
    if kept:
        return kept[0]
    policy = bootstrap_site.desk().books.current().policy
    if kept is not None:
        kept.append(policy)
    return policy
