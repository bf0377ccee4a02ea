"""The rules of signing in, as they hold now."""

from __future__ import annotations

import os

from tocsin.accounts.signin import rules


def sign_in_rules() -> rules.Rules:
    """What the environment and the administrators set. Raises Refused for a setting that cannot be used."""
    return rules.read(os.environ)
