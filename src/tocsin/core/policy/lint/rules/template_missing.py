"""There is a template for what every channel needs (A5.1, A5.5)."""

from collections.abc import Iterator

from tocsin.core.model.words import listing
from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.schema.base import SEVERITIES

STAGES = ("acknowledgement", "update", "resolution")


def check(context: Context) -> Iterator[Found]:
    """A channel in use that lacks a first acknowledgement, an update or a resolution."""
    policy = context.policy
    for index, channel in enumerate(policy.organisation.channels):
        for stage in STAGES:
            fitting = [
                m for m in policy.messages.values() if m.stage == stage and m.channel in (channel, "any")
            ]
            covered = {s for m in fitting for s in (m.severities or SEVERITIES)}
            missing = [s for s in SEVERITIES if s in policy.severities and s not in covered]
            if missing:
                which = f" for {listing(missing)}" if fitting else ""
                text = f"channel `{channel}` has no template of stage `{stage}`{which}"
                help_ = f"add one under `messages`, with `channel: {channel}` or `any`"
                yield Found(("organisation", "channels", index), text, help_)


RULE = Rule(
    id="template-missing",
    title="Each channel has its first answer, update and resolution",
    why="At three in the morning nobody writes well from nothing.",
    bad="messages: {update: {channel: phone}}",
    good="messages: {update: {channel: email}}",
    check=check,
    shows=("A5.1", "A5.5", "B7"),
)
