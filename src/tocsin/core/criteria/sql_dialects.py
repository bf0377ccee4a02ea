"""Where SQL engines differ: sets, whole-number arithmetic, text search. One class each (A13.1).

Import this only where a history is measured: it loads sqlglot.
"""

from sqlglot import exp

from tocsin.core.criteria.arithmetic import HIGH, LOW
from tocsin.core.criteria.regex_text import pattern_text

E = exp.Condition


def paren(inner: E) -> E:
    """The expression in brackets; nothing is copied."""
    return exp.Paren(this=inner)


def cast(inner: E, to: str) -> E:
    """CAST(inner AS to); nothing is copied."""
    return exp.cast(inner, to, copy=False)


def number(value: int) -> E:
    """An integer constant; the least 64-bit one has no literal of its own."""
    if value == LOW:
        return paren(exp.Sub(this=exp.Neg(this=exp.Literal.number(HIGH)), expression=number(1)))
    return exp.Literal.number(value) if value >= 0 else paren(exp.Neg(this=exp.Literal.number(-value)))


def call(name: str, *args: E) -> E:
    """A function call by its exact name."""
    return exp.Anonymous(this=name, expressions=list(args))


def unless_null(subject: E, result: E) -> E:
    """The result, or NULL when the subject is NULL."""
    test = exp.Not(this=exp.Is(this=subject.copy(), expression=exp.Null()))
    return exp.Case(ifs=[exp.If(this=test, true=result)])


def item_known(item: E, found: E) -> E:
    """The result, or NULL when the item is NULL: an empty set would answer false."""
    return found if isinstance(item, exp.Literal) else unless_null(item, found)


class Dialect:
    """What most engines understand; each engine overrides what it says differently."""

    name = ""
    flavour = "re2"
    wide = "DECIMAL(38, 0)"

    def contains_text(self, subject: E, argument: E) -> E:
        """Is the argument somewhere in the subject?"""
        found = exp.StrPosition(this=subject, substr=argument)
        return paren(exp.GT(this=found, expression=number(0)))

    def starts_with(self, subject: E, argument: E) -> E:
        """Does the subject start with the argument?"""
        return exp.StartsWith(this=subject, expression=argument)

    def ends_with(self, subject: E, argument: E) -> E:
        """Does the subject end with the argument?"""
        return exp.EndsWith(this=subject, expression=argument)

    def matches(self, subject: E, pattern: str) -> E:
        """Is the pattern found in the subject?"""
        return call("REGEXP_CONTAINS", subject, self.pattern(pattern))

    def pattern(self, pattern: str) -> E:
        """The pattern as a string constant for this engine."""
        return exp.Literal.string(pattern_text(pattern, self.flavour))

    def member(self, of_set: E, item: E) -> E:
        """Is the item in the set? NULL when either is NULL."""
        return call("ARRAY_CONTAINS", of_set, item)

    def set_size(self, of_set: E) -> E:
        """The members of the set; NULL when it is NULL."""
        return call("ARRAY_SIZE", of_set)

    def checked(self, kind: type[exp.Binary], left: E, right: E) -> E:
        """+, - or * of whole numbers; NULL when the result does not fit into 64 bits.

        The result is held within one beyond the bounds, and just these two are turned into NULL:
        so no operand is written twice.
        """
        result: E = kind(this=cast(left, self.wide), expression=cast(right, self.wide))
        held = call("LEAST", call("GREATEST", result, self._bound(LOW - 1)), self._bound(HIGH + 1))
        inside = exp.Nullif(
            this=exp.Nullif(this=held, expression=self._bound(LOW - 1)), expression=self._bound(HIGH + 1)
        )
        return cast(inside, "BIGINT")

    def _bound(self, value: int) -> E:
        return cast(exp.Literal.string(str(value)), self.wide)

    def quotient(self, left: E, right: E) -> E:
        """left / right towards zero; both are safe to divide, right may be NULL."""
        return cast(exp.IntDiv(this=left, expression=right), "BIGINT")

    def remainder(self, left: E, right: E) -> E:
        """The remainder with the sign of left."""
        return paren(exp.Mod(this=left, expression=right))


