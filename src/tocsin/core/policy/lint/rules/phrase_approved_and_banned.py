"""No phrase is both approved and banned (A5.7)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import ERROR, Context, Found, Rule
from tocsin.core.policy.phrases import occurrences


def check(context: Context) -> Iterator[Found]:
    """An approved or honest phrase, or a replacement, that contains a banned one."""
    phrases = context.policy.phrases
    said = [(("phrases", "approved", id_, "say"), p.say) for id_, p in phrases.approved.items()]
    said += [(("phrases", "uncertainty", id_, "say"), p.say) for id_, p in phrases.uncertainty.items()]
    said += [(("phrases", "banned", id_, "instead"), p.instead) for id_, p in phrases.banned.items()]
    for path, text in said:
        for id_, banned in phrases.banned.items():
            for start, end in occurrences(banned.phrase, text):
                what = f"`{text[start:end]}` is banned by `{id_}`"
                related = (("phrases", "banned", id_),)
                yield Found(
                    path, what, "say it otherwise, or lift the ban", offset=start, value=text, related=related
                )


RULE = Rule(
    id="phrase-approved-and-banned",
    title="No approved phrase is banned",
    why="A phrase that one list recommends and the other forbids teaches people to ignore both.",
    bad='phrases: {approved: {a4: "I own this, trust me."}}',
    good='phrases: {approved: {a4: "I own this."}}',
    check=check,
    gravity=ERROR,
    shows=("A5.7",),
)
