"""What is declared is used (A10.9)."""

from collections.abc import Iterable, Iterator

from tocsin.core.model.money import Share
from tocsin.core.policy.lint.references import references
from tocsin.core.policy.lint.rule import NOTE, Context, Found, Rule
from tocsin.core.policy.source import Path

PARTS = {
    "fact": "facts", "team": "teams", "person": "contacts", "rotation": "rotations", "ladder": "ladders",
    "role": "roles",
}  # fmt: skip


def check(context: Context) -> Iterator[Found]:
    """Facts, parameters, teams, people, ladders and more that nothing names; messages that nothing sends."""
    policy = context.policy
    named = {(kind, ref.id) for ref in references(policy) for kind in ref.kinds}
    named |= _elsewhere(context)
    for kind, part in PARTS.items():
        declared: Iterable[str] = getattr(policy, part)
        yield from (_unused(kind, (part, id_)) for id_ in declared if (kind, id_) not in named)
    spoken = {"any", "internal", *policy.organisation.channels}
    for id_, message in policy.messages.items():
        if message.channel not in spoken and ("message", id_) not in named:
            text = f"message `{id_}` is for channel `{message.channel}`, which is not in use"
            yield Found(("messages", id_, "channel"), text, "remove it, or add the channel")
    for id_ in policy.calendars:
        if ("calendar", id_) not in named:
            yield _unused("calendar", ("calendars", id_))
    read = {name for asked in context.understood() if asked.criterion for name in asked.criterion.parameters}
    if context.asked and all(asked.criterion for asked in context.asked):
        yield from (_unused("parameter", ("parameters", id_)) for id_ in policy.parameters if id_ not in read)


def _elsewhere(context: Context) -> set[tuple[str, str]]:
    """What expressions and the contact matrix use; every fact, while an expression cannot be read."""
    policy = context.policy
    found = {("person", id_) for id_, contact in policy.contacts.items() if contact.matrix}
    found.add(("role", "owner"))
    found |= {("role", id_) for id_, role in policy.roles.items() if role.runbook.first_15_minutes}
    if not all(asked.criterion for asked in context.asked) or not context.asked:
        return found | {("fact", id_) for id_ in policy.facts}
    found |= {("fact", n) for asked in context.asked if asked.criterion for n in asked.criterion.reads}
    offers = policy.recovery.offers.values()
    if any(isinstance(offer.amount, Share) for offer in offers):
        found.add(("fact", "monthly_fee"))
    grown = {("fact", id_) for id_, fact in policy.facts.items() if fact.type == "elapsed"}
    return found | grown


def _unused(kind: str, path: Path) -> Found:
    return Found(path, f"nothing names the {kind} `{path[-1]}`", "use it or remove it", key=True)


RULE = Rule(
    id="unused",
    title="What is declared is used",
    why="A fact that no criterion reads is still asked of the customer; a team that nothing pages is "
    "thought to be on call.",
    bad="facts: {followers: {type: integer, ask: How many followers has the author?}}",
    good="facts: {followers: {type: integer, ask: How many followers has the author?}}\n"
    "levels: {4: {when: {public: followers > 10000}}}",
    check=check,
    gravity=NOTE,
    shows=("A2.1", "A13.2"),
)
