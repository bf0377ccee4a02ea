"""Names and values inside DuckDB's SQL: always quoted, never pasted."""

from collections.abc import Iterable

NULL = "NULL"


def name(text: str) -> str:
    """An identifier."""
    return '"' + text.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A constant: text, number, yes/no or nothing."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def listing(values: Iterable[object]) -> str:
    """Constants with commas between."""
    return ", ".join(literal(value) for value in values)


def plain(value: object) -> str:
    """A value as exports write it in text: `true`, not `True`; whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
