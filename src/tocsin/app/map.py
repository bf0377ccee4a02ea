"""Drafts a mapping for an export (A13.1). What looks at the export is an argument."""

from collections.abc import Callable

from tocsin.core.history.draft import draft
from tocsin.core.history.draft_columns import Profile
from tocsin.core.policy.load import Loaded
from tocsin.core.triage.rules import read_rules


def map_history(look: Callable[[], Profile], loaded: Loaded) -> str:
    """The drafted mapping as YAML, for the facts of this policy. Raises Refused."""
    rules = read_rules(loaded.require(), loaded.places)
    return draft(look(), rules.vocabulary)
