"""Words by which a reader sees that a part of an update is there, and words that promise too much (A5.3)."""

import re

from tocsin.core.policy.schema.messages import Part

_TIME = r"(?:\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b(?:1[0-2]|[1-9])\s?(?:am|pm)\b)"
_SPAN = r"(?:\b\d+\s?(?:min(?:ute)?s?|h(?:ours?)?|days?)\b)"
_WHEN = f"(?:{_TIME}|{_SPAN})"


def _any(*words: str) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


_STEMS = (
    "test", "roll", "replac", "restart", "switch", "deploy", "repair", "work", "stopp", "mov", "add", "issu",
    "monitor", "investigat", "check", "restor", "mitigat", "clear", "drain", "block", "scal", "revert", "mov",
    "renew", "look",
)  # fmt: skip
_DOING = rf"\b(?:(?:{'|'.join(_STEMS)})(?:ing|ed)|tried|trying|put)\b"
_DOERS = _any("we", "I", r"engineers?", "team", "colleagues?")

_PATTERNS: dict[Part, tuple[str, ...]] = {
    "impact": (
        _any(
            "cannot", "can't", "unable", "not able", r"affect\w*", r"impact\w*", "(?<!calm )down", r"fail\w*",
            "unavailable", r"slow\w*", "lose", "lost", "blocked", "wrong", "missing",
        ),
    ),
    "known": (
        _any(
            "we (?:now )?know", "we (?:have )?found", "we (?:can )?see", "we suspect", "we believe",
            "we (?:have )?ruled", "we (?:do not|don't) (?:yet )?know", r"cause\w*", "because", "found that",
            "it looks like", "so far",
        ),
    ),
    "mitigation": (f"{_DOERS}.{{0,80}}{_DOING}",),
    "workaround": (
        _any(
            r"work-?\s?around", "meanwhile", "in the meantime", "until then", "instead", r"temporar\w*",
            "you can use", "as an alternative", "no way around",
        ),
    ),
    "eta_range": (
        rf"\bbetween\b.{{0,20}}{_WHEN}.{{0,20}}\band\b.{{0,20}}{_WHEN}",
        rf"\bfrom\b.{{0,12}}{_WHEN}.{{0,12}}\bto\b.{{0,12}}{_WHEN}",
        rf"{_WHEN}\s?(?:to|[-\u2013])\s?{_WHEN}",
        rf"\b\d+\s?(?:to|[-\u2013])\s?{_SPAN}",
        _any("no estimate", r"(?:cannot (?:yet )?say|do not know (?:yet )?)\s?(?:when|how long)"),
    ),
    "next_update": (
        r"\bnext (?:update|message|word)\b",
        rf"\b(?:hear|write|update|report)\b.{{0,40}}\b(?:by|at|before|within|in)\b.{{0,24}}{_WHEN}",
    ),
}  # fmt: skip
CUES = {part: re.compile("|".join(each), re.IGNORECASE) for part, each in _PATTERNS.items()}
"""One pattern for each part; English only: in another language the headings count."""

_SURE = (
    "definitely", "certainly", "guaranteed", "for sure", r"(?:we|I)(?:'ll| will| can)? guarantee",
    r"without (?:any )?doubt", r"100\s?%",
    "absolutely", "never again",
)  # fmt: skip
_ENDS = r"will be (?:fixed|resolved|solved|back|restored|done)\s+(?:by|at)\b[^.!?\n]{0,12}?" + _TIME
CERTAIN = re.compile(rf"\b(?:{'|'.join((*_SURE, _ENDS))})", re.IGNORECASE)
"""Certainties that nobody can keep: a single time for the end, and words that leave no doubt."""
