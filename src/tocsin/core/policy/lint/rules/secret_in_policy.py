"""No password or token stands in a policy."""

import re
from collections.abc import Iterator

from tocsin.core.policy.lint.rule import Context, Found, Rule
from tocsin.core.policy.source import Path

_SECRETS = (
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
    ("an access key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    (
        "a token",
        re.compile(
            r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,})"
        ),
    ),
    ("a token", re.compile(r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9]{20,}")),
    ("a signed token", re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{6,}")),
    (
        "a webhook address",
        re.compile(r"https://(?:hooks\.slack\.com/services|[\w.-]+\.webhook\.office\.com)/\S{8,}"),
    ),
    ("a password in an address", re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,60}:[^\s/@]{3,60}@")),
    (
        "a password or key",
        re.compile(
            r"\b(?:passw(?:or)?d|secret|api[_-]?key|token)\s*[:=]\s*['\"]?(?=\S*\d)[\w/+.=!$%^&*-]{12,}", re.I
        ),
    ),
)


_HINT = re.compile(
    r"://|-----BEGIN|AKIA|ASIA|gh[pousr]_|github_pat|glpat|xox|[spr]k[-_]|eyJ|(?i:[:=]\s*\S*\d)"
)
"""What every pattern needs: few texts get past it."""


def check(context: Context) -> Iterator[Found]:
    """A text that looks like a credential; the finding does not repeat it."""
    for path, text in _texts(context.loaded.data, ()):
        if not _HINT.search(text):
            continue
        for what, pattern in _SECRETS:
            if found := pattern.search(text):
                message = f"this looks like {what}"
                help_ = "take it out, and change it where it is used: a policy is printed and signed"
                yield Found(path, message, help_, offset=found.start(), value=text, quiet=True)
                break


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            number = path == ("levels",) and str(key).isdigit()
            yield from _texts(part, (*path, int(key) if number else key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, (*path, index))


RULE = Rule(
    id="secret-in-policy",
    title="A policy holds no passwords",
    why="A policy is printed, signed, mailed and kept for years; so is everything in it.",
    bad="notes: {portal: The portal is at https://support:not-a-real-one@portal.example.com/}",
    good="notes: {portal: The portal is at https://portal.example.com/; ask the duty manager for access.}",
    check=check,
    shows=("A0.10",),
)
