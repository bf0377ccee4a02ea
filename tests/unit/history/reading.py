"""Opens small histories that a test writes out, and gives what was read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tocsin.core.criteria.vocabulary import Fact, Kind, Vocabulary
from tocsin.core.history.mapping_read import fit, read_mapping
from tocsin.core.policy.source import Source
from tocsin.warehouse.engine import Engine
from tocsin.warehouse.history import DuckHistory, Wish, open_history

WORDS = Vocabulary.of(
    [
        Fact("severity", Kind.CHOICE, ("P1", "P2", "P3", "P4")),
        Fact("vip", Kind.BOOLEAN),
        Fact("users", Kind.INTEGER),
        Fact("score", Kind.NUMBER),
        Fact("summary", Kind.TEXT),
        Fact("labels", Kind.SET, ("legal", "outage", "vip")),
        Fact("arr", Kind.MONEY, currency="USD"),
        Fact("down_for", Kind.DURATION),
    ]
)
CHANGE = """
tocsin_mapping: 1
name: Test
rows: change
ticket: id
changed_at: at
zone: UTC
"""
TICKET = """
tocsin_mapping: 1
name: Test
rows: ticket
ticket: id
opened_at: opened
closed_at: closed
zone: UTC
"""


@contextmanager
def opened(mapping: str, *paths: Path, outcomes: Path | None = None, **wish: Any) -> Iterator[DuckHistory]:
    """The history of these files under this mapping."""
    fitted, _ = fit(read_mapping(Source("m.yaml", mapping)), WORDS)
    asked = Wish(tuple(map(str, paths)), str(outcomes) if outcomes else "", **wish)
    history = open_history(Engine, asked, fitted, WORDS)
    try:
        yield history
    finally:
        history.close()


def states(history: DuckHistory) -> list[dict[str, Any]]:
    """The rows of the table of states, in order."""
    names = [row[0] for row in history.rows("DESCRIBE states")]
    rows = history.rows("SELECT * FROM states ORDER BY ticket, valid_from, valid_to")
    return [dict(zip(names, row, strict=True)) for row in rows]


def write(path: Path, content: str | bytes) -> Path:
    """A file with this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
