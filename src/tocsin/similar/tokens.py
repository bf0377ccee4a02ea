"""From a ticket's text to the words that are compared: identifiers and error codes whole and in parts.

What is said once and never again (instants, request ids, memory addresses) is left out: it can make two
tickets neither alike nor different.
"""

import re
import unicodedata
from collections.abc import Iterator

from tocsin.similar.stem import stem
from tocsin.similar.words import STOP

LONGEST = 6_000
"""Characters read of one text: what is alike stands before the thousandth line of a pasted log."""
LONGEST_NUMBER = 9
"""Digits of a number that two people may name, such as an order; longer ones are instants of a machine."""

_ONCE = re.compile(
    r"""\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b   # a UUID
      | \b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,}\b  # a hash, a trace id
      | \b0x[0-9a-f]{9,}\b                                # an address in memory
      | \b\d{4}-\d\d-\d\d(?:[t\s]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:z|[+-]\d\d:?\d\d)?)?
      | \b\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?!\w)          # a time of day
      | (?<=\.java):\d+ | (?<=\.py):\d+ | (?<=\.js):\d+(?::\d+)?   # a line of code
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHOLE = re.compile(r"\w+(?:[.\-:]+\w+)*")
_PIECE = re.compile(r"[^\W_]+")
_CAMEL = re.compile(
    r"[A-Z]{2,}s(?![a-z])"  # VMs, APIs
    r"|[A-Z][A-Z\d]*(?=[A-Z][a-z])"  # the S3A of S3AInputStream
    r"|[A-Z]?[a-z]+\d*|[A-Z][A-Z\d]*|\d+|[^\W\d_]+"
)
_ACCENT = re.compile(r"([A-Za-z])[\u0300-\u036f]+")
_WIDE = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯豈-﫿]+")


def tokens(text: str) -> list[str]:
    """The words of a text in order, lower case, stemmed; a word that is said twice stands there twice."""
    return [token for token, _ in spoken(text)]


def spoken(text: str, shortest: int = 3) -> list[tuple[str, str]]:
    """Each word as it is compared, and as it was said: (`updat`, `Updates`).

    Numbers of fewer than `shortest` digits are counts and left out. A title's are not: `host 7`, `step 2`.
    """
    clean = _ONCE.sub(" ", _plain(text[:LONGEST]))
    found = (pair for whole in _WHOLE.findall(clean) for pair in _of(whole))
    return [pair for pair in found if len(pair[0]) >= shortest or not pair[0].isdigit()]


def _plain(text: str) -> str:
    """One way of writing each sign, and Latin letters without accents: `Überfällig` is `Uberfallig`."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENT.sub(r"\1", unicodedata.normalize("NFKD", text)))


def _of(whole: str) -> Iterator[tuple[str, str]]:
    if _WIDE.search(whole):
        yield from _wide(whole)
        return
    pieces = _PIECE.findall(whole)
    parts = [part for piece in pieces for part in _CAMEL.findall(piece)]
    if len(parts) > 1:
        yield whole.casefold(), whole
    if len(pieces) > 1:
        yield from ((piece.casefold(), piece) for piece in pieces if _is_code(piece))
    yield from ((stem(bare), part) for part in parts if _is_word(bare := part.casefold()))


def _wide(whole: str) -> Iterator[tuple[str, str]]:
    """Chinese, Japanese and Korean, which put no spaces between words: pairs of signs."""
    for run in _WIDE.findall(whole):
        yield from ((run[i : i + 2],) * 2 for i in range(max(1, len(run) - 1)))
    for rest in _WIDE.split(whole):
        yield from (pair for word in _WHOLE.findall(rest) for pair in _of(word))


def _is_code(piece: str) -> bool:
    return len(_CAMEL.findall(piece)) > 1


def _is_word(word: str) -> bool:
    if word.isdigit():
        return len(word) <= LONGEST_NUMBER
    return len(word) > 1 and word not in STOP
