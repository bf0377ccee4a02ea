"""The columns of one source: how each is read as text, whatever its type or nesting."""

from dataclasses import dataclass

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import did_you_mean
from tocsin.warehouse import quote

WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
TIMES = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "DATE"}
ZONED = "TIMESTAMP WITH TIME ZONE"


@dataclass(frozen=True)
class Columns:
    """Names to DuckDB types; `json` when every row is one JSON text in the column `line`."""

    types: dict[str, str]
    source: str
    json: bool = False
    empty: tuple[str, ...] = ()

    def require(self, names: set[str], where: str) -> None:
        """Raises Refused when the source lacks some of these columns."""
        missing = sorted(n for n in names if not self.json and n not in self.types)
        if missing:
            raise Refused(*(self._missing(name, where) for name in missing))

    def _missing(self, name: str, where: str) -> Finding:
        text = f"`{self.source}` has no column `{name}`, which {where} reads"
        return Finding("mapping", text, Position(self.source), did_you_mean(name, self.types), value=name)

    def type(self, column: str) -> str:
        """The DuckDB type of a column; JSON values are text."""
        return "VARCHAR" if self.json else self.types[column]

    def sql(self, column: str) -> str:
        """The column itself."""
        if not self.json:
            return quote.name(column)
        path = "$" + "".join(f'."{part}"' for part in column.split("."))
        return f"json_extract_string(line, {quote.literal(path)})"

    def text(self, column: str) -> str:
        """The column as trimmed text; NULL where it is empty or a text that means empty."""
        if self.type(column) != "VARCHAR" and not self.empty:
            return f"CAST({self.sql(column)} AS VARCHAR)"
        trimmed = f"trim(CAST({self.sql(column)} AS VARCHAR))"
        nothing = quote.listing(["", *self.empty])
        return f"CASE WHEN {trimmed} IN ({nothing}) THEN NULL ELSE {trimmed} END"
