"""Kinds of events by what people look for; what no group names stands in the last one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tocsin.app.webhooks import KINDS


@dataclass(frozen=True)
class Group:
    """A few kinds, each with whether it is chosen."""

    name: str
    kinds: tuple[tuple[str, bool], ...]
    some: bool


def groups(chosen: Collection[str]) -> list[Group]:
    """All kinds, by group."""
    named = {
        _("It comes and goes"): (
            "reported", "returned", "opened", "stabilised", "verified", "resolved", "reopened", "closed",
        ),
        _("How bad it is"): ("severity_changed", "level_changed", "linked", "unlinked", "grown"),
        _("Clocks and updates"): ("clock_warned", "clock_breached", "reminded", "update_sent"),
        _("Who has it"): (
            "acknowledged", "declined", "handed_over", "hand_over_offered", "hand_over_refused", "seated",
            "unseated", "sme_engaged",
        ),
        _("Pages"): ("page_ordered", "ladder_acknowledged", "ladder_spent", "undelivered"),
    }  # fmt: skip
    known = {kind for kinds in named.values() for kind in kinds}
    named[_("Everything else")] = tuple(kind for kind in KINDS if kind not in known)
    return [_group(name, [k for k in kinds if k in KINDS], chosen) for name, kinds in named.items()]


def _group(name: str, kinds: list[str], chosen: Collection[str]) -> Group:
    marked = tuple((kind, kind in chosen) for kind in kinds)
    return Group(name, marked, any(on for _kind, on in marked))
