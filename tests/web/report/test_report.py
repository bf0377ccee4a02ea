"""Reporting an outage, a danger, half a story: what is shown before it is sent, and what becomes of it."""

import pytest

from tests.site import Site

OUTAGE = {
    "title": "Nobody can log in",
    "customer": "Northwind Trading",
    "text": "Every login ends with error 503.",
    "asked": ["indicators", "outage", "customers_affected"],
    "fact.indicators": "-none-",
    "fact.outage": "yes",
    "fact.customers_affected": "12",
}
LIVE = {"HX-Request": "true"}


def live(site: Site, **fields: object) -> str:
    """The preview of a form, while it is typed."""
    return site.client().post("/report/live", fields, headers=LIVE).content.decode()


def asked(page: str) -> list[str]:
    """The questions on a page, in order."""
    return [part.split('"')[0] for part in page.split('name="asked" value="')[1:]]


@pytest.mark.req("A2.1", "A2.3")
def test_the_empty_form_teaches_and_asks_for_danger_first(site: Site) -> None:
    page = site.client().get("/report/").content.decode()
    assert "Begin with one sentence" in page
    assert asked(page)[0] == "indicators" and len(asked(page)) == 3, "a small group of questions at a time"


@pytest.mark.req("A2.2", "A2.5")
def test_the_preview_shows_severity_level_reasons_and_who_is_paged_before_anything_is_sent(
    site: Site,
) -> None:
    page = live(site, **OUTAGE)
    assert "P1 critical" in page and "Level 3" in page
    assert "A full outage hits more than one customer." in page and "customers affected: 12" in page
    assert "Paged" in page and "within" in page and "at once" in page
    assert site.desk.store.recent("", site.now.replace(year=2020), 9) == []


@pytest.mark.req("A2.1", "A2.5")
def test_a_sent_report_lands_on_level_3_and_its_page_opens(site: Site) -> None:
    answer = site.client().post("/report/", {**OUTAGE, "do": "send", "key": "one"})
    assert answer.status_code == 302 and answer.url.startswith("/e/ESC-")
    assert answer.cookies["tocsin_reported"].value == "one", "the draft of this key may be forgotten"
    state, _ = site.desk.load(answer.url.removeprefix("/e/"))
    assert (state.severity, state.level, state.ticket.customer) == ("P1", 3, "Northwind Trading")


def test_the_same_form_sent_twice_is_one_report(site: Site) -> None:
    client = site.client()
    first = client.post("/report/", {**OUTAGE, "do": "send", "key": "twice"}).url
    assert client.post("/report/", {**OUTAGE, "do": "send", "key": "twice"}).url == first


@pytest.mark.req("A2.6")
def test_an_incomplete_report_is_saved_and_comes_back_with_its_questions_never_lost(site: Site) -> None:
    page = live(site, **OUTAGE)
    assert "It would come back to you for" in page and "start of the impact" in page
    url = site.client(contact="rosa-delgado").post("/report/", {**OUTAGE, "do": "send", "key": "k"}).url
    state, _ = site.desk.load(url.removeprefix("/e/"))
    assert str(state.status) == "returned" and "started_at" in state.judged.missing
    assert state.ticket.reporter == "rosa-delgado"


@pytest.mark.req("A2.6")
def test_i_do_not_know_is_an_answer_and_the_work_goes_on(site: Site) -> None:
    unknown = ["impact", "started_at"]
    page = live(site, **OUTAGE, unknown=unknown)
    assert "It would come back" not in page
    url = site.client().post("/report/", {**OUTAGE, "unknown": unknown, "do": "send", "key": "k"}).url
    assert str(site.desk.load(url.removeprefix("/e/"))[0].status) == "open"


@pytest.mark.req("A2.1", "A2.6")
def test_sent_with_the_rest_not_known_an_outage_is_worked_on_at_once(site: Site) -> None:
    assert "Send: the rest is not known yet" in live(site, **OUTAGE)
    url = site.client().post("/report/", {**OUTAGE, "do": "send-unknown", "key": "k"}).url
    state, _ = site.desk.load(url.removeprefix("/e/"))
    assert (str(state.status), state.level) == ("open", 3) and state.paging.pages


@pytest.mark.req("A2.3")
def test_a_sign_of_danger_stops_the_line_in_the_preview_and_pages_at_once_when_sent(site: Site) -> None:
    danger = {"title": "Invoices of others are visible", "fact.indicators": "security"}
    page = live(site, **danger)
    assert "Stop the line" in page and "Send now, page at once" in page
    url = site.client().post("/report/", {**danger, "do": "send", "key": "k"}).url
    state, _ = site.desk.load(url.removeprefix("/e/"))
    assert state.stopped and state.paging.pages, "page first, form later"


