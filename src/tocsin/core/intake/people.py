"""Who wrote, for which customer, by which way, and under which number (A2.1)."""

import re
from collections.abc import Iterable, Sequence
from email.utils import parseaddr

from tocsin.core.intake.found import Known
from tocsin.core.intake.letter import Letter
from tocsin.core.policy.schema import Policy

_MAIL = """
gmail googlemail outlook hotmail live yahoo icloud me aol gmx web proton protonmail mail zoho qq 163 126
yandex fastmail hey
"""
_FREE = frozenset(_MAIL.split())
_SECOND = frozenset({"co", "com", "ac", "org", "net", "gov", "edu"})
_COMPANY = (
    "company", "organization", "organisation", "customer", "customer name", "account", "account name",
    "client",
)  # fmt: skip
_REPORTER = ("reporter", "reported by", "requester", "caller", "contact", "from", "name", "opened by")
_REFERENCE = (
    "ticket", "ticket number", "ticket id", "number", "case", "case number", "incident", "key", "reference",
    "ref",
)  # fmt: skip
_NUMBERS = re.compile(
    r"\b((?:INC|CS|REQ|RITM|CHG|PRB|TKT|CASE)[-_ ]?\d{3,12})\b|\[#?([A-Z]{2,10}-\d{1,8})"
    r"\]|(?<![\w/#&])#(\d{3,10})\b"
    r"|\b(?:ticket|case|request|incident)\s*(?:number|no\.?|id|#)?\s*[:#]?\s*#?(\d{4,12})\b"
)
_SUFFIX = re.compile(
    r"\b(?:inc|llc|ltd|limited|gmbh|ag|sa|corp|corporation|co|plc|bv|ab|oy|as|kg|group|holding)\b\.?", re.I
)


def own_domains(policy: Policy) -> frozenset[str]:
    """The e-mail domains of the organisation's own people: who writes from there is no customer."""
    return frozenset(c.email.rsplit("@", 1)[-1].lower() for c in policy.contacts.values() if "@" in c.email)


def sender(letter: Letter) -> tuple[str, str, str]:
    """Name, address and the words of the sender; empty for what is not said."""
    written = letter.headers.get("from") or letter.headers.get("reply-to") or _field(letter, _REPORTER)
    name, address = parseaddr(re.sub(r"\[mailto:([^\]]*)\]", r"<\1>", written))
    if "@" not in address:
        return written.split("<")[0].strip(" \"'"), "", written
    return name.strip(" \"'"), address.lower(), written


def customer_of(letter: Letter, address: str, known: Sequence[Known], own: frozenset[str]) -> tuple[str, str]:
    """The customer and the words that name it: said outright, known by its domain, named in the text."""
    said = letter.headers.get("company") or letter.headers.get("organization") or _field(letter, _COMPANY)
    if said:
        return _same_name(said, known) or said[:200], said
    domain = address.rsplit("@", 1)[-1] if address else ""
    if domain and domain not in own and not _free(domain):
        found = by_domain(domain, known)
        return (found.name if found else domain), address
    named = _named(f"{letter.headers.get('subject', '')}\n{letter.body}", known)
    return (named, named) if named else ("", "")


def by_domain(domain: str, known: Iterable[Known]) -> Known | None:
    """The one known customer whose domain it is, or whose name the domain is made of; None for two."""
    known = list(known)
    exact = [k for k in known if domain in k.domains]
    label = _label(domain)
    alike = exact or [k for k in known if _is_name(label, k.name)]
    return alike[0] if len({k.name for k in alike}) == 1 else None


def _label(domain: str) -> str:
    parts = domain.lower().split(".")
    place = -3 if len(parts) > 2 and parts[-2] in _SECOND else -2
    return parts[place] if len(parts) >= -place else parts[0]


def _free(domain: str) -> bool:
    return _label(domain) in _FREE


def _is_name(label: str, name: str) -> bool:
    """`northwind-retail` and `northwind` are the domain of Northwind Retail Inc."""
    words = re.findall(r"[a-z0-9]+", _SUFFIX.sub(" ", name.lower()))
    plain = re.sub(r"[^a-z0-9]", "", label)
    return bool(words) and (plain == "".join(words) or (len(words[0]) >= 5 and plain == words[0]))


def _same_name(said: str, known: Iterable[Known]) -> str:
    return next((k.name for k in known if k.name.lower() == said.strip().lower()), "")


def _named(text: str, known: Iterable[Known]) -> str:
    """The known customer that the text names; none when it names two."""
    low = text.lower()
    names = {k.name for k in known if len(k.name) >= 4 and k.name.lower() in low}
    hits = [n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text, re.IGNORECASE)]
    return hits[0] if len(hits) == 1 else ""


def channel_of(letter: Letter, channels: Sequence[str]) -> tuple[str, str]:
    """The way it came: what a labelled line says is a fact's matter; a letter with headers is an e-mail."""
    written = letter.headers.get("from", "")
    mail = "@" in written and "reference" not in letter.headers
    return ("email", f"From: {written}") if mail and "email" in channels else ("", "")


def reference_of(letter: Letter) -> tuple[str, str]:
    """The ticket's number in the help desk, and the words it stands in."""
    said = letter.headers.get("reference") or _field(letter, _REFERENCE)
    if said and len(said) <= 40 and re.search(r"\d", said):
        return said, said
    for text in (letter.headers.get("subject", ""), letter.body[:4000]):
        if match := _NUMBERS.search(text):
            return next(group for group in match.groups() if group), match.group()
    return "", ""


def _field(letter: Letter, labels: tuple[str, ...]) -> str:
    found = {
        " ".join(label.lower().replace("_", " ").split()): value for label, value in reversed(letter.fields)
    }
    return next((found[label].splitlines()[0].strip() for label in labels if found.get(label)), "")
