"""Small pieces of SQL that every engine reads alike. No piece is ever NULL unless it says so."""

from collections.abc import Iterable, Sequence

NEVER = 9_000_000_000_000_000_000
"""Later than any instant: stands for `not`, since engines differ on NULL in LEAST and MIN."""
TEAMS = 1024
"""An instant and a team in one number: instant * TEAMS + team. Instants up to the year 2200 fit."""


def any_of(tests: Iterable[str]) -> str:
    """True when one of the tests is; FALSE for none."""
    return " OR ".join(tests) or "FALSE"


def case(pairs: Iterable[tuple[str, str]], otherwise: str) -> str:
    """CASE WHEN test THEN value ... ELSE otherwise END; an unknown test is passed over."""
    whens = " ".join(f"WHEN {test} THEN {value}" for test, value in pairs)
    return f"CASE {whens} ELSE {otherwise} END" if whens else otherwise


def least(parts: Sequence[str]) -> str:
    """The least of the parts."""
    return parts[0] if len(parts) == 1 else f"LEAST({', '.join(parts)})"


def greatest(parts: Sequence[str]) -> str:
    """The greatest of the parts."""
    return parts[0] if len(parts) == 1 else f"GREATEST({', '.join(parts)})"


def code(test: str) -> str:
    """2 when true, 1 when unknown, 0 when false: the greatest over a ticket's life is its answer."""
    return f"CASE WHEN {test} THEN 2 WHEN ({test}) IS NULL THEN 1 ELSE 0 END"


def inside(instant: str) -> str:
    """The instant lies within the state, after its beginning."""
    return f"{instant} > valid_from AND {instant} < valid_to"
