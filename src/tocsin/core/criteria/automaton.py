"""Runs a parsed pattern over a text in one pass, whatever the pattern: a lazily built automaton.

Time is linear in the text; memory is bounded (the cache is emptied when it grows too large).
"""

from functools import lru_cache

from tocsin.core.criteria.charset import WORD, CharSet
from tocsin.core.criteria.regex import Assertion, Chars, Either, Pattern, Repeat, Sequence, parse_pattern

MAX_CACHED = 4_000
_EDGE, _WORD, _OTHER = 0, 1, 2


@lru_cache(maxsize=512)
def automaton(pattern: str) -> "Automaton":
    """The automaton of a pattern. Raises PatternError for a pattern outside the subset."""
    return Automaton(parse_pattern(pattern))


def search(pattern: str, text: str) -> bool:
    """True when the pattern is found somewhere in the text."""
    return automaton(pattern).search(text)


class _State:
    """A set of places in the pattern, and what came before: a start, a word character, or another."""

    __slots__ = ("after", "before", "ends", "places")

    def __init__(self, places: frozenset[int], before: int) -> None:
        self.places, self.before = places, before
        self.after: dict[str, _State | None] = {}
        self.ends: bool | None = None


class Automaton:
    """One pattern, ready to search."""

    def __init__(self, pattern: Pattern) -> None:
        self._steps: list[tuple[CharSet | None, tuple[int, ...], str]] = []
        self._final = self._place(None, (), "")
        self._first = self._build(pattern, self._final)
        self._states: dict[tuple[frozenset[int], int], _State] = {}
        self._start = self._state(frozenset((self._first,)), _EDGE)

    def search(self, text: str) -> bool:
        """True when the pattern is found somewhere in the text."""
        state = self._start
        for char in text:
            try:
                following = state.after[char]
            except KeyError:
                following = self._advance(state, char)
            if following is None:
                return True
            state = following
        if state.ends is None:
            state.ends = self._final in self._closure(state, _EDGE)
        return state.ends

    def _place(self, chars: CharSet | None, following: tuple[int, ...], assertion: str) -> int:
        self._steps.append((chars, following, assertion))
        return len(self._steps) - 1

    def _build(self, pattern: Pattern, after: int) -> int:
        if isinstance(pattern, Chars):
            return self._place(pattern.of, (after,), "")
        if isinstance(pattern, Assertion):
            return self._place(None, (after,), pattern.word)
        if isinstance(pattern, Sequence):
            for part in reversed(pattern.parts):
                after = self._build(part, after)
            return after
        if isinstance(pattern, Either):
            return self._place(None, tuple(self._build(part, after) for part in pattern.parts), "")
        return self._repeat(pattern, after)

    def _repeat(self, pattern: Repeat, after: int) -> int:
        if pattern.high is None:
            loop = self._place(None, (), "")
            self._steps[loop] = (None, (self._build(pattern.body, loop), after), "")
            after = loop
        else:
            end = after
            for _ in range(pattern.high - pattern.low):
                after = self._place(None, (self._build(pattern.body, after), end), "")
        for _ in range(pattern.low):
            after = self._build(pattern.body, after)
        return after

    def _state(self, places: frozenset[int], before: int) -> _State:
        if len(self._states) > MAX_CACHED:
            self._forget()
        key = (places, before)
        if (found := self._states.get(key)) is None:
            found = self._states[key] = _State(places, before)
        return found

    def _forget(self) -> None:
        for state in self._states.values():
            state.after.clear()
        self._states.clear()

    def _advance(self, state: _State, char: str) -> _State | None:
        """The state after one more character; None when the pattern was found before it."""
        code = ord(char)
        context = _WORD if code in WORD else _OTHER
        reached = self._closure(state, context)
        following: _State | None = None
        if self._final not in reached:
            steps = (self._steps[place] for place in reached)
            onward = {step[1][0] for step in steps if step[0] is not None and code in step[0]}
            following = self._state(frozenset(onward | {self._first}), context)
        if len(state.after) > MAX_CACHED:
            state.after.clear()
        state.after[char] = following
        return following

    def _closure(self, state: _State, after: int) -> set[int]:
        """All places reached without reading, given what stands before and after."""
        reached: set[int] = set()
        pending = list(state.places)
        while pending:
            place = pending.pop()
            if place in reached:
                continue
            reached.add(place)
            chars, following, assertion = self._steps[place]
            if chars is None and _holds(assertion, state.before, after):
                pending.extend(following)
        return reached


def _holds(assertion: str, before: int, after: int) -> bool:
    if assertion == "^":
        return before == _EDGE
    if assertion == "$":
        return after == _EDGE
    return not assertion or (before == _WORD) != (after == _WORD)
