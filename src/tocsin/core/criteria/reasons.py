"""Why a criterion has its answer, and what would have to be known (A2.5, A2.6): for one criterion at a time.

Where many are asked, keep a `Compiled` and ask it; these functions keep the last few thousand for you.
"""

from collections.abc import Mapping
from functools import lru_cache

from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.decode import decode_fact
from tocsin.core.criteria.python import Answer, Compiled
from tocsin.core.criteria.vocabulary import Encoded, Facts, Vocabulary

Parameters = Mapping[str, Encoded]


def evaluate_one(criterion: Criterion, facts: Facts, now: int, parameters: Parameters) -> Answer:
    """True, False, or None when it cannot be decided. `now` in microseconds, UTC."""
    return _compiled(criterion, parameters).evaluate_one(criterion.id, facts, now)


def because(
    criterion: Criterion, facts: Facts, now: int, parameters: Parameters, vocabulary: Vocabulary
) -> dict[str, str]:
    """The facts that decided the answer, each in words; none while it is unknown."""
    names = _compiled(criterion, parameters).because(criterion.id, facts, now)
    return {name: decode_fact(name, facts, vocabulary, now) for name in names}


def blockers(criterion: Criterion, facts: Facts, now: int, parameters: Parameters) -> tuple[str, ...]:
    """The missing facts that keep it unknown, in reading order: what to ask. None when it is known."""
    return _compiled(criterion, parameters).blockers(criterion.id, facts, now)


def becomes_true_at(criterion: Criterion, facts: Facts, now: int, parameters: Parameters) -> int | None:
    """The first instant after `now` (microseconds) at which it is true if no fact changes, or None."""
    return _compiled(criterion, parameters).becomes_true_at(criterion.id, facts, now)


def breakpoints(criterion: Criterion, facts: Facts, parameters: Parameters) -> tuple[int, ...]:
    """All instants (microseconds) at which time alone may change the answer, in order."""
    return _compiled(criterion, parameters).breakpoints(criterion.id, facts)


def _compiled(criterion: Criterion, parameters: Parameters) -> Compiled:
    used = tuple((name, parameters[name]) for name in criterion.parameters)
    return _kept(criterion, used)


@lru_cache(maxsize=4096)
def _kept(criterion: Criterion, parameters: tuple[tuple[str, Encoded], ...]) -> Compiled:
    return Compiled([criterion], dict(parameters))
