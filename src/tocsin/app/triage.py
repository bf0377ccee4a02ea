"""Asks a policy about one ticket (A2)."""

from datetime import datetime

from tocsin.app.facts import read_facts
from tocsin.core.model.instant import to_micros
from tocsin.core.policy.load import Loaded
from tocsin.core.policy.source import Source
from tocsin.core.triage.decide import Triage
from tocsin.core.triage.decision import Decision
from tocsin.core.triage.path import Path, path_of
from tocsin.core.triage.rules import read_rules


def triage(loaded: Loaded, facts: Source, now: datetime) -> tuple[Decision, Path]:
    """The decision at `now` (aware UTC) and the path that led to it. Raises Refused."""
    policy = loaded.require()
    desk = Triage(policy, read_rules(policy, loaded.places))
    known = read_facts(facts, desk.rules.vocabulary, to_micros(now))
    decision = desk.decide(known, now)
    return decision, path_of(desk, known, now, decision)
