"""Repeatable dice for tests: the same seed gives the same throws on every machine and version."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A 64-bit linear congruential generator; its high bits are used."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 2862933555777941757 + 3037000493) % 2**64

    def below(self, limit: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 24) % limit

    def pick(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent
