"""A desk that was made once, copied for each test that changes it."""

import sqlite3
from contextlib import closing
from pathlib import Path


def copied(source: Path, target: Path) -> str:
    """The address of a copy of a database, with what stands in its log still."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
    return f"sqlite:///{target}"
