"""What the words of two texts and their titles say together, and which words are the reason (A2.4)."""

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from tocsin.core.triage.likeness import Score
from tocsin.similar.reading import Read

TITLE_SHARE = 0.2
"""The title's part of the score; the rest are the words of title and body."""
CHANCE = 0.4
"""Titles of unrelated tickets are this alike by their letters: it counts as 0."""
SHOWN = 8
"""Rare words kept as a reason."""


def joined(place: int, text: float, asked: str, title: str) -> Score:
    """What the words of the texts and the titles say together."""
    alike = titles_alike(asked, title)
    score = (1 - TITLE_SHARE) * text + TITLE_SHARE * alike if text else 0.0
    return Score(place, round(score, 4), round(text, 4), round(alike, 4))


def told_words(asked: Read, rare: dict[str, float], rarity: Callable[[str], float]) -> tuple[str, ...]:
    """The rare words that both say, as the query said them: the rarest first, then what counts most."""
    order = sorted(rare, key=lambda word: (-rarity(word), -rare[word], word))
    return _told([asked.said.get(word, word) for word in order])


def _told(words: Sequence[str]) -> tuple[str, ...]:
    """The first few words, without those that a longer one among them says already."""
    kept: list[str] = []
    for word in words:
        if not any(word.casefold() in other.casefold() for other in kept):
            kept.append(word)
        if len(kept) == SHOWN:
            break
    return tuple(kept)


def titles_alike(one: str, two: str) -> float:
    """0 (as alike as any two) to 1 (the same words), whatever their order; one may hold the other."""
    if not one or not two:
        return 0.0
    letters = (fuzz.token_set_ratio(one, two) + fuzz.token_sort_ratio(one, two)) / 200
    return max(0.0, (letters - CHANCE) / (1 - CHANCE))
