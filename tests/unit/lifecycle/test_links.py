"""Duplicates: suggested, linked, grown, and the customer of each hears every update (A2.4)."""

import pytest

from tests.unit.lifecycle.timeline import Timeline
from tocsin.core.lifecycle import commands as c
from tocsin.core.lifecycle.parts import Suggestion
from tocsin.core.model.finding import Refused


@pytest.mark.req("A2.4")
def test_a_suggestion_changes_nothing_until_somebody_links() -> None:
    line = Timeline().outage().do("tocsin", c.Suggest((Suggestion("ESC-7", 0.8, "same words", "down"),)))
    assert line.state.links.original == ""
    line.do("ann", c.Link("ESC-7", "same error"))
    assert line.state.links.original == "ESC-7"


@pytest.mark.req("A2.4")
def test_nobody_is_paged_for_a_duplicate_and_unlinking_pages_again() -> None:
    line = Timeline("09:00").outage().at("09:05").do("ann", c.Link("ESC-7", "same error")).at("09:30")
    assert line.pages("09:05") == []
    line.do("ann", c.Unlink("theirs is the proxy"))
    assert line.pages("09:30") == [("09:30", "ben", "email")]


@pytest.mark.req("A2.4")
def test_growth_pages_again_once_at_each_size() -> None:
    line = Timeline("09:00").outage().do("ben", c.Acknowledge()).at("09:10")
    line.do("tocsin", c.Join("ESC-2", "Beta", "same"))
    assert line.pages("09:10") == []
    line.do("tocsin", c.Join("ESC-3", "Gamma", "same"))
    assert line.pages("09:10") == [("09:10", "ben", "email")]
    line.do("ben", c.Acknowledge()).at("09:20").do("tocsin", c.Join("ESC-4", "Delta", "same"))
    assert line.pages("09:20") == []


@pytest.mark.req("A2.4")
def test_links_make_no_chains_and_no_circles() -> None:
    line = Timeline().outage()
    with pytest.raises(Refused, match="duplicate of itself"):
        line.do("ann", c.Link("ESC-1", "x"))
    line.do("tocsin", c.Join("ESC-2", "Beta", "same"))
    with pytest.raises(Refused, match="duplicates of its own"):
        line.do("ann", c.Link("ESC-7", "x"))
    other = Timeline().outage().do("ann", c.Link("ESC-7", "x"))
    with pytest.raises(Refused, match="itself a duplicate"):
        other.do("tocsin", c.Join("ESC-3", "Gamma", "same"))
