"""The `[semantic]` extra: what it adds to the words, and what it says when there is no model.

The model of these tests is built here, a few words wide, and opened from its folder like any other.
"""

import socket
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tocsin.core.model.finding import Refused
from tocsin.core.triage.likeness import Text
from tocsin.similar.lexical import Lexical
from tocsin.similar.model import FILES
from tocsin.similar.registry import judge
from tocsin.similar.semantic import MEANING_SHARE, Semantic

pytestmark = pytest.mark.req("A2.4")

SENSES = (
    ("checkout", "pay", "payment", "purchase", "broken", "down"),
    ("invoice", "address", "bill"),
    ("login",),
)
UNKNOWN = "[UNK]"
ASKED = Text("Nobody can pay")
SAME = Text("Purchase broken")
OTHER = Text("Invoice address")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Model2Vec model in which words of one sense have one direction."""
    from model2vec import StaticModel
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    words = {word: sense for sense, group in enumerate(SENSES) for word in group}
    numbers = {word: place for place, word in enumerate([*words, UNKNOWN])}
    tokenizer = Tokenizer(models.WordLevel(numbers, unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    rows = [[float(sense == i) for i in range(len(SENSES))] for sense in words.values()]
    vectors = np.array([*rows, [0.0] * len(SENSES)], dtype=np.float32)
    path = tmp_path_factory.mktemp("model")
    StaticModel(vectors, tokenizer).save_pretrained(path)
    return path


def test_tickets_that_share_no_word_are_found_by_what_they_mean(folder: Path) -> None:
    assert Lexical().rank(ASKED, [OTHER, SAME], 5) == []
    (found,) = judge(str(folder)).rank(ASKED, [OTHER, SAME], 5)
    assert (found.index, found.meaning, found.words) == (1, 1.0, ())
    assert found.score == MEANING_SHARE


def test_meaning_never_takes_from_what_the_words_say(folder: Path) -> None:
    asked = Text("Checkout down", "PAY-5031 in LedgerSync")
    others = [Text("LedgerSync invoice", "PAY-5031"), Text("Checkout down", "LedgerSync"), Text("login")]
    plain = {s.index: s.score for s in Lexical().rank(asked, others, 5)}
    meant = {s.index: s.score for s in judge(str(folder)).rank(asked, others, 5)}
    assert all(meant[index] >= score for index, score in plain.items())
    assert meant[1] > plain[1]


def test_the_model_is_opened_without_a_connection(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert judge(str(folder)).rank(ASKED, [SAME], 1)


def test_a_ticket_is_given_to_the_model_once() -> None:
    class Counting:
        seen = 0

        def encode(self, texts: Any) -> Any:
            self.seen += len(texts)
            return np.ones((len(texts), 2))

    encoder = Counting()
    similar = Semantic(encoder)
    similar.rank(ASKED, [SAME, OTHER, SAME], 5)
    similar.rank(ASKED, [OTHER, SAME], 5)
    assert encoder.seen == 3


def test_a_model_that_knows_no_word_leaves_the_words_in_charge(folder: Path) -> None:
    asked, same = Text("Ledger LDG-77"), Text("LDG-77 ledger")
    (plain,) = Lexical().rank(asked, [same], 1)
    (meant,) = judge(str(folder)).rank(asked, [same], 1)
    assert meant.score == plain.score
    assert meant.meaning == 0


def refusal(folder: str) -> tuple[str, str, str]:
    with pytest.raises(Refused) as refused:
        judge(folder, "TOCSIN_SEMANTIC_MODEL")
    (finding,) = refused.value.findings
    return finding.message, finding.help, finding.at.file


def test_a_folder_that_is_not_there_is_named_with_where_a_model_comes_from() -> None:
    message, help_, where = refusal("/nowhere/model")
    assert message == "there is no folder `/nowhere/model`"
    assert "hf download minishlab/potion-base-8M --local-dir FOLDER" in help_
    assert "found by words and titles" in help_
    assert where == "TOCSIN_SEMANTIC_MODEL"


@pytest.mark.parametrize("absent", FILES)
def test_a_file_that_the_folder_lacks_is_named(absent: str, tmp_path: Path) -> None:
    for name in set(FILES) - {absent}:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert f"`{absent}` is not there" in refusal(str(tmp_path))[0]


def test_a_broken_model_is_told_and_no_traceback(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("not a model", encoding="utf-8")
    assert "cannot be read" in refusal(str(tmp_path))[0]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.similar.model.find_spec", lambda _: None)
    message, help_, _ = refusal("/any")
    assert message == "the extra `semantic` is not installed"
    assert help_.startswith("run `pip install 'tocsin[semantic]'`")
