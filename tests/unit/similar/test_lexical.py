"""The default judge of likeness, on tickets as they are written."""

import pytest

from tocsin.core.triage.likeness import Score, Text
from tocsin.similar.joining import titles_alike
from tocsin.similar.lexical import CLOSE, Lexical

pytestmark = pytest.mark.req("A2.4")

NEW = Text("Checkout is down", "Since 09:10 nobody can pay, the checkout page shows error PAY-5031.")
SAME = Text("Cannot pay: PAY-5031 on checkout", "Customers get an error when they confirm the order")
NEAR = Text("Checkout very slow", "Takes 20 seconds to open the page")
OTHER = Text("Invoice PDF shows the wrong address", "The invoice for October has our old address.")
LOGIN = Text("Login fails", "users can not log in since this morning, page shows an error")


def rank(query: Text, *candidates: Text, top: int = 10) -> list[Score]:
    return Lexical().rank(query, candidates, top)


def test_the_ticket_with_the_same_error_code_comes_first_and_the_code_is_the_reason() -> None:
    first, second, *rest = rank(NEW, OTHER, NEAR, SAME, LOGIN)
    assert (first.index, second.index) == (2, 1)
    assert first.words[:2] == ("PAY-5031", "Checkout")
    assert first.score > 0.5 > second.score > 0.3
    assert all(score.score < 0.1 for score in rest)


def test_a_shared_word_of_every_desk_is_no_reason() -> None:
    (only,) = rank(Text("Error on page", "since this morning"), LOGIN)
    assert only.words == ()
    assert only.score < 0.3


def test_scores_mean_the_same_among_one_ticket_and_among_hundreds() -> None:
    many = [Text(f"Report {n} about shelf {n}", f"Shelf {n} in hall {n % 7} needs paint") for n in range(300)]
    alone = rank(NEW, SAME)[0].score
    crowded = next(s for s in rank(NEW, *many, SAME) if s.index == 300).score
    assert abs(alone - crowded) < 0.1


def test_of_thousands_the_few_worth_a_close_look_are_found() -> None:
    many = [Text(f"Checkout question {n}", f"Where is button {n} on the checkout?") for n in range(CLOSE * 5)]
    assert rank(NEW, *many, SAME, top=1)[0].index == len(many)


def test_a_title_counts_more_than_the_same_words_in_the_body() -> None:
    in_title = Text("Kafka rebalance storm", "seen on two hosts")
    in_body = Text("Seen on two hosts", "kafka rebalance storm")
    asked = Text("Kafka rebalance storm", "consumers stall")
    assert [score.index for score in rank(asked, in_body, in_title)] == [1, 0]


def test_the_same_words_about_another_host_are_less_alike() -> None:
    down = "Ping fails since 09:10, rack alarm"
    asked, same, other = (Text(f"Host {n} is down", down) for n in (7, 7, 9))
    first, second = rank(asked, other, same)
    assert (first.index, round(first.score, 3)) == (1, 1.0)
    assert second.score < 0.9


def test_the_number_of_an_order_is_a_reason() -> None:
    asked = Text("Order 10012345 not paid", "")
    first, second = rank(
        asked, Text("Order 10012399 not paid", ""), Text("Payment for order 10012345 lost", "")
    )
    assert (first.index, first.words[0]) == (1, "10012345")
    assert second.score < first.score


def test_a_long_log_in_one_of_them_does_not_hide_the_same_trouble() -> None:
    log = "\n".join(f"at com.shop.job{n}.Runner{n}.step{n}(Runner{n}.java:{n})" for n in range(40))
    short = Text("LedgerSync stops with ORA-00942", "table LEDGER_TMP is missing")
    long = Text("LedgerSync stops with ORA-00942", "table LEDGER_TMP is missing\n" + log)
    scores = {s.index: s.score for s in rank(short, long, LOGIN)}
    assert scores[0] > 0.3 > scores.get(1, 0)


def test_reasons_leave_out_the_parts_of_what_they_name_whole() -> None:
    (only,) = rank(Text("Netty CVE-2021-22569", ""), Text("Upgrade for CVE-2021-22569", ""))
    assert only.words == ("CVE-2021-22569",)


def test_titles_with_the_same_words_in_another_order_are_alike() -> None:
    assert titles_alike("checkout down", "down checkout") == 1.0
    assert titles_alike("checkout down", "invoice address") == 0.0
    assert titles_alike("", "checkout") == 0.0


def test_it_works_in_other_scripts() -> None:
    asked = Text("服务器无法登录", "登录时出现错误 E-1042")
    found = rank(asked, Text("发票地址错误", ""), Text("无法登录服务器", "错误 E-1042"))
    assert found[0].index == 1
    assert found[0].score > 0.5 > found[1].score
