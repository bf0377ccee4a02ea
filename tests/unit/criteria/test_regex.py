"""Patterns: a subset of RE2 that cannot run away and means the same everywhere."""

import re

import duckdb
import pytest
from cel_expr_python import cel
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.criteria.dice import Dice
from tocsin.core.criteria.automaton import automaton, search
from tocsin.core.criteria.charset import _PAIRED
from tocsin.core.criteria.regex import PatternError
from tocsin.core.criteria.regex_text import pattern_text

_RE2 = cel.NewEnv(variables={"s": cel.Type.STRING, "p": cel.Type.STRING}).compile("s.matches(p)")
_ATOMS = (
    "a", "b", "c", "\\b", "^", "$", ".", "\\w", "\\W", "\\d", "[ab]", "[^a]", "(a|b)", "(?:ab|c)", "\\s",
    "é", "-",
    "[a\\-c]", "[]a]", "(|a)", "_", "\\.", "\\n", "[\\d_]", "[^\\W]", "Ä",
)  # fmt: skip
_TIMES = ("", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?")


def _re2(pattern: str, text: str) -> bool | None:
    answer = _RE2.eval(data={"s": text, "p": pattern})
    return answer.value() if answer.type() == cel.Type.BOOL else None


def _patterns(count: int) -> list[str]:
    dice, found = Dice(11), []
    while len(found) < count:
        parts = [dice.pick(_ATOMS) + dice.pick(_TIMES) for _ in range(dice.below(5) + 1)]
        pattern = ("(?i)" if dice.chance(20) else "") + "".join(parts) + ("|c" if dice.chance(30) else "")
        try:
            automaton(pattern)
        except PatternError:
            continue
        found.append(pattern)
    return found


def _texts(dice: Dice) -> list[str]:
    return ["".join(dice.pick("aabbcABé -_\n1.ä") for _ in range(dice.below(8))) for _ in range(6)]


def test_2000_patterns_agree_with_re2() -> None:
    dice = Dice(5)
    for pattern in _patterns(2000):
        for text in _texts(dice):
            assert search(pattern, text) is _re2(pattern, text), (pattern, text)


def test_patterns_written_out_for_duckdb_agree() -> None:
    dice = Dice(6)
    cases = [(p, t) for p in _patterns(300) for t in _texts(dice)]
    selected = ", ".join("regexp_matches(?, ?)" for _ in cases)
    values = [value for pattern, text in cases for value in (text, pattern_text(pattern, "re2"))]
    assert duckdb.connect().execute(f"SELECT {selected}", values).fetchone() == tuple(
        search(p, t) for p, t in cases
    )


def test_case_folds_as_in_re2_for_every_letter_that_is_accepted() -> None:
    for code in (code for low, high in _PAIRED for code in range(low, high + 1)):
        char = chr(code)
        for other in (char.lower(), char.upper(), *"\u212a\u017fkSıİµẞς\u2126"):
            assert search(f"(?i){char}", other) is _re2(f"(?i){char}", other), (char, other)


def test_a_pattern_that_runs_away_elsewhere_is_linear_here() -> None:
    assert search("(a+)+$", "a" * 200_000 + "b") is False
    assert search("(a|a)*c", "a" * 200_000) is False


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(a", "`(` is not closed"), ("a)", "closes no bracket"), ("[a", "`[` is not closed"),
        ("(?=a)", "only `(?:…)`"), ("(?P<x>a)", "only `(?:…)`"), ("\\1", "not understood"), ("a**",
        "repetition"),
        ("*a", "repeats nothing"), ("a{3,1}", "low to high"), ("a{101}", "up to 100"), ("(a{100}){100}",
        "too large"),
        ("\\pL", "not understood"), ("[[:alpha:]]", "[:…:]"), ("(" * 20 + "a" + ")" * 20, "nested"),
        ("\\B", "not"),
        ("(?i)ǅ", "both cases"), ("x" * 301, "300 characters"), ("[b-a]", "later one"), ("^*", "place"),
    ],
)  # fmt: skip
def test_what_is_no_pattern_is_told(pattern: str, said: str) -> None:
    with pytest.raises(PatternError, match=re.escape(said)):
        automaton(pattern)


@given(st.text("ab(|)*+?{}[]^$\\dwsb.,12:i-é", max_size=20), st.text("ab1 é\n", max_size=10))
def test_any_text_is_a_pattern_or_a_clean_refusal(pattern: str, text: str) -> None:
    try:
        found = search(pattern, text)
    except PatternError as error:
        assert 0 <= error.at <= len(pattern)
        return
    assert found is _re2(pattern, text)
