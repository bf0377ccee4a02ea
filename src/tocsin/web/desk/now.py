"""Who is on call this moment, in one line per team (A4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.lifecycle.rules import Rules, name_of


@dataclass(frozen=True)
class Answers:
    """A team and whoever a page to it reaches first; nobody when there is a gap."""

    team: str
    name: str
    people: tuple[str, ...]
    mine: bool


def on_call(rules: Rules, at: datetime, me: str) -> list[Answers]:
    """Each team that has a ladder, with the people whom its first rung reaches at `at` (aware UTC)."""
    found = []
    for id_, team in rules.policy.teams.items():
        if team.ladder:
            people = tuple(name_of(one) for one in rules.answering(f"team {id_}", at, {}))[:2]
            found.append(Answers(id_, team.name, people, me in people))
    return sorted(found, key=lambda one: not one.mine)
