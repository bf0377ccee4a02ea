"""The same criteria on the other engines: run on PostgreSQL and Spark, read back on the rest."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from tests.unit.criteria.desk import NOW, VOCABULARY, random_facts
from tests.unit.criteria.dice import Dice
from tests.unit.criteria.grammar import Grammar
from tests.unit.criteria.test_three_ways import BY_HAND
from tests.unit.criteria.three_ways import Answers, by_python
from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.parse import Parser
from tocsin.core.criteria.sql import SqlWriter
from tocsin.core.criteria.vocabulary import Facts, Kind

FACTS = [fact for fact in VOCABULARY.facts.values() if fact.kind is not Kind.ELAPSED]
ROWS: list[Facts] = [random_facts(dice) for dice in [Dice(31)] for _ in range(400)]
Select = Callable[[Sequence[str]], Answers]


def _criteria(count: int) -> list[Criterion]:
    parser, grammar = Parser(VOCABULARY), Grammar(17)
    found = [criterion for text in BY_HAND if (criterion := parser.parse(text, text)[0])]
    while len(found) < count:
        text = grammar.condition(2).ours
        if criterion := parser.parse(text, text)[0]:
            found.append(criterion)
    return found


def _disagreements(select: Select, dialect: str, criteria: Sequence[Criterion]) -> list[str]:
    writer = SqlWriter(VOCABULARY.values_of_parameters(), dialect)
    ours, different = by_python(criteria, ROWS), []
    for at in range(0, len(criteria), 20):
        part = criteria[at : at + 20]
        spelled = [writer.criterion(each, exp.Literal.number(NOW)).sql(dialect) for each in part]
        answers = select(spelled)
        different += [
            each.text
            for index, each in enumerate(part)
            if any(row[index] is not our[at + index] for row, our in zip(answers, ours, strict=True))
        ]
    return different


def _values(facts: Facts) -> list[object]:
    values = [facts.get(fact.name) for fact in FACTS]
    return [list(value) if isinstance(value, tuple) else value for value in values]


@pytest.mark.postgres
@pytest.mark.req("A1.1", "A13.1")
def test_postgres_agrees_with_python(postgres: str) -> None:
    import psycopg

    spelled = {Kind.BOOLEAN: "BOOLEAN", Kind.NUMBER: "DOUBLE PRECISION", Kind.SET: "TEXT[]",
               Kind.TEXT: "TEXT", Kind.CHOICE: "TEXT"}  # fmt: skip
    columns = ", ".join(f'"{fact.name}" {spelled.get(fact.kind, "BIGINT")}' for fact in FACTS)
    with psycopg.connect(postgres) as database:
        database.execute(f"CREATE TEMP TABLE facts (row_number BIGINT, {columns})")
        with database.cursor().copy("COPY facts FROM STDIN") as copy:
            for number, facts in enumerate(ROWS):
                copy.write_row([number, *_values(facts)])

        def select(parts: Sequence[str]) -> Answers:
            query = f"SELECT {', '.join(parts)} FROM facts ORDER BY row_number"
            return database.execute(query.encode()).fetchall()

        assert _disagreements(select, "postgres", _criteria(150)) == []


@pytest.mark.spark
@pytest.mark.req("A1.1", "A13.1")
@pytest.mark.parametrize("dialect", ["spark", "databricks"])
def test_spark_agrees_with_python(dialect: str, spark: Any) -> None:
    spelled = {Kind.BOOLEAN: "boolean", Kind.NUMBER: "double", Kind.SET: "array<string>",
               Kind.TEXT: "string", Kind.CHOICE: "string"}  # fmt: skip
    schema = ", ".join(f"{fact.name} {spelled.get(fact.kind, 'bigint')}" for fact in FACTS)
    rows = [[number, *_values(facts)] for number, facts in enumerate(ROWS)]
    spark.createDataFrame(rows, f"row_number bigint, {schema}").createOrReplaceTempView("facts")

    def select(parts: Sequence[str]) -> Answers:
        named = ", ".join(f"{part} AS c{index}" for index, part in enumerate(parts))
        found = spark.sql(f"SELECT {named} FROM facts ORDER BY row_number").collect()
        return [tuple(row) for row in found]

    assert _disagreements(select, dialect, _criteria(60)) == []


@pytest.mark.parametrize("dialect", ["snowflake", "bigquery", "databricks", "spark", "postgres", "duckdb"])
def test_what_is_written_is_read_back_by_the_dialect(dialect: str) -> None:
    writer = SqlWriter(VOCABULARY.values_of_parameters(), dialect)
    for criterion in _criteria(80):
        for written in (writer.criterion(criterion, exp.column("now")), *writer.breakpoints(criterion)):
            read = sqlglot.parse_one(written.sql(dialect), dialect=dialect)
            columns = {each.name for each in written.find_all(exp.Column)}
            assert {each.name for each in read.find_all(exp.Column)} == columns


def test_reading_and_asking_criteria_loads_no_sql_and_no_protobuf() -> None:
    code = (
        "import sys\n"
        "from tocsin.core.criteria import encode, logic, parse, python, reasons, words\n"
        "sys.exit(any(name in sys.modules for name in ('sqlglot', 'google.protobuf', 'duckdb')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_parameters_and_columns_can_be_expressions() -> None:
    criterion, _ = Parser(VOCABULARY).parse("age > patience && users >= many")
    assert criterion
    writer = SqlWriter(
        {"patience": exp.column("p"), "many": 7}, column=lambda name: exp.column(name, table="facts")
    )
    text = writer.criterion(criterion, exp.column("valid_from")).sql("duckdb")
    assert text == "(((valid_from - facts.opened_at) > p) AND (facts.users >= 7))"
    assert [each.sql("duckdb") for each in writer.breakpoints(criterion)] == ["(facts.opened_at + (p + 1))"]
