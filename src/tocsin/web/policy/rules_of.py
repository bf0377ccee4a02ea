"""A version ready to be asked, kept while it is asked again and again."""

from __future__ import annotations

from functools import lru_cache

from tocsin import bootstrap_site
from tocsin.core.lifecycle.rules import Rules
from tocsin.web.policy.shared import versions


def rules_of(hash_: str) -> Rules:
    """The rules of a version; those in force with who is on call instead of whom. Raises Refused."""
    desk = bootstrap_site.desk()
    if hash_ == versions().current():
        desk.books.refresh()
        return desk.books.of(hash_)
    return _built(hash_)


@lru_cache(maxsize=8)
def _built(hash_: str) -> Rules:
    return Rules.of(versions().policy(hash_))
