"""What was answered survives `kill -9` at any moment; what was not is there whole or not at all."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.contract.store.makes import MINUTE, NOW
from tocsin.storage.store import DjangoStore

WRITER = """
import sys
from tests.contract.store.makes import change, due, out
from tocsin.storage.store import open_store
store, first = open_store(sys.argv[1]), int(sys.argv[2])
for n in range(first, first + 100_000):
    ids = [f"ESC-{n}-{part}" for part in range(3)]
    given = [dict(wake=due(), outgoing=(out(one),), key=one) for one in ids]
    store.save([change(one, 0, "reported", "opened", **told) for one, told in zip(ids, given)])
    print(n, flush=True)
"""


def written_until_killed(url: str, first: int, answers: int) -> list[int]:
    """Starts a writer, kills it in the middle of its work after so many answers, and gives them all."""
    run = [sys.executable, "-c", WRITER, url, str(first)]
    writer = subprocess.Popen(run, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    heard = [int(writer.stdout.readline()) for _ in range(answers)]
    writer.kill()
    rest, _ = writer.communicate()
    return heard + [int(line) for line in rest.split("\n")[:-1]]


def wait_for_the_dead(store: DjangoStore) -> None:
    """A server ends what a killed client had asked for: until then nothing is certain."""
    if store.is_shared:
        with store._session.transaction():
            store._session.run("LOCK TABLE tocsin_event IN SHARE MODE")


@pytest.mark.parametrize("answers", [1, 7, 40])
def test_what_was_answered_survives_a_kill(store: DjangoStore, url: str, answers: int) -> None:
    answered = written_until_killed(url, 0, answers)
    wait_for_the_dead(store)
    there = set(store.streams())
    assert {f"ESC-{n}-{part}" for n in answered for part in range(3)} <= there
    batches = {stream.rsplit("-", 1)[0] for stream in there}
    assert len(there) == 3 * len(batches)
    assert len(batches) - len(answered) in (0, 1)  # the last one may have been saved and not answered
    for stream in there:
        assert len(store.events(stream)) == 2
        assert [str(line.step) for line in store.ledger(stream)] == ["planned"]
        assert store.reply(stream) == {"ok": stream}
    assert store.verify().faults == ()
    with store.claim(NOW, 1000) as claimed:
        assert {one.stream for one in claimed} == there
    assert len(store.claim_outgoing(NOW, "w", 1000, MINUTE)) == len(there)


def test_after_a_kill_the_next_writer_goes_on(store: DjangoStore, url: str) -> None:
    first = written_until_killed(url, 0, 5)
    second = written_until_killed(url, 1000, 5)
    wait_for_the_dead(store)
    assert {f"ESC-{n}-0" for n in first + second} <= set(store.streams())
    assert store.verify().faults == ()
