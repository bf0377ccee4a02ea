"""What stands in the columns of an export that has no mapping yet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """What a column holds. `values` are its most frequent ones; `filled` is a share of the rows.

    `rival` is another way to read its dates that fits as well as `format`.
    """

    name: str
    type: str
    filled: float
    distinct: int
    values: tuple[str, ...]
    instants: float = 0.0
    numbers: float = 0.0
    format: str = ""
    zoned: bool = False
    rival: str = ""


@dataclass(frozen=True)
class Profile:
    """A history before it is mapped. `repeats`: the columns in which a value comes back on many rows."""

    source: str
    rows: int
    columns: tuple[Column, ...]
