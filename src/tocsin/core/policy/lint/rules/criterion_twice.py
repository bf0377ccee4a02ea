"""The id of a criterion is unique (A2.5)."""

from collections.abc import Iterator

from tocsin.core.policy.book import TRIAGE
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.source import Path


def check(context: Context) -> Iterator[Found]:
    """Two criteria of severity, stop-the-line or level with one id."""
    seen: dict[str, Path] = {}
    for asked in context.asked:
        id_ = asked.expression.id
        if asked.expression.stage not in TRIAGE:
            continue
        where = asked.path[:-1]
        if id_ in seen:
            text = f"two criteria have the id `{id_}`"
            yield Found(
                where,
                text,
                "rename one: reasons and reports name criteria by id",
                key=True,
                related=(seen[id_],),
            )
        seen.setdefault(id_, where)


RULE = Rule(
    id="criterion-twice",
    title="Criteria have ids of their own",
    why="Reasons, reports and advice name a criterion by its id; two with one id cannot be told apart.",
    bad="levels: {2: {when: {down: customers_affected > 5}}}",
    good="levels: {2: {when: {down-for-several: customers_affected > 5}}}",
    check=check,
    gravity=ERROR,
    shows=("A2.5",),
)
