"""A criterion is measurable (AP.3)."""

from collections.abc import Iterator

from tocsin.core.criteria.vocabulary import Kind
from tocsin.core.model.words import listing
from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """A criterion that reads nothing but free text."""
    names = context.words[0]
    for asked in context.understood():
        reads = asked.criterion.reads if asked.criterion else ()
        if reads and all(names.facts[name].kind is Kind.TEXT for name in reads):
            what = listing(f"`{name}`" for name in reads)
            text = f"`{asked.expression.id}` depends on nothing but free text ({what})"
            help_ = "ask for a fact that can be counted, measured or answered with yes or no"
            yield Found(asked.path, text, help_, offset=0, value=asked.text)


RULE = Rule(
    id="criterion-vague",
    title="Criteria can be measured",
    why="`The customer is unhappy` is not an entry criterion: two people decide it differently. A "
    "threshold, a yes/no question or a choice is one.",
    bad="levels: {1: {when: {unhappy: 'summary.contains(\"unhappy\")'}}}",
    good="levels: {1: {when: {several: customers_affected > 1}}}",
    check=check,
    shows=("AP.3",),
)
