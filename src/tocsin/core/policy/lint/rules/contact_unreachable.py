"""A person in the policy can be reached (B6)."""

from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule


def check(context: Context) -> Iterator[Found]:
    """Neither e-mail nor phone nor webhook."""
    for id_, contact in context.policy.contacts.items():
        if not contact.email and not contact.phone and not contact.webhook:
            text = f"`{id_}` ({contact.name}) has neither `email` nor `phone`"
            yield Found(("contacts", id_), text, "give at least one", key=True)


RULE = Rule(
    id="contact-unreachable",
    title="A contact has an e-mail address or a phone number",
    why="The contact matrix is read at night by somebody who does not know the person.",
    bad="contacts: {ben: {email: '', phone: ''}}",
    good="contacts: {ben: {email: '', notify: [{by: phone}]}}",
    check=check,
    shows=("B6",),
)
