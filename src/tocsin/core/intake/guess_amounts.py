"""Counts and money in the words of a ticket, each by what stands beside it (A2.1)."""

import re
from collections.abc import Iterator

from tocsin.core.criteria.vocabulary import Fact, Kind
from tocsin.core.intake.amounts import COUNT, Sum, count_of, sums
from tocsin.core.intake.clauses import clauses
from tocsin.core.intake.found import Guess, Plain, quoted
from tocsin.core.intake.lexicon import cues
from tocsin.core.intake.reading import Reading

_I = re.IGNORECASE
_UNITS = {
    "customers": r"customers?|tenants?|compan(?:y|ies)|clients?|organi[sz]ations?|accounts?|merchants?",
    "users": (
        r"users?|people|persons?|employees|agents|colleagues|staff|seats|workers|"
        r"members|students|patients"
    ),
    "transactions": r"transactions?|payments?|transfers?|bookings?",
    "percent": r"%|percent|per cent",
}
_HIT = (
    r"\b(?:affected|impact\w*|can ?not|can['’]t|unable|fail\w*|down|block\w*|"
    r"lock\w*|hit|report\w*|error\w*|stuck|see|seeing|lost|losing|complain\w*|"
    r"missing|suffer\w*|wait\w*|stopped|idle|broken|concerned|experienc\w*)"
    r"\b"
)
_STOPPED = r"\b(?:block\w*|can ?not|can['’]t|unable|locked? out|idle|stopped|nothing works)\b"
_NEARBY = {"customers_affected": _HIT, "users_affected": _HIT, "blocked_users": _STOPPED}
_N = COUNT
_M = COUNT.replace("count", "count2").replace("scale", "scale2")
_SPECIAL: dict[str, str] = {
    "followers": rf"(?<![\w.,]){_N}\+?\s+(?:\w+\s+)?followers|\bfollowers\s*[:=]\s*{_M}",
    "slower_by": rf"(?<![\w.,]){_N}\s*(?:x|×|times)\s+(?:slower|longer|as\s+(?:long|slow))",
    "nps": rf"\bNPS\b(?:\s+(?:score|answer|of|is|was|a|us))*\s*[:=]?\s*{_N}(?![\w%])",
    "csat": rf"\bCSAT\b(?:\s+(?:score|mark|of|is|was|a))*\s*[:=]?\s*{_N}(?![\w%])",
    "reopened": rf"\bre-?opened\s+(?:it\s+)?{_N}\s+times",
    "reassignments": (
        r"\b(?:reassigned|passed\s+on|bounced|transferred|handed\s+(?:on|over))"
        rf"\s+(?:\w+\s+){{0,2}}{_N}\s+times"
    ),
    "error_rate": (
        rf"(?<![\w.,]){_N}\s*(?:%|percent)\s+of\s+(?:\w+\s+){{0,3}}(?:calls|requests)"
        rf"|\berror\s+rate\s+(?:\w+\s+){{0,2}}{_M}\s*%"
    ),
}
_RATES = (
    (
        "arr",
        (
            r"^\W{0,3}(?:\w+\s+)?(?:a|per|each|/)\s*(?:year|yr|annum)|^\W{0,3}(?:ARR|"
            r"annual\w*|p\.?a\.?\b|yearly)"
        ),
    ),
    ("monthly_fee", r"^\W{0,3}(?:a|per|each|/)\s*(?:month|mo)\b|^\W{0,3}(?:MRR|monthly)"),
)
_MONEY_CUES = {
    "arr": r"\bARR\b|\bannual(?:ly)?\b|\byearly\b|\bcontract\s+(?:worth|value)\b|\brecurring\b",
    "monthly_fee": r"\bMRR\b|\bmonthly\b",
    "disputed": (
        r"\bdisput\w*|\bovercharg\w*|\bwrong(?:ly)?\s+(?:charged|billed|invoic\w*|"
        r"debited)|\bdouble[- ]?(?:charg|bill)\w*|\bcharged\b.*\b(?:twice|double)"
        r"|\b(?:twice|double)\b.*\b(?:charged|invoic\w*|billed)|\brefund\w*|\bcontest\w*|"
        r"\b(?:refuse|not\s+going)\s+to\s+pay|\bwill\s+not\s+pay|\bincorrect\s+(?:invoice|"
        r"charge)|\binvoices?\b.*\bwrong\b|\bwe\s+do\s+not\s+owe"
    ),
    "funds_at_risk": r"\bmissing\b|\bat\s+risk\b|\bstuck\b|\blost\b|\bwrong\s+(?:account|place)",
}
_NO_COUNT = re.compile(r"\b(?:no|not|never|without)\W+(?:\w+\W+){0,2}$", _I)


