"""The policy's own templates obey its own ban (A5.7)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.phrases import occurrences


def check(context: Context) -> Iterator[Found]:
    """A banned phrase in a template, in any form."""
    for id_, message in context.policy.messages.items():
        for part, text in (("subject", message.subject), ("body", message.body)):
            for banned in context.policy.phrases.banned.values():
                for start, end in occurrences(banned.phrase, text):
                    said = " ".join(text[start:end].split())
                    path = ("messages", id_, part)
                    help_ = f"write instead: {banned.instead}"
                    yield Found(path, f"`{said}` is a banned phrase", help_, offset=start, value=text)


RULE = Rule(
    id="template-banned-phrase",
    title="Templates obey the ban on phrases",
    why="People copy templates. What nobody may say must not be pre-written; case, spacing, straight or "
    "curly apostrophes, contractions and endings make no difference.",
    bad="messages: {update: {body: Please stay with us while everybody is Calming  Down.}}",
    good="messages: {update: {body: Please stay with us while traffic slows down.}}",
    check=check,
    gravity=ERROR,
    shows=("A5.7",),
)
