"""Reads a pasted ticket: what it says of the policy's facts, with nothing invented (A2.1, A2.6).

Every guess stands on words of the text, or on an earlier ticket of the same customer, and says which. It is
for a person to confirm: a guess is no evidence, least of all for stop-the-line (A2.3).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from tocsin.core.criteria.encode import Unreadable, encode_value
from tocsin.core.criteria.vocabulary import Kind, Type, Vocabulary
from tocsin.core.intake.found import Found, Guess, Known, quoted
from tocsin.core.intake.guess_amounts import guess_counts, guess_money
from tocsin.core.intake.guess_flags import guess_choices, guess_flags, guess_sets
from tocsin.core.intake.guess_times import guess_instants, guess_lengths
from tocsin.core.intake.json_ticket import read_json
from tocsin.core.intake.labelled import guess_labelled
from tocsin.core.intake.letter import Letter, read_letter
from tocsin.core.intake.people import channel_of, customer_of, own_domains, reference_of, sender
from tocsin.core.intake.reading import Reading, split
from tocsin.core.policy.schema import Policy

_TITLE = 200
_PREFIX = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*|\[(?:external|ext|spam\?*)\]\s*)+", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|evening|afternoon))\b[^.!?\n]{0,40}[,.!:]?\s*$", re.IGNORECASE
)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])|;\s")
_PLAIN_TITLES = ("subject", "title", "summary", "short description", "issue")


def find(
    text: str,
    vocabulary: Vocabulary,
    policy: Policy,
    now: datetime,
    known: Sequence[Known] = (),
    zone: tzinfo = UTC,
) -> Found:
    """What a text says. `now` (aware): when it is read; `zone`: of clock times that name none.

    Any text is read without an error; facts are those of the vocabulary, each a value its type takes.
    """
    text = text.replace("\r\n", "\n").replace("\0", "").lstrip("\ufeff")
    letter = read_json(text) or read_letter(text)
    title, title_why = _title(letter)
    name, address, from_words = sender(letter)
    own = own_domains(policy)
    customer, customer_why = customer_of(letter, address, known, own)
    channel, channel_why = channel_of(letter, policy.organisation.channels)
    reference, reference_why = reference_of(letter)
    written = letter.sent or now
    reading = Reading(vocabulary, policy, split(title, letter.body), written, zone)
    facts = {**_past(customer, known), **dict(_guesses(reading, letter, title))}
    whys = {
        "title": title_why,
        "customer": customer_why,
        "reporter": from_words,
        "channel": channel_why,
        "reference": reference_why,
    }
    return Found(
        title,
        letter.body.strip(),
        customer,
        _reporter(name, address),
        channel,
        reference,
        {n: g for n, g in facts.items() if _valid(vocabulary, n, g)},
        {key: quoted(words) for key, words in whys.items() if words},
        tuple(reading.notes),
    )


def _reporter(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and address else name or address


def _title(letter: Letter) -> tuple[str, str]:
    """The subject without its `Re:`; else the first sentence that is no greeting."""
    fields = {label.lower(): value for label, value in reversed(letter.fields)}
    said = letter.headers.get("subject") or next((fields[n] for n in _PLAIN_TITLES if n in fields), "")
    subject = _PREFIX.sub("", " ".join(said.split()))
    if not subject:
        said = subject = _first_sentence(letter.body)
    return (subject if len(subject) <= _TITLE else f"{subject[: _TITLE - 1].rstrip()}…"), said


def _first_sentence(body: str) -> str:
    lines = (line.strip() for line in body.splitlines())
    first = next((line for line in lines if any(c.isalnum() for c in line) and not _GREETING.match(line)), "")
    return " ".join(_END.split(first, maxsplit=1)[0].split())


def _guesses(reading: Reading, letter: Letter, title: str) -> Iterator[tuple[str, Guess]]:
    """Later ones stand over earlier ones: what is labelled is surer than what is told."""
    if title and "summary" in reading.vocabulary.facts:
        yield "summary", Guess(title, quoted(title))
    for guess in (
        guess_flags,
        guess_sets,
        guess_choices,
        guess_counts,
        guess_money,
        guess_lengths,
        guess_instants,
    ):
        yield from guess(reading)
    yield from guess_labelled(reading, letter.fields)


def _past(customer: str, known: Sequence[Known]) -> Mapping[str, Guess]:
    """What was known of the customer the last time; the name alone is no fact of the ticket."""
    last = next((k for k in known if customer and k.name.lower() == customer.lower()), None)
    return {n: Guess(v, last.source, past=True) for n, v in last.facts.items()} if last else {}


def _valid(vocabulary: Vocabulary, name: str, guess: Guess) -> bool:
    fact = vocabulary.facts.get(name)
    if fact is None:
        return False
    try:
        of = Type(Kind.DURATION) if fact.kind is Kind.ELAPSED else fact.type
        encode_value(guess.value, of, name)
    except Unreadable:
        return False
    return True
