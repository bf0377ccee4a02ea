"""The HTML page for readers who listen, use a keyboard, or need contrast (WCAG 2.2 AA)."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from tests.unit.render import sample
from tests.unit.render.page import Page
from tocsin.render import render
from tocsin.render.base import DARK, LIGHT

PAGE = Page(render(sample.document(), "html").decode())


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["bg", "card"])
@pytest.mark.parametrize("hue", ["ink", "soft", "accent", "p1", "p2", "p3", "p4", "ok"])
def test_text_has_a_contrast_of_four_and_a_half(theme: dict[str, str], ground: str, hue: str) -> None:
    assert contrast(theme[hue], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_have_a_contrast_of_three(theme: dict[str, str]) -> None:
    assert contrast(theme["rule"], theme["card"]) >= 3


def test_headings_never_skip_a_level_and_there_is_one_first() -> None:
    depths = [int(tag[1]) for tag, _ in PAGE.tags if re.fullmatch("h[1-6]", tag)]
    assert depths.count(1) == 1
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(depths))


def test_ids_are_unique_and_every_reference_is_met() -> None:
    ids = Counter(attrs["id"] for _, attrs in PAGE.tags if "id" in attrs)
    assert [name for name, count in ids.items() if count > 1] == []
    named = [attrs[key] for _, attrs in PAGE.tags for key in ("aria-labelledby", "for") if key in attrs]
    named += [attrs["href"][1:] for _, attrs in PAGE.tags if (attrs.get("href") or "").startswith("#")]
    assert named
    assert [name for name in named if name not in ids] == []


def test_every_field_has_a_label_and_every_button_a_name() -> None:
    labelled = {attrs["for"] for tag, attrs in PAGE.tags if tag == "label"}
    fields = [attrs for tag, attrs in PAGE.tags if tag in ("input", "select", "textarea")]
    assert fields
    assert [attrs for attrs in fields if attrs["id"] not in labelled] == []
    assert all(attrs.get("aria-label") for tag, attrs in PAGE.tags if tag == "button")


def test_the_page_has_a_language_landmarks_and_a_way_past_the_contents() -> None:
    tags = [tag for tag, _ in PAGE.tags]
    assert dict(PAGE.tags)["html"] == {"lang": "en"}
    assert tags.count("main") == 1
    assert tags.count("nav") == 1
    first = next(attrs for tag, attrs in PAGE.tags if tag == "a")
    assert first["href"] == "#main"
    assert [attrs for _, attrs in PAGE.tags if attrs.get("aria-live") == "polite"]


def test_pictures_are_named_and_decoration_is_silent() -> None:
    for tag, attrs in PAGE.tags:
        if tag == "svg":
            assert attrs.get("aria-hidden") == "true" or (attrs["role"] == "img" and attrs["aria-labelledby"])


def test_tables_have_captions_and_heads_with_a_scope() -> None:
    heads = [attrs for tag, attrs in PAGE.tags if tag == "th"]
    assert heads
    assert all(attrs.get("scope") in ("col", "row") for attrs in heads)
    boxes = [attrs for _, attrs in PAGE.tags if (attrs.get("class") or "").startswith("scroll")]
    assert boxes
    assert all("tabindex" in attrs for attrs in boxes), "a box that scrolls is reached by keyboard"
    assert all(attrs.get("aria-label") or attrs.get("aria-labelledby") for attrs in boxes)
