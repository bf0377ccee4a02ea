"""The desk's page: what is due next first, filters, lists, bulk actions and what becomes of each."""

import pytest

from tests.site import OUTAGE, Site


@pytest.mark.req("A3.1", "B3")
def test_an_empty_desk_teaches_and_shows_six_figures(site: Site) -> None:
    page = site.client().get("/").content.decode()
    assert "All is quiet" in page and page.count('class="figure card"') == 6


def test_a_reported_outage_stands_on_the_desk_with_clock_owner_and_paging(site: Site) -> None:
    stream = site.report()
    page = site.client().get("/").content.decode()
    assert stream in page and "P1 critical" in page and "Level 3" in page and "data-left" in page
    assert "Paging" in page
