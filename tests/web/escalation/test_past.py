"""The past is shown exactly, and nobody acts in it; the print is calm (A2.5, B11)."""

from __future__ import annotations

import pytest

from tests.site import Site


@pytest.mark.req("A3.1")
def test_a_stop_of_the_replay_is_the_state_of_that_instant(site: Site) -> None:
    stream = site.report()
    owner = site.desk.load(stream)[0].owner
    client = site.client("lead", owner)
    site.after("20m")
    client.post(f"/e/{stream}/assign", {"person": "rosa-delgado"})
    site.client("agent", "rosa-delgado").post(f"/e/{stream}/accept", {})
    now = client.get(f"/e/{stream}").content.decode()
    past = client.get(f"/e/{stream}/replay?at=2026-11-23T15:00:00Z").content.decode()
    assert '<li id="seat-owner"' in past
    assert "Rosa Delgado" in now
    assert "Rosa Delgado" not in past.split('id="who"', 1)[1].split("</section>", 1)[0]
    assert "The past: as it stood" in past


@pytest.mark.req("A3.1")
def test_nobody_can_do_anything_in_the_past(site: Site) -> None:
    stream = site.report()
    client = site.client("administrator", "chloe-martin")
    past = client.get(f"/e/{stream}/replay").content.decode()
    main = past.split("<main", 1)[1].split("</main>", 1)[0]
    assert 'method="post"' not in main
    assert "data-goto" not in main.replace('data-goto="path"', "")


def test_an_instant_before_it_was_there_or_none_at_all_is_refused_with_help(site: Site) -> None:
    stream = site.report()
    client = site.client("agent")
    early = client.get(f"/e/{stream}/replay?at=2026-11-23T14:00:00Z")
    assert early.status_code == 404
    assert "was not there yet" in early.content.decode()
    assert client.get(f"/e/{stream}/replay?at=yesterday").status_code == 422
    assert client.get(f"/e/{stream}/replay?stop=99999").status_code == 200
    assert client.get(f"/e/{stream}/print?at=2026-11-23T14:00:00Z").status_code == 404


@pytest.mark.req("A7.3")
def test_the_print_holds_every_line_and_no_form(site: Site) -> None:
    stream = site.report()
    site.after("40m")
    paper = site.client("agent").get(f"/e/{stream}/print").content.decode()
    main = paper.split("<main", 1)[1].split("</main>", 1)[0]
    assert "<form" not in main
    assert main.count('class="entry ') >= 3
    assert "of the record" in main


def test_everything_is_escaped(site: Site) -> None:
    stream = site.report(
        "<script>alert(1)</script>", text="<img src=x onerror=alert(1)>", customer="<b>Evil</b>"
    )
    client = site.client("lead", "chloe-martin")
    client.post(f"/e/{stream}/record", {"what": "note", "text": "<script>alert(2)</script>" * 40})
    words = "<script>alert(3)</script> calm down <b>"
    read = client.post(f"/e/{stream}/reading", {"text": words}).content.decode()
    for path in ("", "/replay", "/print"):
        page = client.get(f"/e/{stream}{path}").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>Evil" not in page
    assert "<script>" not in read
    assert "<mark>calm down</mark>" in read
