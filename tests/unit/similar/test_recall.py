"""Real issues, of which people said which are the same. `bench/duplicates` has the whole comparison."""

from datetime import UTC, timedelta
from pathlib import Path

import duckdb
import pytest

from tocsin.app.duplicates import find
from tocsin.core.model.duration import Span
from tocsin.core.policy.schema.triage import Duplicates
from tocsin.core.triage.likeness import Candidate, Text
from tocsin.similar.lexical import Lexical

pytestmark = pytest.mark.req("A2.4")

Pairs = list[tuple[int, int]]


@pytest.fixture(scope="module")
def sample(root: Path) -> tuple[list[Candidate], Pairs]:
    folder = root / "samples" / "hadoop_issues"
    asked = f"select id, title, text, created from '{folder}/issues.parquet' order by created, id"
    issues = [
        Candidate(str(id_), title, text, created.replace(tzinfo=UTC))
        for id_, title, text, created in duckdb.sql(asked).fetchall()
    ]
    place = {int(issue.stream): i for i, issue in enumerate(issues)}
    rows = duckdb.sql(f"select a, b from '{folder}/pairs.parquet' order by a, b").fetchall()
    return issues, [(place[a], place[b]) for a, b in rows]


def test_four_of_five_true_duplicates_are_among_the_first_ten_of_2503(
    sample: tuple[list[Candidate], Pairs],
) -> None:
    issues, pairs = sample
    assert (len(issues), len(pairs)) == (2503, 127)
    texts = [Text(issue.title, issue.text) for issue in issues]
    judge = Lexical()
    found = 0
    for asked, answer in pairs:
        best = [s.index for s in judge.rank(texts[asked], texts, 11) if s.index != asked]
        found += answer in best[:10]
    assert found / len(pairs) >= 0.8


def test_every_duplicate_opened_within_30_days_is_shown_among_five(
    sample: tuple[list[Candidate], Pairs],
) -> None:
    issues, pairs = sample
    rules = Duplicates(within=Span(timedelta(days=30)), suggest_above=0.0)
    apart = {(max(p), min(p)) for p in pairs}
    near = [(b, a) for b, a in apart if issues[b].opened_at - issues[a].opened_at <= timedelta(days=30)]
    assert len(near) == 28
    for later, earlier in near:
        new = issues[later]
        shown = find(new, issues[max(0, later - 300) : later], rules, new.opened_at, Lexical())
        assert issues[earlier].stream in [one.stream for one in shown]
