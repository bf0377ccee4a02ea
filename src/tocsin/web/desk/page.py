"""Everything that the desk's page shows, asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import QueryDict

from tocsin import bootstrap_site
from tocsin.accounts.views.models import SavedView
from tocsin.app.desk.board import Board, Line, Wanted, board
from tocsin.app.desk.figures import Figure, in_words, six
from tocsin.core.lifecycle.rules import Rules
from tocsin.core.lifecycle.table import ESCALATED
from tocsin.core.policy.schema.base import SEVERITIES
from tocsin.web.desk.lines import shown
from tocsin.web.desk.now import on_call
from tocsin.web.desk.wanted import CLOSED, INTAKE, MINE, OPEN, STATUSES, TIER, Asked, chips
from tocsin.web.shared.ask import Ask
from tocsin.web.shared.pages import may
from tocsin.web.shared.spans import short

PAGE = 50
"""Lines that are loaded at a time."""
MOST = 10
"""Pages that one list keeps fresh; who wants more of it, filters."""


Views = tuple[Sequence[SavedView], int | None]
"""The views that the person sees, and which of them opens first."""


@dataclass(frozen=True)
class Listed:
    """The lines on the page, and where the next ones begin."""

    lines: tuple[Line, ...]
    next: str
    total: int
    pages: int


def listed(asked: Asked, request: Ask, pages: int = 1) -> Listed:
    """The first so many pages of a list. Raises Refused."""
    wanted, after, total = asked.wanted(request), "", 0
    found: list[Line] = []
    pages = max(1, min(pages, MOST))
    for number in range(pages):
        one = board(bootstrap_site.desk(), wanted, request.now, PAGE, after)
        found += one.lines
        total, after = (one.total if number == 0 else total), one.next
        if not after:
            break
    return Listed(tuple(found), after, total, pages)


def behind(asked: Asked, request: Ask, after: str, pages: int) -> Listed:
    """The page behind a cursor, when `pages` stand on the screen before it. Raises Refused."""
    one: Board = board(bootstrap_site.desk(), asked.wanted(request), request.now, PAGE, after)
    return Listed(one.lines, one.next, one.total, pages + 1)


def list_context(asked: Asked, request: Ask, found: Listed) -> dict[str, Any]:
    """What the list alone shows."""
    return {
        "asked": asked, "lines": [shown(line) for line in found.lines], "next": found.next,
        "total": found.total, "pages": found.pages, "full": found.pages >= MOST,
        "tabs": _tabs(asked, request), "closed": asked.tab == CLOSED,
        "can_bulk": may(request, "escalation.answer") and asked.tab != CLOSED,
    }  # fmt: skip


def page_context(asked: Asked, request: Ask, found: Listed, seen: Views) -> dict[str, Any]:
    """What the whole page shows."""
    rules = bootstrap_site.desk().books.current()
    views, first = seen
    return {
        **list_context(asked, request, found), **figures(request), **_choices(rules),
        "chips": chips(asked, rules, {id_: c.name for id_, c in rules.policy.contacts.items()}),
        "views": views, "first": first, "current": next((v for v in views if v.query == asked.query), None),
        "on_call": on_call(rules, request.now, request.who.actor), "may_share": may(request, "views.share"),
        "may_export": may(request, "export"), "keeps": asked.query,
    }  # fmt: skip


def figures(request: Ask) -> dict[str, Any]:
    """The six figures, each with its value in words (B3)."""
    found = six(bootstrap_site.desk(), request.now)
    return {"figures": [{"figure": one, "says": _says(one)} for one in found]}


def _says(one: Figure) -> str:
    """A length in short words: the page's own, in the viewer's language."""
    timed = one.unit == "seconds" and one.value is not None
    return short(timedelta(seconds=one.value or 0)) if timed else in_words(one)


def _choices(rules: Rules) -> dict[str, Any]:
    policy = rules.policy
    people = sorted(policy.contacts.items(), key=lambda item: item[1].name.lower())
    return {
        "severities": list(SEVERITIES), "levels": sorted(policy.levels.items()),
        "statuses": [status.value for status in ESCALATED],
        "people": people, "teams": list(policy.teams.items()), "segments": list(policy.segments.items()),
    }  # fmt: skip


def _tabs(asked: Asked, request: Ask) -> list[dict[str, Any]]:
    """The lists; how many wait for a first reader is told beside theirs."""
    waiting = Wanted(statuses=tuple(map(str, STATUSES[INTAKE])))
    count = bootstrap_site.desk().store.found(waiting, 1).total
    return [
        {"id": id_, "on": asked.tab == id_, "count": count if id_ == INTAKE else 0}
        for id_ in (OPEN, MINE, INTAKE, TIER, CLOSED)
    ]


def first_query(seen: Views) -> QueryDict:
    """The view with which the desk opens for this account; an empty one for the plain desk."""
    views, first = seen
    return QueryDict(next((view.query for view in views if view.pk == first), ""))
