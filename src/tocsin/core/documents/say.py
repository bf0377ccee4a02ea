"""How figures, names and lists of the policy are said in a document."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import get_args

from tocsin.core.documents import outline as o
from tocsin.core.model.duration import Span, words
from tocsin.core.model.money import Money, Share
from tocsin.core.model.words import listing
from tocsin.core.policy.schema.header import Channel

CHANNELS = {
    "email": "e-mail",
    "chat": "chat",
    "phone": "phone",
    "portal": "ticket portal",
    "social": "social media",
}
METHODS = {
    "email": "e-mail",
    "sms": "text message",
    "phone": "phone call",
    "chat": "chat",
    "push": "push message",
    "webhook": "webhook",
}
INDUSTRIES = {
    "b2b-saas": "B2B SaaS",
    "e-commerce": "e-commerce",
    "telecom": "telecom",
    "healthcare": "healthcare",
    "fintech": "fintech",
    "managed-services": "managed services",
    "other": "other",
}
RISKS = {
    "hipaa": "HIPAA",
    "gdpr": "GDPR",
    "pci": "PCI DSS",
    "regulated": "regulated data",
    "high_pr": "high PR risk",
    "mission_critical": "mission-critical for customers",
    "safety": "safety",
    "financial_reporting": "financial reporting",
}
SYSTEMS = {
    "help_desk": "help desk",
    "chat": "chat",
    "tracker": "issue tracker",
    "paging": "paging",
    "status_page": "status page",
    "crm": "CRM",
    "knowledge_base": "knowledge base",
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ARTICLE = re.compile(r"^an? (?!.* (?:is|are|has|have|was|were) )")
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_EVERY = {_HOUR: "hourly", _DAY: "daily", 7 * _DAY: "weekly"}
ALL_CHANNELS: tuple[str, ...] = get_args(Channel)


def time(span: Span | None, missing: str = "–") -> str:
    """A length of time as people say it; a day of clock time is `24 h`: nobody takes it for a working day."""
    if span is None:
        return missing
    if not span.is_business and span.amount == _DAY:
        return f"{_DAY // _HOUR} h"
    return str(span)


def every(update: Span | str | None) -> str:
    """How often the customer hears: `hourly`, `every 45 min`, `as needed` (A5.2)."""
    if not isinstance(update, Span):
        return update or "–"
    if not update.is_business and update.amount in _EVERY:
        return _EVERY[update.amount]
    if update.business_days == 1:
        return "every business day"
    return f"every {time(update)}"


def after(wait: timedelta) -> str:
    """When a rung is paged, counted from the first page (A4.5)."""
    return f"after {words(wait)}" if wait else "at once"


def amount(given: Money | Share | None) -> str:
    """Money or a share of the monthly fee."""
    if isinstance(given, Share):
        return f"{given.percent.normalize():f} % of the monthly fee"
    return str(given) if given is not None else "–"


def percent(fraction: float) -> str:
    """`7.5 %`."""
    return f"{round(fraction * 100, 2):g} %"


def plain(identifier: str) -> str:
    """An id as words: `enterprise-production` reads "enterprise production"."""
    return identifier.replace("_", " ").replace("-", " ")


def sentence(text: str) -> str:
    """The text with a capital first and a full stop last."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?:" else ".")


def title(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def low(text: str) -> str:
    """The text inside a sentence: a small letter first, unless the word is an abbreviation such as VP."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def bare(label: str) -> str:
    """A label without its article, for the head of a row: `a workaround` reads "workaround"."""
    return _ARTICLE.sub("", label)


def rich(text: str) -> o.Text:
    """A text of the policy in which backticks mark what is typed or read literally."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return text
    return tuple(o.code(part) if at % 2 else o.Span(part) for at, part in enumerate(parts) if part)


_THRESHOLD = re.compile(r"`([^`]*)`(?: \(([^()]*)\))?")


def thresholds(words: str) -> o.Text:
    """A criterion in words: names in backticks become code, the value after one a figure."""
    found: list[o.Span] = []
    at = 0
    for match in _THRESHOLD.finditer(words):
        found += [o.Span(words[at : match.start()]), o.code(match[1])]
        if match[2] is not None:
            found += [o.Span(" ("), o.value(match[2]), o.Span(")")]
        at = match.end()
    return (*found, o.Span(words[at:]))


def names(given: Iterable[str], empty: str = "–", last: str = "and") -> str:
    """`a, b and c`, or the dash."""
    return listing(given, last) or empty


def missing(what: str, key: str) -> o.Callout:
    """The document never passes over a gap: it names it and says where it is filled (A10.9)."""
    text = o.join(f"The policy does not say {what}. Add it under ", o.code(f"{key}:"), ", then print again.")
    return o.Callout("warning", "Not in the policy", (o.Paragraph(text),))


def text(*parts: o.Text | o.Span) -> tuple[o.Span, ...]:
    """Texts and spans side by side, whatever each of them is."""
    flat: list[o.Span] = []
    for part in parts:
        if isinstance(part, o.Span):
            flat.append(part)
        else:
            flat.extend(o.spans(part))
    return tuple(flat)


def stacked(given: Iterable[o.Text | o.Span], empty: str = "–") -> o.Text:
    """Texts one below the other in a cell."""
    flat = [part for each in given for part in ("\n", each)][1:]
    return text(*flat) if flat else empty
