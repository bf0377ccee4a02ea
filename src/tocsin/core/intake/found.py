"""What was found in a pasted text: guesses, each with the words it was found in (A2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Plain = bool | int | float | str | tuple[str, ...]
"""A fact as people write it: money as `50000 USD`, a duration as `21 days`, an instant as ISO 8601 UTC."""

MAX_WHY = 160


@dataclass(frozen=True, slots=True)
class Guess:
    """A value that a person has still to confirm, and why it was guessed.

    `why`: the words of the text, shortened with `…`. `past`: it comes from an earlier ticket of the same
    customer, which `why` names, and not from the text.
    """

    value: Plain
    why: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A customer that the desk has seen before: its e-mail domains, and what was known of it lately.

    `source` names where that is from, as in `ESC-1042`.
    """

    name: str
    domains: tuple[str, ...] = ()
    facts: Mapping[str, Plain] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class Found:
    """A ticket read out of a text; what was not found is empty. `facts` holds facts of the policy only.

    `whys`: the words in which title, customer, reporter, channel and reference were found, by these names.
    `notes`: what was read and could not be used, as an amount in another currency.
    """

    title: str = ""
    text: str = ""
    customer: str = ""
    reporter: str = ""
    channel: str = ""
    reference: str = ""
    facts: Mapping[str, Guess] = field(default_factory=dict)
    whys: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def quoted(words: str) -> str:
    """Words of the text on one line, shortened."""
    line = " ".join(words.split())
    return line if len(line) <= MAX_WHY else f"{line[: MAX_WHY - 1].rstrip()}…"
