"""Passwords are hashed at the smallest cost: what they cost is no business of these tests."""

import pytest


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with as little memory as it takes."""
    from tocsin.accounts.signin.passwords import Hasher

    monkeypatch.setattr(Hasher, "memory_cost", 8)
    monkeypatch.setattr(Hasher, "time_cost", 1)
