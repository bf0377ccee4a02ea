"""Templates are read here as the Liquid library reads them (A5.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from liquid import Environment
from liquid.exceptions import LiquidError

from tocsin.core.policy.lint.templates import Template, _by_library, _plain, read_template

PLAIN = [
    "no variables at all { } %",
    "Hi {{ customer.contact }}, {{ticket.number}}",
    "{{- ticket.number -}} {%- if ticket.link -%} {{ ticket.link }} {%- endif -%}",
    "{% for q in ticket.missing %}- {{ q }} ({{ forloop.index }} of {{ forloop.length }}){% endfor %}",
    "{% if a.b == 'x' and c.d != \"y\" %}1{% elsif e.f %}2{% else %}3{% endif %}",
    "{% unless a.b %}{{ c.d | upcase | default: 'none' | truncate: 20 }}{% endunless %}",
    "{% for a in b.c %}{% for d in a.e %}{{ d.f }} {{ g.h }}{% endfor %}{% endfor %}",
    "{{ 'text' | append: a.b }}",
]
BROKEN = [
    "{{ a.b", "{% if a.b %}", "{% endif %}", "{{ a b }}", "{% nope %}", "{{ a | nope }}", "{{ }}",
    "{% for x of y %}{% endfor %}", "{% if a %}{% endfor %}", "{% include 'x' %}", "{{ a.b | }}",
]  # fmt: skip


@pytest.mark.req("A5.5")
@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_template_is_read_as_the_library_reads_it(text: str) -> None:
    plain = _plain(text)
    assert plain is not None
    assert sorted(plain.variables) == sorted(_by_library(text).variables)


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_template_is_refused(text: str) -> None:
    assert read_template(text).error


def test_a_template_that_is_not_plain_is_left_to_the_library() -> None:
    text = "{% assign x = owner.name %}{{ x }}{% case a.b %}{% when 1 %}{{ c.d }}{% endcase %}"
    assert _plain(text) is None
    assert {name for name, _ in read_template(text).variables} == {"owner.name", "a.b", "c.d"}


WORDS = (
    "{{",
    "}}",
    "{%",
    "%}",
    "if",
    "else",
    "for",
    "in",
    "|",
    "-",
    "==",
    ":",
    "raw",
    "a.b",
    "c",
    "x",
    "upcase",
)
BLOCKS = ("{{ a.b }}", "{{ x }}", "{% if a %}", "{% endif %}", "{% for x in a %}", "{% endfor %}", " ", "'x'")
PIECES = st.sampled_from((*WORDS, *BLOCKS))


@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_template_taken_as_plain_is_one_for_the_library_too(text: str) -> None:
    plain = _plain(text)
    found = read_template(text)
    assert isinstance(found, Template)
    if plain is None:
        return
    try:
        Environment().from_string(text)
    except LiquidError as error:
        pytest.fail(f"{text!r}: {error}")
    assert sorted(plain.variables) == sorted(_by_library(text).variables)
