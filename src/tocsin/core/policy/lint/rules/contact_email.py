"""E-mail addresses look like addresses (B6, B11)."""

import re
from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.source import Path

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@(?:[^@\s.<>,;]+\.)+[^@\s.<>,;]{2,}")


def check(context: Context) -> Iterator[Found]:
    """An address without `@`, without a domain, or with a space."""
    people = [(("contacts", id_, "email"), c.email) for id_, c in context.policy.contacts.items()]
    people += [(("signatories", id_, "email"), s.email) for id_, s in context.policy.signatories.items()]
    for path, email in people:
        if email and not _ADDRESS.fullmatch(email):
            where: Path = path
            yield Found(
                where, f"`{email}` is no e-mail address", "write it like `name@example.com`", value=email
            )


RULE = Rule(
    id="contact-email",
    title="E-mail addresses are addresses",
    why="A mistyped address is found out when the message does not arrive.",
    bad="contacts: {ben: {email: ben@example}}",
    good="contacts: {ben: {email: ben@example.com}}",
    check=check,
    shows=("B6",),
)
