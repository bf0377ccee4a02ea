"""A fact that is asked has its question (A2.1, A2.6)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A fact of an intake form, or read by a triage criterion, without `ask`."""
    policy = context.policy
    told: set[str] = set()
    for number, level in policy.levels.items():
        for index, id_ in enumerate(level.intake):
            fact = policy.facts.get(id_)
            if fact and not fact.ask and fact.type != "elapsed" and id_ not in told:
                told.add(id_)
                text = f"level {number} asks for `{id_}`, but there is no question for it"
                related = (("levels", number, "intake", index),)
                yield Found(("facts", id_), text, "add `ask:` to the fact", key=True, related=related)


RULE = Rule(
    id="fact-without-question",
    title="Each fact of an intake form has its question",
    why="A request that comes back incomplete says what is missing, as a question that can be answered.",
    bad="facts: {customers_affected: {ask: ''}}",
    good="facts: {customers_affected: {ask: How many are hit?}}",
    check=check,
    shows=("A2.1", "A2.6"),
)
