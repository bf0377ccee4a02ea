"""The list's questions as SQL: conditions with their parameters, words that are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tocsin.app.ports_board import Wanted
from tocsin.storage.session import Session
from tocsin.storage.tables import clean

_SEPARATORS = "-/._@:"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"[A-Za-z]{1,10}-\d{1,18}")
_WORDS = 12
"""More words than these are not looked for."""
SEARCHED = (
    "to_tsvector('simple', translate(terms || ' ' || left(text, 4000),"
    f" '{_SEPARATORS}', '{' ' * len(_SEPARATORS)}'))"
)
"""Word for word the expression of the index `tocsin_row_words`."""
_PLAIN = "lower(terms || ' ' || text)"


class Condition(NamedTuple):
    """A condition; `indexed`: it finds its few lines by itself, however many there are."""

    sql: str
    params: tuple[Any, ...] = ()
    indexed: bool = False


def conditions(session: Session, wanted: Wanted) -> list[Condition]:
    """What a line must be, besides open or closed."""
    return [*_named(wanted), *_listed(session, wanted), *_searched(session, wanted.text)]


def _named(wanted: Wanted) -> Iterator[Condition]:
    if wanted.customer:
        yield Condition("customer = %s", (clean(wanted.customer),), indexed=True)
    for column, value in (("owner", wanted.owner), ("segment", wanted.segment), ("team", wanted.team)):
        if value:
            yield Condition(f"{column} = %s", (clean(value),))
    if wanted.waiting is not None:
        yield Condition("waiting" if wanted.waiting else "NOT waiting")
    if wanted.mine:
        yield Condition("people LIKE %s ESCAPE '\\'", (f"%\n{_like(clean(wanted.mine))}\n%",))


def _listed(session: Session, wanted: Wanted) -> Iterator[Condition]:
    levels = ", ".join(str(int(level)) for level in wanted.levels)
    if levels:
        yield Condition(f"level IN ({levels})")
    for column, values in (("severity", wanted.severities), ("status", wanted.statuses)):
        if values:
            yield Condition(session.among(column), (session.dialect.listed(map(str, values)),))


def _searched(session: Session, text: str) -> Iterator[Condition]:
    said = clean(text).strip()
    if not said:
        return
    if _NUMBER.fullmatch(said):
        yield Condition("stream = %s", (said.upper(),), indexed=True)
        return
    words = _WORD.findall(said.lower())[:_WORDS]
    if not words:
        yield Condition("1 = 0", indexed=True)
    elif session.address.is_postgres and all(word.isascii() for word in words):
        yield Condition(f"{SEARCHED} @@ to_tsquery('simple', %s)", (_query(words),), indexed=True)
    else:  # no spaces between words in some scripts: they are found anywhere in the text
        for word in words:
            yield Condition(f"{_PLAIN} LIKE %s ESCAPE '\\'", (f"%{_like(word)}%",))


def _query(words: list[str]) -> str:
    """All of the words, each by its beginning; `_` belongs to no word of the index."""
    parts = [part for word in words for part in word.split("_") if part]
    return " & ".join(f"'{part}':*" for part in parts)


def _like(text: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", text)
