"""The same criteria over the same fact sets three ways: our Python, our SQL on DuckDB, the C++ evaluator."""

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
from cel_expr_python import cel
from sqlglot import exp

from tests.unit.criteria.desk import NOW, VOCABULARY
from tocsin.core.criteria.cel import cel_variables
from tocsin.core.criteria.criterion import Criterion
from tocsin.core.criteria.interpret import Interpreter
from tocsin.core.criteria.python import compile_python
from tocsin.core.criteria.scan import fold
from tocsin.core.criteria.sql import SqlWriter
from tocsin.core.criteria.vocabulary import Encoded, Facts, Kind

Answers = list[tuple[bool | None, ...]]
_SQL_TYPES = {
    Kind.BOOLEAN: "BOOLEAN", Kind.NUMBER: "DOUBLE", Kind.TEXT: "VARCHAR", Kind.CHOICE: "VARCHAR",
    Kind.SET: "VARCHAR[]",
}  # fmt: skip


def by_python(criteria: Sequence[Criterion], rows: Sequence[Facts]) -> Answers:
    evaluate = compile_python(criteria, VOCABULARY).evaluate_many
    return [evaluate(facts, NOW) for facts in rows]


def by_interpreter(criteria: Sequence[Criterion], rows: Sequence[Facts]) -> Answers:
    parameters = VOCABULARY.values_of_parameters()
    readers = [Interpreter(facts, NOW, parameters) for facts in rows]
    return [tuple(reader.value(each.root) for each in criteria) for reader in readers]


def by_duckdb(criteria: Sequence[Criterion], rows: Sequence[Facts], folder: Path) -> Answers:
    writer = SqlWriter(VOCABULARY.values_of_parameters())
    selected = [writer.criterion(each, exp.Literal.number(NOW)).sql("duckdb") for each in criteria]
    with duckdb.connect() as database:
        _load(database, rows, folder / "facts.jsonl")
        parts = [_answers(database, selected[at : at + 50]) for at in range(0, len(selected), 50)]
    return [tuple(answer for part in parts for answer in part[row]) for row in range(len(rows))]


def _load(database: duckdb.DuckDBPyConnection, rows: Sequence[Facts], file: Path) -> None:
    facts = [f for f in VOCABULARY.facts.values() if f.kind is not Kind.ELAPSED]
    columns = {fact.name: _SQL_TYPES.get(fact.kind, "BIGINT") for fact in facts} | {"row": "BIGINT"}
    file.write_text("\n".join(json.dumps({**facts, "row": row}) for row, facts in enumerate(rows)), "utf-8")
    spelled = ", ".join(f"{name}: '{of}'" for name, of in columns.items())
    source = f"read_json(?, columns={{{spelled}}}, format='newline_delimited')"
    database.execute(f"CREATE TABLE facts AS SELECT * FROM {source}", [str(file)])


def _answers(database: duckdb.DuckDBPyConnection, selected: Sequence[str]) -> Answers:
    return database.execute(f"SELECT {', '.join(selected)} FROM facts ORDER BY row").fetchall()


def by_cpp(texts: Sequence[str], rows: Sequence[Facts]) -> Answers:
    env = cel.NewEnv(variables=cel_variables(VOCABULARY))
    compiled = [env.compile(fold(text)[0]) for text in texts]
    out: Answers = []
    for facts in rows:
        activation = env.Activation(_for_cpp(facts))
        values = [each.eval(activation) for each in compiled]
        out.append(tuple(v.value() if v.type() == cel.Type.BOOL else None for v in values))
    return out


def _for_cpp(facts: Facts) -> dict[str, object]:
    data: dict[str, object] = {name: list(v) if isinstance(v, tuple) else v for name, v in facts.items()}
    for fact in VOCABULARY.facts.values():
        base = facts.get(fact.since)
        if fact.since and isinstance(base, int):
            data[fact.name] = NOW - base
    return {**data, **VOCABULARY.values_of_parameters(), "ticket": dict.fromkeys(data, True)}


def first_difference(
    texts: Sequence[str], rows: Sequence[Facts], one: Answers, other: Answers
) -> tuple[str, dict[str, Encoded], bool | None, bool | None] | None:
    """The first criterion and fact set on which two ways disagree, with both answers."""
    for row, facts in enumerate(rows):
        if one[row] == other[row]:
            continue
        pairs = enumerate(zip(one[row], other[row], strict=True))
        at = next(index for index, (a, b) in pairs if a is not b)
        return texts[at], dict(facts), one[row][at], other[row][at]
    return None
