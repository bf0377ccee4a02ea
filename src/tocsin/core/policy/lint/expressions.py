"""Rules about what an expression says: each complaint of the language is a rule with a page of its own."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Check, Context, Found


def complaints_of(rule: str) -> Check:
    """The check that passes on the complaints with this rule id, each at its character."""

    def check(context: Context) -> Iterator[Found]:
        for asked in context.asked:
            for wrong in asked.complaints:
                if wrong.rule == rule:
                    yield Found(asked.path, wrong.message, wrong.help, offset=wrong.offset, value=asked.text)

    return check
