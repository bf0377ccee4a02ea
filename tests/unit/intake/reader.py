"""Reads texts with the shipped SaaS policy, on a Monday morning in New York."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import tocsin
from tocsin import bootstrap
from tocsin.core.criteria.vocabulary import Vocabulary
from tocsin.core.intake.find import find
from tocsin.core.intake.found import Found, Known, Plain
from tocsin.core.policy.book import vocabulary
from tocsin.core.policy.schema import Policy

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOME = ZoneInfo("America/New_York")
NORTHWIND = Known("Northwind Retail", (), {"segment": "enterprise", "arr": "180000 USD"}, "ESC-1042")
HELIX = Known("Helix Labs", ("helix.example.net",))


@cache
def policy(preset: str = "b2b-saas") -> tuple[Policy, Vocabulary]:
    """A shipped policy with its vocabulary."""
    root = Path(tocsin.__file__).parent / "presets" / preset / "policy.yaml"
    loaded = bootstrap.load_policy(str(root)).require()
    return loaded, vocabulary(loaded)


def read(text: str, *known: Known, preset: str = "b2b-saas", now: datetime = NOW) -> Found:
    """What is found in a text."""
    rules, words = policy(preset)
    return find(text, words, rules, now, known or (NORTHWIND, HELIX), HOME)


def values(text: str, preset: str = "b2b-saas") -> Mapping[str, Plain]:
    """The facts guessed from a text, without their whys and without the summary."""
    found = read(text, preset=preset).facts
    return {name: guess.value for name, guess in found.items() if name != "summary"}
