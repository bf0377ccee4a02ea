"""The chain of hashes: one text for one value, every field counts, an edit is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model.chain import FIELDS, GENESIS, Link, canonical, edited, lane_hash, link_hash, marks

LINK = Link("ESC-1", 1, 0, "reported", "anna", "p", "k", '{"a":1}')
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_canonical_text_is_ascii_and_reads_back_to_the_same_text(value: object) -> None:
    import json

    text = canonical(value)
    assert text.isascii()
    assert canonical(json.loads(text)) == text


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"b": 1, "a": [1, 2]}) == canonical({"a": [1, 2], "b": 1}) == '{"a":[1,2],"b":1}'


@pytest.mark.parametrize("value", [{"a": object()}, float("inf"), {"a": {1, 2}}])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(value)


def test_the_hash_is_a_fixed_promise_to_records_kept_elsewhere() -> None:
    assert link_hash(GENESIS, LINK) == "5769021d252d8bb80cce569b438f99f03f342da17e6bd8a21aa3b8498d5d9100"
    assert lane_hash(GENESIS, "ab") == "27dc4e130f54a6a25dadc20995e08355cfb5631c3e882a9f2d31e262d131838a"


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_counts_and_is_named(field: str) -> None:
    other = LINK._replace(**{field: 7 if isinstance(getattr(LINK, field), int) else "x"})
    assert link_hash(GENESIS, other) != link_hash(GENESIS, LINK)
    assert edited(other, marks(LINK)) == (field,)


def test_text_moved_from_one_field_to_the_next_is_another_event() -> None:
    moved = LINK._replace(kind="report", actor="edanna")
    assert link_hash(GENESIS, moved) != link_hash(GENESIS, LINK)


def test_marks_that_are_spoilt_say_so() -> None:
    assert edited(LINK, "short") == ("marks",)
    assert edited(LINK, marks(LINK)) == ()
