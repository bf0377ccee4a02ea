"""Text cut into clauses, and whether one asserts what it mentions: `no data was lost` does not (A2.3)."""

import re
from collections.abc import Iterator
from enum import Enum

_SENTENCE = re.compile(
    r"(?<=[.!?])[\"'”)]*\s+(?=[\"'“(]?[A-Z0-9#])|\n\s*\n|\n(?=\s*[-*•#\d]|\s*[A-Z])|(?<=;)\s+(?=[a-z]+\s)"
)
_VERB = (
    r"(?:is|are|was|were|has|have|had|can|cannot|can't|could|do|does|did|don't|doesn't|will|we|they|it|i|you"
    r"|there|nobody|everyone|fails?|failing|failed|keeps?|stopped|lost|leaves?)"
)
_CLAUSE = re.compile(
    rf"\s*;\s*|\s+[–—]\s+|\s+-\s+|,?\s+(?:but|however|although|though|whereas|"
    rf"except)\s+|[,.]\s*(?:but|however)\s+"
    rf"|(?:,|,?\s+and|,?\s+so)\s+(?=(?:[\w'’-]+\s+){{0,3}}{_VERB}\b)",
    re.IGNORECASE,
)
_NO = (
    r"(?:\bno\b(?!\s+(?:doubt|longer\s+(?:work|available|reach|load|respond)))|\bnot\b(?!\s+only)"
    r"|\bnever\b|\bnone\b|\bwithout\b|\bzero\b|\bneither\b|\bnor\b|n['’]t\b|\bcannot\s+confirm\b"
    r"|\bruled?\s+out\b|\bfree\s+of\b|\bunaffected\b|\bfar\s+from\b)"
)
_BREAK = r"(?:because|since|as|while|when|due|so|after)\b"
_NEAR = re.compile(rf"{_NO}(?!\W+{_BREAK})((?:\W+(?!{_BREAK})[\w'’-]+){{0,5}}\W*)$", re.IGNORECASE)
_LISTED = re.compile(r"^[^;:]*?\b(?:or|nor)\b", re.IGNORECASE)
_BELIEF = re.compile(
    r"(?:n['’]t|\bnot|\bno\s+(?:reason|evidence|sign|signs|indication|proof|suspicion))\s+(?:to\s+)?"
    r"(?:believe|think|see|seen|suspect|expect|say|saying|claim|mean|look\s+like|of|that|for)\b.{0,80}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^(?:\s+(?!{_BREAK})[\w'’-]+){{0,1}}(?:\s+(?:is|are|was|were|has|have|had|did|does|do|can|could)"
    r"\s*(?:not\b|n['’]t\b)|n['’]t\b|\s+(?:is|was|were|has\s+been|have\s+been|can\s+be)\s+"
    r"(?:ruled\s+out|excluded|unlikely|avoided|prevented)|\s*[:=?]\s*(?:no|none|n/a|false|not)\b"
    r"|\s+unaffected\b)",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"\b(?:if|in\s+case|unless|whether|prevent\w*|avoid\w*|protect\w*\s+(?:against|"
    r"from)|to\s+rule\s+out|would|should|hypothetical\w*"
    r"|for\s+example|e\.g\.|such\s+as|like\s+last|simulat\w*|drill|exercise|"
    r"training|worried\s+about|afraid\s+of)\b[^,;:]{0,80}$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:resolved|fixed|restored|recovered|back\s+(?:up|online|to\s+normal)"
    r"|works?\s+again|working\s+again|solved"
    r"|no\s+longer\s+(?:down|an\s+issue|a\s+problem|failing|happening)|has\s+ended|is\s+over)\b",
    re.IGNORECASE,
)
_NOT_OVER = re.compile(
    (
        rf"{_NO}\W+(?:[\w'’]+\W+){{0,3}}$|\b(?:until|when|once|to\s+be|please|must\s+be|"
        rf"needs?\s+to\s+be|want\s+(?:this|it))\b[^,;]{{0,30}}$"
    ),
    re.IGNORECASE,
)


class Said(Enum):
    """What a clause does with what it mentions."""

    ASSERTED = "asserted"
    DENIED = "denied"
    OPEN = "open"


def sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text, without blank ones."""
    for part in _SENTENCE.split(text):
        if part and part.strip():
            yield part.strip()


def clauses(sentence: str) -> Iterator[str]:
    """The clauses of a sentence: each says one thing, and denies only what it says itself."""
    for part in _CLAUSE.split(sentence):
        if part and part.strip():
            yield part.strip()


def said(clause: str, start: int, end: int) -> Said:
    """Whether the words from `start` to `end` are asserted, denied, or asked and supposed."""
    before, after = clause[:start], clause[end:]
    if _MAYBE.search(before):
        return Said.OPEN
    if _denied(before, after) or _BELIEF.search(before) or _AFTER.match(after):
        return Said.DENIED
    return Said.OPEN if clause.rstrip().endswith("?") else Said.ASSERTED


def _denied(before: str, after: str) -> bool:
    """A no shortly before; over a comma it reaches only in a list: `no loss, corruption or breach`."""
    near = _NEAR.search(before)
    if near is None:
        return False
    beyond = near[1].rpartition(",")[2] if "," in near[1] else None
    return beyond is None or _LISTED.match(beyond + " " + after) is not None


def is_over(sentence: str) -> bool:
    """Whether a sentence tells of something that has ended."""
    found = _OVER.search(sentence)
    return found is not None and not _NOT_OVER.search(sentence[: found.start()])
