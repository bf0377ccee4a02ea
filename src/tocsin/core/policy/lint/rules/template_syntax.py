"""Templates can be read (A5.5)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.lint.templates import read_template


def check(context: Context) -> Iterator[Found]:
    """A template that Liquid refuses."""
    for id_, message in context.policy.messages.items():
        for part, text in (("subject", message.subject), ("body", message.body)):
            template = read_template(text)
            if template.error:
                help_ = "mend it here or just before: `{{ ticket.number }}`, `{% if ... %} ... {% endif %}`"
                path = ("messages", id_, part)
                yield Found(
                    path, f"not a template: {template.error}", help_, offset=template.offset, value=text
                )


RULE = Rule(
    id="template-syntax",
    title="Templates can be read",
    why="A template that breaks breaks while a customer waits. It is Liquid, as in most help desks; it "
    "cannot run code.",
    bad='messages: {update: {body: "{% if update.workaround %}{{ update.workaround }}"}}',
    good='messages: {update: {body: "{% if update.workaround %}{{ update.workaround }}{% endif %}"}}',
    check=check,
    gravity=ERROR,
    shows=("A5.5", "B7"),
)