@pytest.mark.req("A2.1")
def test_the_words_that_are_typed_decide_which_questions_come_next_and_answer_none(site: Site) -> None:
    page = live(site, title="Payments fail since noon", **{"fact.indicators": "-none-", "fact.kind": "bug"})
    assert "payments_failing" in asked(page) and "You wrote:" in page
    question = page.split('id="q-payments_failing"')[1].split("</fieldset>")[0]
    assert "checked" not in question, "nobody is answered for"


@pytest.mark.req("A2.1")
def test_one_answer_that_could_raise_it_comes_before_what_completes_the_request(site: Site) -> None:
    known = {"fact.indicators": "-none-", "fact.kind": "incident", "fact.outage": "yes"}
    page = live(site, title="Nobody can log in", **known)
    assert asked(page)[0] == "customers_affected"


@pytest.mark.req("A2.1")
def test_questions_that_stand_on_the_page_are_not_asked_again(site: Site) -> None:
    first = asked(live(site, title="Nobody can log in"))
    again = live(site, title="Nobody can log in", asked=first)
    assert asked(again) == [], "three are open: no more until they are answered"


@pytest.mark.req("A2.5")
def test_the_decision_tree_shows_the_path_and_what_is_not_known(site: Site) -> None:
    page = live(site, **OUTAGE)
    assert "The decision tree, and your path" in page and "not known" in page


@pytest.mark.req("A2.5")
def test_who_escalates_on_their_own_judgement_gives_a_reason_and_a_level(site: Site) -> None:
    sent = {
        "title": "The customer's founder is on the phone", "escalate": "they are about to go public",
        "level": "4", "do": "send", "key": "k",
    }  # fmt: skip
    url = site.client().post("/report/", sent).url
    state, _ = site.desk.load(url.removeprefix("/e/"))
    assert (str(state.status), state.level) == ("open", 4)


@pytest.mark.req("A2.4")
def test_a_likely_duplicate_is_shown_with_why_and_linked_when_the_reporter_says_it_is_the_same(
    site: Site,
) -> None:
    text = "Every login ends with error 503 since the release of this morning."
    first = site.report("Nobody can log in: error 503", text=text)
    page = live(site, title="Nobody can log in, error 503", text=text, **{"fact.outage": "yes"})
    assert "Is it one of these?" in page and first in page
    sent = {**OUTAGE, "text": text, "same": first, "do": "send", "key": "k"}
    url = site.client().post("/report/", sent).url
    assert site.desk.load(url.removeprefix("/e/"))[0].links.original == first


@pytest.mark.req("A2.1", "A2.6")
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "the report has no title"),
        ({"title": "x", "fact.customers_affected": "many"}, "ustomers affected: `many` is no number"),
        ({"title": "x", "fact.arr": "12 EUR"}, "it is counted in USD"),
        ({"title": "x", "fact.leaving_within": "soon"}, "write it like"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(
    site: Site, fields: dict[str, str], words: str
) -> None:
    sent = {"text": "everything that was typed", "do": "send", "key": "k", **fields}
    answer = site.client().post("/report/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "everything that was typed" in page
    assert "It is not sent yet" in page


def test_a_viewer_reports_nothing_and_an_executive_does(site: Site) -> None:
    assert site.client("viewer").get("/report/").status_code == 403
    sent = {**OUTAGE, "do": "send", "key": "k"}
    assert site.client("executive", "helen-brandt").post("/report/", sent).status_code == 302


def test_a_time_is_the_viewers_and_money_needs_no_currency(site: Site) -> None:
    zoned = site.client(username="anna", zone="Europe/Berlin")
    sent = {**OUTAGE, "fact.started_at": "2026-11-23T15:30", "fact.arr": "84,000", "do": "send", "key": "k"}
    state, _ = site.desk.load(zoned.post("/report/", sent).url.removeprefix("/e/"))
    from tocsin.core.model.instant import from_micros, iso

    assert iso(from_micros(state.facts["started_at"])) == "2026-11-23T14:30:00Z"
    assert state.facts["arr"] == 8_400_000


def test_only_taken_in_it_waits_for_a_first_reader(site: Site) -> None:
    url = site.client().post("/report/", {**OUTAGE, "later": "on", "do": "send", "key": "k"}).url
    assert str(site.desk.load(url.removeprefix("/e/"))[0].status) == "reported"
