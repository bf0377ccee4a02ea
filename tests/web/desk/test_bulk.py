"""One action on several escalations: each result is told, what can be taken back can be."""

import pytest

from tests.site import Site


def send(client: object, what: str, on: list[str], **more: str) -> str:
    """What the page says after a bulk action."""
    answer = client.post("/bulk", {"do": what, "on": on, "key": what, **more}, headers={"HX-Request": "true"})
    return answer.content.decode()


@pytest.mark.req("A3.1")
def test_a_note_on_two_is_written_on_both(site: Site) -> None:
    two = [site.report(f"Case {number}", customer=f"C{number}") for number in range(2)]
    said = send(site.client(), "note", two, note="seen in the morning round")
    assert "2 of 2 done" in said and 'id="line-' in said
    for stream in two:
        assert site.desk.store.events(stream)[-1].data["text"] == "seen in the morning round"


@pytest.mark.req("A3.1", "A4.3")
def test_acknowledging_what_i_am_paged_for_leaves_what_i_am_not_and_says_why(site: Site) -> None:
    stream = site.report()
    state, _ = site.desk.load(stream)
    paged = next(iter(state.paging.pages.values())).person
    other = site.report("Reports are slow", customer="Helix", facts={"kind": "question"})
    said = send(site.client(contact=paged), "acknowledge", [stream, other])
    assert "1 of 2 done" in said and "not done:" in said
    assert site.desk.load(stream)[0].times.acknowledged == site.now


@pytest.mark.req("A3.1")
def test_waiting_is_taken_back_by_undo(site: Site) -> None:
    stream = site.report()
    client = site.client("lead", "amir-haddad")
    said = send(client, "wait", [stream], reason="the log files")
    assert "Undo" in said and site.desk.load(stream)[0].is_waiting
    again = client.post("/bulk", {"do": "undo-resume", "undo-on": [stream], "key": "u"})
    assert "1 of 1 done" in again.content.decode() and not site.desk.load(stream)[0].is_waiting


@pytest.mark.req("A2.4")
def test_duplicates_are_linked_to_one_and_unlinked_again(site: Site) -> None:
    first = site.report()
    others = [site.report("Login fails", customer=f"C{number}") for number in range(2)]
    client = site.client("lead", "amir-haddad")
    said = send(client, "link", [first, *others], original=first.lower())
    assert "2 of 2 done" in said
    assert set(site.desk.load(first)[0].links.duplicates) == set(others)
    client.post("/bulk", {"do": "undo-unlink", "undo-on": others, "key": "u"})
    assert not site.desk.load(first)[0].links.duplicates


@pytest.mark.req("A3.1")
def test_ownership_is_offered_to_one_person_and_withdrawn(site: Site) -> None:
    stream = site.report()
    client = site.client("lead", "amir-haddad")
    assert "1 of 1 done" in send(client, "assign", [stream], person="rosa-delgado")
    assert site.desk.load(stream)[0].offer.to == "rosa-delgado"
    client.post("/bulk", {"do": "undo-withdraw", "undo-on": [stream], "key": "u"})
    assert site.desk.load(stream)[0].offer is None


@pytest.mark.req("A2.5")
def test_a_first_reader_rates_what_waits(site: Site) -> None:
    stream = site.report(triage=False)
    assert "1 of 1 done" in send(site.client(), "triage", [stream], query="tab=intake")
    assert str(site.desk.load(stream)[0].status) in ("open", "returned")


@pytest.mark.req("A2.6")
def test_a_request_that_came_back_says_what_it_is_asked_for_and_is_rated_when_nobody_knows(
    site: Site,
) -> None:
    stream = site.report(unknown=())
    assert str(site.desk.load(stream)[0].status) == "returned"
    page = site.client().get("/?tab=intake").content.decode()
    assert "asked for:" in page and "start of the impact" in page
    assert "1 of 1 done" in send(site.client(), "triage-unknown", [stream])
    assert str(site.desk.load(stream)[0].status) == "open"


@pytest.mark.parametrize(
    ("what", "on", "words"),
    [
        ("note", [], "no escalation is chosen"),
        ("note", ["ESC-1"], "the note is missing"),
        ("burn", ["ESC-1"], "is no action"),
    ],
)
def test_a_bulk_action_that_cannot_be_meant_says_what_to_do(
    site: Site, what: str, on: list[str], words: str
) -> None:
    answer = site.client().post("/bulk", {"do": what, "on": on})
    assert answer.status_code == 422 and words in answer.content.decode()


def test_an_unknown_number_is_told_beside_the_others(site: Site) -> None:
    stream = site.report()
    said = send(site.client(), "note", ["ESC-9", stream], note="x")
    assert "1 of 2 done" in said and "there is no escalation `ESC-9`" in said


def test_a_viewer_may_not_and_sees_no_boxes(site: Site) -> None:
    stream = site.report()
    viewer = site.client("viewer")
    assert viewer.post("/bulk", {"do": "note", "on": stream, "note": "x"}).status_code == 403
    assert 'name="on"' not in viewer.get("/").content.decode()
