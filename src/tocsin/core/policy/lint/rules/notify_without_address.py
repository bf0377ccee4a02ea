"""Each way in which somebody is paged has its address (A4.5, B6)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.paging import ladder_people
from tocsin.core.policy.lint.rule import ERROR, WARNING, Context, Found, Rule
from tocsin.core.policy.schema.people import Contact
from tocsin.core.policy.source import Path

ADDRESS = {"email": "email", "sms": "phone", "phone": "phone", "webhook": "webhook"}
"""Where the address of a method stands; chat and push are reached by the person's own account."""


def check(context: Context) -> Iterator[Found]:
    """A method without its address, a webhook that is not encrypted, and the usual e-mail without one."""
    policy = context.policy
    paged = {p for ladder in policy.ladders.values() for p in ladder_people(policy, ladder)}
    for id_, contact in policy.contacts.items():
        path: Path = ("contacts", id_)
        if contact.webhook and not contact.webhook.startswith("https://"):
            text = f"the webhook of `{id_}` is not encrypted"
            yield Found((*path, "webhook"), text, "use an address that begins with `https://`")
        yield from _methods(id_, contact)
        if id_ in paged and not contact.notify and not contact.email and contact.phone:
            text = f"`{id_}` is paged by e-mail, as nothing else is said, but has no address"
            help_ = "add `email`, or say in `notify` how else"
            yield Found(path, text, help_, key=True, gravity=WARNING)


def _methods(id_: str, contact: Contact) -> Iterator[Found]:
    for index, rule in enumerate(contact.notify):
        needs = ADDRESS.get(rule.by)
        if needs and not getattr(contact, needs):
            text = f"`{id_}` is paged by {rule.by}, but has no `{needs}`"
            yield Found(("contacts", id_, "notify", index, "by"), text, f"add `{needs}`, or another method")


RULE = Rule(
    id="notify-without-address",
    title="Each method of paging has its address",
    why="A page that has nowhere to go counts as sent, and the wait before the next rung runs for nothing. "
    "Webhooks are called with what the page says, so they are encrypted.",
    bad="contacts: {ben: {phone: '', notify: [{by: email}, {by: sms, after: 2m}]}}",
    good="contacts: {ben: {notify: [{by: email}, {by: sms, after: 2m}]}}",
    check=check,
    gravity=ERROR,
    shows=("A4.5", "B6"),
)
