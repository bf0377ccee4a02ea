"""Strangers, wrong addresses and wrong methods are answered, never with a traceback."""

from __future__ import annotations

from tests.site import Site


def test_whoever_asks_hears_that_the_process_lives(site: Site) -> None:
    answer = site.client("").get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_a_desk_without_a_worker_is_not_ready_and_says_what_to_do(site: Site) -> None:
    answer = site.client("").get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "ok",
        "schema": "ok",
        "policy": "ok",
        "worker": "no sign of life: start `tocsin worker`",
    }


def test_an_address_that_nobody_knows_is_a_page_with_a_way_back(site: Site) -> None:
    answer = site.client("agent").get("/no-such-page")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_every_page_forbids_scripts_and_frames_from_elsewhere(site: Site) -> None:
    headers = site.client("agent").get("/no-such-page").headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_static_files_are_kept_for_good_under_an_address_of_their_content(site: Site) -> None:
    from tocsin.web.shared import assets

    answer = site.client("").get(assets.url("shared/tocsin.css"), headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_desk_answers_only_to_its_own_names_and_says_how_to_add_one(site: Site) -> None:
    answer = site.client("").get("/signin/login/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" in answer.content.decode()
    assert "TOCSIN_HOSTS" in answer.content.decode()
