"""Tickets that just meet a criterion, and tickets that just miss it (A1, A12)."""

from collections.abc import Mapping

from tocsin.core.documents import outline as o
from tocsin.core.documents.reader import Reader
from tocsin.core.policy.schema.base import Rule


def examples_of(r: Reader, rules: Mapping[str, Rule]) -> list[o.Block]:
    """For each criterion one ticket that just meets it and one that just misses it."""
    return []
