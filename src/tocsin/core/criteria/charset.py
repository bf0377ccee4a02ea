"""Sets of characters as sorted ranges of code points, for patterns."""

from collections.abc import Iterable
from dataclasses import dataclass

LAST = 0x10FFFF
# Letters whose case pairs are the same in RE2 and here (checked one by one in the tests).
_PAIRED = ((0x00C0, 0x012F), (0x0132, 0x017E), (0x0391, 0x03A9), (0x03B1, 0x03C9), (0x0410, 0x044F))
# Letters that Unicode folds together with more than their pair, by code point.
_FOLDED_TOGETHER = (
    "4B 6B 212A", "53 73 17F", "C5 E5 212B", "DF 1E9E", "392 3B2 3D0", "395 3B5 3F5", "398 3B8 3D1 3F4",
    "399 3B9 345 1FBE", "39A 3BA 3F0", "39C 3BC B5", "3A0 3C0 3D6", "3A1 3C1 3F1", "3A3 3C3 3C2",
    "3A6 3C6 3D5", "3A9 3C9 2126", "412 432 1C80", "414 434 1C81", "41E 43E 1C82", "421 441 1C83",
    "422 442 1C84 1C85", "42A 44A 1C86",
)  # fmt: skip
_ORBITS = {
    chr(int(one, 16)): [chr(int(each, 16)) for each in group.split()]
    for group in _FOLDED_TOGETHER
    for one in group.split()
}


@dataclass(frozen=True, slots=True)
class CharSet:
    """Disjoint ranges of code points, both ends included, in order."""

    ranges: tuple[tuple[int, int], ...]

    def __contains__(self, code: int) -> bool:
        return any(low <= code <= high for low, high in self.ranges)


def of_ranges(ranges: Iterable[tuple[int, int]]) -> CharSet:
    """The set of these ranges, merged."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return CharSet(tuple(merged))


def inverted(chars: CharSet) -> CharSet:
    """Every other character."""
    out, start = [], 0
    for low, high in chars.ranges:
        if low > start:
            out.append((start, low - 1))
        start = high + 1
    if start <= LAST:
        out.append((start, LAST))
    return CharSet(tuple(out))


DIGIT = of_ranges([(0x30, 0x39)])
WORD = of_ranges([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
SPACE = of_ranges([(0x09, 0x0A), (0x0C, 0x0D), (0x20, 0x20)])
DOT = inverted(of_ranges([(0x0A, 0x0A)]))


def fold_case(chars: CharSet) -> CharSet:
    """The set with the other case of each letter. Raises ValueError where engines would differ."""
    out = list(chars.ranges)
    for low, high in chars.ranges:
        if high - low > 1_000:
            raise ValueError("`(?i)` with so wide a range: write the letters")
        for code in range(low, high + 1):
            out += [(ord(other), ord(other)) for other in _other_cases(chr(code))]
    return of_ranges(out)


def _other_cases(char: str) -> list[str]:
    if char in _ORBITS:
        return _ORBITS[char]
    if char.isascii():
        return [char.lower(), char.upper()]
    if any(low <= ord(char) <= high for low, high in _PAIRED):
        return [other for other in (char.lower(), char.upper()) if len(other) == 1]
    if char.lower() == char.upper():
        return []
    raise ValueError(f"`(?i)` with `{char}` differs between engines: write both cases in `[…]`")
