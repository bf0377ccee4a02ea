"""Templates use variables that exist (A5.3, A5.5)."""

from collections.abc import Iterator

from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.lint.templates import read_template
from tocsin.core.policy.variables import VARIABLES


def check(context: Context) -> Iterator[Found]:
    """A variable that nobody fills, with the nearest one."""
    for id_, message in context.policy.messages.items():
        for part, text in (("subject", message.subject), ("body", message.body)):
            for name, offset in read_template(text).variables:
                if name not in VARIABLES:
                    help_ = did_you_mean(name, VARIABLES) or "the reference lists the variables"
                    path = ("messages", id_, part)
                    yield Found(path, f"there is no variable `{name}`", help_, offset=offset, value=text)


RULE = Rule(
    id="template-variable",
    title="Templates use variables that exist",
    why="An unknown variable prints nothing: the customer reads `Your next update comes at .`",
    bad='messages: {update: {body: "The next update comes at {{ update.next }}."}}',
    good='messages: {update: {body: "The next update comes at {{ update.next_at }}."}}',
    check=check,
    gravity=ERROR,
    shows=("A5.3", "A5.5"),
)