class DuckDb(Dialect):
    """DuckDB: hugeint arithmetic and TRY_CAST."""

    name = "duckdb"
    wide = "HUGEINT"

    def checked(self, kind: type[exp.Binary], left: E, right: E) -> E:
        """+, - or * in 128 bits, and NULL when that does not fit into 64."""
        wide = kind(this=cast(left, self.wide), expression=cast(right, self.wide))
        return exp.TryCast(this=wide, to=exp.DataType.build("BIGINT"))

    def contains_text(self, subject: E, argument: E) -> E:
        """Is the argument somewhere in the subject?"""
        return call("CONTAINS", subject, argument)

    def matches(self, subject: E, pattern: str) -> E:
        """RE2, found anywhere."""
        return call("REGEXP_MATCHES", subject, self.pattern(pattern))

    def member(self, of_set: E, item: E) -> E:
        """list_contains gives NULL for a NULL list or item."""
        return call("LIST_CONTAINS", of_set, item)

    def set_size(self, of_set: E) -> E:
        """The members of the list."""
        return call("LEN", of_set)

    def quotient(self, left: E, right: E) -> E:
        """`//` of whole numbers goes towards zero."""
        return paren(exp.IntDiv(this=left, expression=right))


class Postgres(Dialect):
    """PostgreSQL: POSIX patterns, arrays compared with ANY."""

    name = "postgres"
    flavour = "posix"

    def ends_with(self, subject: E, argument: E) -> E:
        """There is no function for it."""
        tail = call("RIGHT", subject, exp.Length(this=argument.copy()))
        return paren(exp.EQ(this=tail, expression=argument))

    def matches(self, subject: E, pattern: str) -> E:
        """The `~` operator, found anywhere."""
        return paren(exp.RegexpLike(this=subject, expression=self.pattern(pattern)))

    def member(self, of_set: E, item: E) -> E:
        """item = ANY(set)."""
        return item_known(item, paren(exp.EQ(this=item, expression=call("ANY", of_set))))

    def set_size(self, of_set: E) -> E:
        """ARRAY_LENGTH is NULL for an empty array; CARDINALITY is 0."""
        return call("CARDINALITY", of_set)

    def quotient(self, left: E, right: E) -> E:
        """`/` of bigints goes towards zero."""
        return cast(call("DIV", cast(left, "DECIMAL"), cast(right, "DECIMAL")), "BIGINT")


class Spark(Dialect):
    """Spark SQL and Databricks: Java patterns."""

    name = "spark"
    flavour = "java"

    def matches(self, subject: E, pattern: str) -> E:
        """RLIKE, found anywhere."""
        return paren(exp.RegexpLike(this=subject, expression=self.pattern(pattern)))

    def quotient(self, left: E, right: E) -> E:
        """`DIV` goes towards zero."""
        return paren(exp.IntDiv(this=left, expression=right))

    def contains_text(self, subject: E, argument: E) -> E:
        """Is the argument somewhere in the subject?"""
        return call("CONTAINS", subject, argument)


class Databricks(Spark):
    """Databricks speaks Spark SQL; patterns through RLIKE all the same."""

    name = "databricks"

    def matches(self, subject: E, pattern: str) -> E:
        """REGEXP, found anywhere."""
        return call("REGEXP_LIKE", subject, self.pattern(pattern))


class BigQuery(Dialect):
    """BigQuery: arrays are never NULL in a table, but may be in an expression."""

    name = "bigquery"
    wide = "BIGDECIMAL"

    def member(self, of_set: E, item: E) -> E:
        """item IN UNNEST(set)."""
        found = exp.In(this=item, unnest=exp.Unnest(expressions=[of_set]))
        return unless_null(of_set, item_known(item, found))

    def set_size(self, of_set: E) -> E:
        """The members of the array."""
        return call("ARRAY_LENGTH", of_set)


class Snowflake(Dialect):
    """Snowflake: REGEXP_LIKE wants the whole text, so the position is asked for."""

    name = "snowflake"
    flavour = "snowflake"

    def matches(self, subject: E, pattern: str) -> E:
        """Found anywhere: its position is above zero."""
        position = call("REGEXP_INSTR", subject, self.pattern(pattern))
        return paren(exp.GT(this=position, expression=number(0)))

    def member(self, of_set: E, item: E) -> E:
        """ARRAY_CONTAINS(item, set), the item a variant."""
        return item_known(item, call("ARRAY_CONTAINS", cast(item, "VARIANT"), of_set))

    def quotient(self, left: E, right: E) -> E:
        """Division keeps six digits only: what is divided is first made a multiple."""
        rest = exp.Mod(this=left.copy(), expression=right.copy())
        whole = paren(exp.Sub(this=left, expression=paren(rest)))
        return cast(exp.Div(this=whole, expression=right), "BIGINT")


_ALL = (DuckDb(), Postgres(), Spark(), Databricks(), BigQuery(), Snowflake())
DIALECTS: dict[str, Dialect] = {each.name: each for each in _ALL}
"""The engines by sqlglot's names."""
