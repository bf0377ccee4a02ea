"""What is compared of a ticket's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.similar.stem import stem
from tocsin.similar.tokens import LONGEST, spoken, tokens

pytestmark = pytest.mark.req("A2.4")


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("S3AInputStream", "s3ainputstream", {"s3a", "input", "stream"}),
        ("fs.s3a.connection.ssl", "fs.s3a.connection.ssl", {"fs", "s3a", "connection", "ssl"}),
        ("ERR_CONNECTION_RESET", "err_connection_reset", {"err", "connection", "reset"}),
        ("ORA-00942", "ora-00942", {"ora", "00942"}),
        ("CVE-2021-22569", "cve-2021-22569", {"cve", "2021", "22569"}),
        ("orders/v2/getInvoice", "getinvoice", {"invoic"}),
    ],
)
def test_identifiers_and_error_codes_are_compared_whole_and_in_parts(
    text: str, whole: str, parts: set[str]
) -> None:
    assert {whole} | parts <= set(tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "request 3f2b8c1e-9a4d-4c7e-8f10-2b6d9e0a1c33",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "at 2026-03-29T01:59:59.123Z",
        "at 2026-03-29 01:59:59,123",
        "since 09:10",
        "since 9:10 and 02:55:07",
        "pointer 0x7ffee3b0a1c8",
    ],
)
def test_what_is_said_once_and_never_again_is_left_out(text: str) -> None:
    assert set(tokens(text)) <= {"request", "trac", "pointer", "sinc"}


def test_a_stack_trace_is_the_same_when_only_its_lines_moved() -> None:
    before = "at com.shop.Checkout.pay(Checkout.java:411)"
    assert tokens(before) == tokens(before.replace("411", "428"))
    assert "checkout.java" in tokens(before)


def test_http_statuses_and_orders_stay_small_counts_and_epochs_go() -> None:
    assert tokens("503 after 3 retries, order 10012345, at 1774749600") == [
        "503",
        "retry",
        "order",
        "10012345",
    ]


def test_a_small_number_counts_in_a_title() -> None:
    assert [token for token, _ in spoken("Host 7 down", shortest=1)] == ["host", "7", "down"]


def test_courtesies_and_words_of_the_language_are_not_compared() -> None:
    assert tokens("Hello dear team, could you please help us with this? Kind regards") == ["help"]


@pytest.mark.parametrize(
    "forms",
    [
        ("upgrade", "upgrades", "upgraded", "upgrading"),
        ("crash", "crashes", "crashed", "crashing"),
        ("retry", "retries"),
        ("stop", "stopped", "stopping", "stops"),
        ("fail", "failed", "failing", "fails"),
        ("queue", "queues", "queued"),
        ("payment", "payments"),
        ("log", "logged", "logging", "logs"),
    ],
)
def test_forms_of_a_word_meet(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("status", "stat"),
        ("access", "acce"),
        ("string", "str"),
        ("bus", "bu"),
        ("billing", "bile"),
        ("need", "ne"),
    ],
)
def test_words_that_only_look_like_forms_stay_apart(one: str, two: str) -> None:
    assert stem(one) != stem(two)


def test_accents_case_and_width_make_no_difference() -> None:
    assert tokens("ÜBERFÄLLIG") == tokens("uberfallig") == tokens("Überfällig")
    assert tokens("ＡＰＩ") == tokens("api")
    assert tokens("naïve") == tokens("naive")


def test_chinese_is_compared_in_pairs_and_the_code_beside_it_whole() -> None:
    assert tokens("服务器错误E-1042") == ["服务", "务器", "器错", "错误", "e-1042", "1042"]


def test_russian_words_are_kept_whole() -> None:
    assert tokens("Ошибка сервера 503") == ["ошибка", "сервера", "503"]


def test_reasons_can_show_words_as_they_were_said() -> None:
    assert spoken("MiniYARNCluster failing") == [
        ("miniyarncluster", "MiniYARNCluster"),
        ("mini", "Mini"),
        ("yarn", "YARN"),
        ("cluster", "Cluster"),
        ("fail", "failing"),
    ]


def test_acronyms_in_the_plural_are_one_word() -> None:
    assert tokens("VMs APIs") == ["vms", "apis"]


def test_the_end_of_a_very_long_log_is_not_read() -> None:
    assert "zebra" not in tokens("word " * (LONGEST // 5) + " zebra")
    assert "zebra" in tokens("zebra " + "word " * LONGEST)


@given(st.text(max_size=300))
def test_any_text_is_read_and_reading_it_twice_says_the_same(text: str) -> None:
    words = tokens(text)
    assert words == tokens(text)
    assert all(word and word == word.strip() for word in words)


@pytest.mark.parametrize(
    "text", ["A" * 6_000, "Aa" * 3_000, "a." * 3_000, "0" * 6_000, "1a" * 3_000, "服" * 6_000]
)
def test_hostile_texts_are_read_quickly(text: str) -> None:
    assert len(tokens(text)) <= 3 * LONGEST
