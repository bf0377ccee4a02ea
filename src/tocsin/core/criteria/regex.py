"""Patterns of `matches`: a subset of RE2 that is parsed here, so that no pattern can run away.

The parsed form is executed by an automaton of our own (time linear in the text) and written out again for
each SQL engine, with every class spelled out, so that all of them mean the same.
"""

import re
from dataclasses import dataclass

from tocsin.core.criteria.charset import DIGIT, DOT, SPACE, WORD, CharSet, fold_case, inverted, of_ranges

MAX_PATTERN = 300
MAX_REPEAT = 100
MAX_STATES = 1_500
MAX_GROUPS = 16


class PatternError(ValueError):
    """What is wrong with a pattern, and what to write instead; `at` is the offset in the pattern."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of a set."""

    of: CharSet


@dataclass(frozen=True, slots=True)
class Assertion:
    """A place: `^` start, `$` end, `b` boundary of a word of ASCII letters, digits and `_`."""

    word: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One or the other."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """At least `low` times, at most `high` (None: any number)."""

    body: "Pattern"
    low: int
    high: int | None


Pattern = Chars | Assertion | Sequence | Either | Repeat

_COUNT = re.compile(r"\{(\d{1,4})(,(\d{1,4})?)?\}")
_CLASSES = {"d": DIGIT, "w": WORD, "s": SPACE}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_PLACES = {"b": "b", "A": "^", "z": "$"}


def parse_pattern(text: str) -> Pattern:
    """Reads a pattern. Raises PatternError when it is not in the subset or would be too large."""
    if len(text) > MAX_PATTERN:
        raise PatternError(MAX_PATTERN, f"a pattern may have {MAX_PATTERN} characters, not {len(text)}")
    parser = _Parser(text)
    found = parser.alternatives(0)
    if parser.at < len(text):
        raise PatternError(parser.at, "`)` closes no bracket")
    if states(found) > MAX_STATES:
        raise PatternError(0, "its repetitions make it too large: use smaller counts")
    return found


def states(pattern: Pattern) -> int:
    """The size of the automaton for the pattern."""
    if isinstance(pattern, Sequence | Either):
        return 1 + sum(states(part) for part in pattern.parts)
    if isinstance(pattern, Repeat):
        return 1 + states(pattern.body) * max(pattern.low + (pattern.high is None), pattern.high or 0, 1)
    return 1


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.ignore_case = text.startswith("(?i)")
        if self.ignore_case:
            self.at = 4

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def fail(self, message: str) -> PatternError:
        return PatternError(self.at, message)

    def alternatives(self, depth: int) -> Pattern:
        if depth > MAX_GROUPS:
            raise self.fail(f"brackets are nested more than {MAX_GROUPS} deep")
        parts = [self.sequence(depth)]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.sequence(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def sequence(self, depth: int) -> Pattern:
        parts: list[Pattern] = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.repeated(self.atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self, body: Pattern) -> Pattern:
        bounds = self.bounds()
        if bounds is None:
            return body
        if isinstance(body, Assertion):
            raise self.fail("a place such as `^` or `\\b` cannot be repeated")
        if self.peek() == "?":  # lazy or greedy makes no difference to whether it is found
            self.at += 1
        if self.peek() in ("*", "+", "?") or _COUNT.match(self.text, self.at):
            raise self.fail("a repetition of a repetition: put brackets around the first")
        return Repeat(body, *bounds)

    def bounds(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self.peek() in simple:
            self.at += 1
            return simple[self.text[self.at - 1]]
        if not (found := _COUNT.match(self.text, self.at)):
            return None
        low = int(found[1])
        high = low if not found[2] else int(found[3]) if found[3] else None
        if max(low, high or 0) > MAX_REPEAT or (high is not None and high < low):
            raise self.fail(f"`{found[0]}`: counts go from low to high, up to {MAX_REPEAT}")
        self.at = found.end()
        return low, high

    def atom(self, depth: int) -> Pattern:
        char = self.peek()
        if char == "(":
            return self.group(depth)
        if char == "[":
            return Chars(self.char_class())
        if char in "*+?" or (char == "{" and _COUNT.match(self.text, self.at)):
            raise self.fail(f"`{char}` repeats nothing: put `\\` before it to mean the character")
        self.at += 1
        if char in "^$":
            return Assertion(char)
        if char == ".":
            return Chars(DOT)
        return self.escaped() if char == "\\" else Chars(self.cased(of_ranges([(ord(char), ord(char))])))

    def group(self, depth: int) -> Pattern:
        self.at += 1
        if self.text.startswith("?:", self.at):
            self.at += 2
        elif self.peek() == "?":
            raise self.fail("of `(?…)` only `(?:…)`, and `(?i)` at the very start, are understood")
        inside = self.alternatives(depth + 1)
        if self.peek() != ")":
            raise self.fail("`(` is not closed")
        self.at += 1
        return inside

    def escaped(self) -> Pattern:
        char = self.peek()
        if char in _PLACES and char:
            self.at += 1
            return Assertion(_PLACES[char])
        return Chars(self.escaped_set())

    def escaped_set(self) -> CharSet:
        """The set after a backslash, in or out of brackets."""
        char = self.peek()
        self.at += 1
        if char.lower() in _CLASSES and char:
            found = self.cased(_CLASSES[char.lower()])
            return inverted(found) if char.isupper() else found
        if char in _CONTROLS and char:
            code = ord(_CONTROLS[char])
        elif char and char.isascii() and not char.isalnum():
            code = ord(char)
        else:
            self.at -= 1
            raise self.fail(f"`\\{char}` is not understood here")
        return self.cased(of_ranges([(code, code)]))

    def cased(self, chars: CharSet) -> CharSet:
        if not self.ignore_case:
            return chars
        try:
            return fold_case(chars)
        except ValueError as error:
            raise self.fail(str(error)) from None

    def char_class(self) -> CharSet:
        self.at += 1
        negated = self.peek() == "^"
        self.at += negated
        ranges: list[tuple[int, int]] = []
        first = True
        while first or self.peek() != "]":
            if not self.peek():
                raise self.fail("`[` is not closed")
            ranges += self.class_item()
            first = False
        self.at += 1
        found = of_ranges(ranges)
        return inverted(found) if negated else found

    def class_item(self) -> tuple[tuple[int, int], ...]:
        if self.text.startswith("[:", self.at):
            raise self.fail("`[:…:]` is not understood: write the characters, as in `[a-z]`")
        low = self.class_char()
        single = len(low.ranges) == 1 and low.ranges[0][0] == low.ranges[0][1]
        if self.peek() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return self.cased(low).ranges
        self.at += 1
        high = self.class_char()
        if not single or len(high.ranges) != 1 or high.ranges[0][0] < low.ranges[0][0]:
            raise self.fail("a range goes from a character to a later one, as in `a-z`")
        return self.cased(of_ranges([(low.ranges[0][0], high.ranges[0][1])])).ranges

    def class_char(self) -> CharSet:
        char = self.peek()
        self.at += 1
        if char != "\\":
            return of_ranges([(ord(char), ord(char))]) if char else of_ranges([])
        plain, self.ignore_case = self.ignore_case, False
        try:
            return self.escaped_set()
        finally:
            self.ignore_case = plain
