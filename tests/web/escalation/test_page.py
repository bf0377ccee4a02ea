"""The page of an escalation: enough to act on, and every act in the record (A3, A4, A5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site import Site

PART = {"HX-Request": "true"}


def paged(site: Site, stream: str) -> str:
    """Who is paged now."""
    pages = site.desk.load(stream)[0].paging.pages.values()
    return next(page.person for page in pages if page.state == "ordered")


def seen(client: Any, stream: str) -> str:
    """The version that somebody sees."""
    return client.get(f"/e/{stream}").headers["Tocsin-Version"]


@pytest.mark.req("A4.5", "A3.1")
def test_a_page_a_past_and_a_print_of_an_escalation_that_just_opened(site: Site) -> None:
    stream = site.report()
    site.after("12m")
    client = site.client("agent", "lucas-meyer")
    for path in ("", "/live", "/replay", "/replay?stop=1", "/print", "/print?at=2026-11-23T15:00:00Z"):
        answer = client.get(f"/e/{stream}{path}")
        assert answer.status_code == 200
        assert "Nobody can log in" in answer.content.decode()


@pytest.mark.req("A4.5")
def test_whoever_is_paged_acknowledges_with_the_one_big_button(site: Site) -> None:
    stream = site.report()
    person = paged(site, stream)
    client = site.client("agent", person)
    page = client.get(f"/e/{stream}").content.decode()
    assert f'action="/e/{stream}/acknowledge"' in page
    site.after("3m")
    answer = client.post(f"/e/{stream}/acknowledge", {"expected": "1"})
    assert answer.status_code == 303
    state = site.desk.load(stream)[0]
    assert any(person in climb.acknowledged_by for climb in state.paging.climbs.values())


@pytest.mark.req("A5.2")
def test_an_update_that_somebody_else_was_quicker_with_is_not_lost_and_not_sent_twice(site: Site) -> None:
    stream = site.report()
    one, two = site.client("agent", "chloe-martin"), site.client("agent", "kenji-watanabe")
    version = seen(one, stream)
    site.after("5m")
    first = {"expected": version, "text": "We see it too. Next update at 10:30."}
    assert one.post(f"/e/{stream}/update", first, headers=PART).status_code == 200
    late = {"expected": version, "text": "We are looking at the certificate."}
    answer = two.post(f"/e/{stream}/update", late, headers=PART)
    assert answer.status_code == 409
    assert "Chloe Martin" in answer.content.decode()
    plain = two.post(f"/e/{stream}/update", late)
    assert plain.status_code == 409
    assert "We are looking at the certificate." in plain.content.decode()
    again = {**late, "expected": answer.headers["Tocsin-Version"]}
    assert two.post(f"/e/{stream}/update", again, headers=PART).status_code == 200
    assert site.desk.load(stream)[0].updates == 2


@pytest.mark.req("A5.2")
def test_what_the_desk_does_by_itself_meanwhile_stands_in_nobodys_way(site: Site) -> None:
    stream = site.report()
    client = site.client("agent", "chloe-martin")
    version = seen(client, stream)
    site.after("11m")
    assert seen(client, stream) != version
    sent = {"expected": version, "text": "We are on it."}
    assert client.post(f"/e/{stream}/update", sent, headers=PART).status_code == 200


@pytest.mark.req("A3.1")
def test_a_hand_over_is_offered_and_the_owner_stays_until_it_is_accepted(site: Site) -> None:
    stream = site.report()
    owner = site.desk.load(stream)[0].owner
    client = site.client("agent", owner)
    offer = {"expected": seen(client, stream), "person": "rosa-delgado", "note": "Certificate, 10:30."}
    assert client.post(f"/e/{stream}/assign", offer, headers=PART).status_code == 200
    assert site.desk.load(stream)[0].owner == owner
    other = site.client("agent", "rosa-delgado")
    page = other.get(f"/e/{stream}").content.decode()
    assert "Accept the ownership" in page
    assert other.post(f"/e/{stream}/accept", {}).status_code == 303
    assert site.desk.load(stream)[0].owner == "rosa-delgado"


@pytest.mark.req("A5.7", "A5.3")
def test_a_word_to_the_customer_is_read_as_it_is_typed_and_never_stopped(site: Site) -> None:
    stream = site.report()
    client = site.client("agent", "chloe-martin")
    words = "Calm down, it will definitely work. Next update at 04:25."
    read = client.post(f"/e/{stream}/reading", {"text": words}, headers=PART).content.decode()
    assert "<mark>Calm down</mark>" in read
    assert "<mark>definitely</mark>" in read
    assert "+ Workaround" in read
    sent = client.post(f"/e/{stream}/update", {"expected": seen(client, stream), "text": words}, headers=PART)
    assert sent.status_code == 200


@pytest.mark.req("A3.1")
def test_a_viewer_sees_everything_and_no_form_that_acts(site: Site) -> None:
    stream = site.report()
    client = site.client("viewer")
    page = client.get(f"/e/{stream}").content.decode()
    assert f"/e/{stream}/acknowledge" not in page
    assert f"/e/{stream}/update" not in page
    assert client.post(f"/e/{stream}/update", {"text": "x"}).status_code == 403


@pytest.mark.req("A5.5", "A5.3")
def test_blanks_of_a_template_are_named_once_and_stop_nobody(site: Site) -> None:
    stream = site.report()
    client = site.client("agent", "chloe-martin")
    assert "[workaround]" in client.get(f"/e/{stream}").content.decode()
    words = "Impact: [impact]\nWorkaround: [workaround]\nNext update at 04:25."
    read = client.post(f"/e/{stream}/reading", {"text": words}, headers=PART).content.decode()
    assert "impact, workaround." in read
    assert "Too certain" not in read