def guess_counts(reading: Reading) -> Iterator[tuple[str, Guess]]:
    """Whole numbers and numbers with their unit, where the clause also says what is counted."""
    for fact in reading.facts(Kind.INTEGER, Kind.NUMBER):
        for clause, _ in reading.said:
            value = _counted(reading, fact, clause)
            if value is not None:
                yield fact.name, Guess(value, quoted(clause))
                break


def _counted(reading: Reading, fact: Fact, clause: str) -> Plain | None:
    pattern, nearby = _count_pattern(reading, fact)
    if pattern is None:
        return None
    for match in pattern.finditer(clause):
        rest = f"{clause[: match.start()]} {clause[match.end() :]}"
        if nearby is None or match.groupdict().get("count2") or nearby.search(rest):
            value = None if _NO_COUNT.search(clause[: match.start()]) else _number(match)
            if value is not None and (fact.kind is Kind.NUMBER or isinstance(value, int)):
                return float(value) if fact.kind is Kind.NUMBER else value
    return None


def _number(match: re.Match[str]) -> int | float | None:
    if not match.groupdict().get("count2"):
        return count_of(match)
    whole = re.fullmatch(COUNT, f"{match['count2']}{match['scale2'] or ''}", _I)
    return count_of(whole) if whole else None


def _count_pattern(reading: Reading, fact: Fact) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """How the number stands in the text, and which words must stand beside it."""
    if fact.name in _SPECIAL:
        return re.compile(_SPECIAL[fact.name], _I), None
    unit = reading.unit(fact.name).lower()
    if not unit or unit == "times":
        return None, None
    words = _UNITS.get(unit, rf"{re.escape(unit.rstrip('s'))}s?")
    pattern = re.compile(
        rf"(?<![\w.,$€£#/-]){_N}\+?(?:\s+(?!of\b)[a-z-]+){{0,2}}?\s*(?:{words})(?!\w)"
        rf"|\b(?:{words})\s+(?:affected|impacted|blocked|hit)\s*[:=]\s*{_M}(?!\w)",
        _I,
    )
    near = _NEARBY.get(fact.name)
    return pattern, re.compile(near, _I) if near else cues(fact, reading.ask(fact.name), unit)


def guess_money(reading: Reading) -> Iterator[tuple[str, Guess]]:
    """Amounts by what stands beside them: `a year`, `disputed`. One in another currency is only noted."""
    given: set[str] = set()
    facts = list(reading.facts(Kind.MONEY))
    for _, sentence in reading.said:
        for part in clauses(sentence):
            for amount in sums(part):
                fact = _meant(reading, facts, part, amount)
                if fact is None or fact.name in given:
                    continue
                if value := amount.written(fact.currency):
                    given.add(fact.name)
                    yield fact.name, Guess(value, quoted(part))
                else:
                    _note(reading, fact, part[amount.start : amount.end])


def _meant(reading: Reading, facts: list[Fact], clause: str, amount: Sum) -> Fact | None:
    """The fact that an amount belongs to: by its rate first, else by the words of its clause."""
    after = clause[amount.end :]
    for name, pattern in _RATES:
        if re.search(pattern, after, _I):
            return next((f for f in facts if f.name == name), None)
    for fact in facts:
        known = _MONEY_CUES.get(fact.name)
        cue = re.compile(known, _I) if known else cues(fact, reading.ask(fact.name), fact.currency)
        if cue and cue.search(clause):
            return fact
    return None


def _note(reading: Reading, fact: Fact, words: str) -> None:
    text = f"`{words}` is not in {fact.currency}, in which {fact.called} is counted: fill it in by hand"
    if text not in reading.notes:
        reading.notes.append(text)
