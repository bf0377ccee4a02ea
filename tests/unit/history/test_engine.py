"""The engine can be stopped at any moment, leaves nothing behind, and says what stopped it (A13.1)."""

import signal
import time

import pytest

from tocsin.core.model.finding import Refused
from tocsin.warehouse.engine import Engine

pytestmark = pytest.mark.req("A13.1")
LONG = "SELECT count(*) FROM range(100000000000) AS r(i) WHERE hash(i) = 1"


def test_it_stops_at_once_and_removes_its_folder() -> None:
    def stop(percent: float) -> None:
        raise KeyboardInterrupt

    engine = Engine(tick=stop)
    begun = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        engine.rows(LONG)
    assert time.perf_counter() - begun < 20
    assert engine.folder.exists()
    engine.close()
    assert not engine.folder.exists()


def test_it_works_on_after_it_was_stopped() -> None:
    ticks = iter([KeyboardInterrupt()])

    def stop(percent: float) -> None:
        raise next(ticks)

    engine = Engine(tick=stop)
    with pytest.raises(KeyboardInterrupt):
        engine.rows(LONG)
    assert engine.one("SELECT 1 + 1") == (2,)
    engine.close()


def test_what_stops_it_is_told() -> None:
    engine = Engine("20MB")
    with pytest.raises(Refused, match="could not be worked through"):
        engine.rows("SELECT list(hash(i)) FROM range(20000000) AS r(i)")
    engine.close()


@pytest.mark.parametrize("memory", ["", "lots", "-1GB", "1", "0MB", "1GB'; DROP"])
def test_an_amount_of_memory_is_checked(memory: str) -> None:
    with pytest.raises(Refused, match="is no amount of memory"):
        Engine(memory)


def test_a_signal_while_it_waits_ends_the_query_before_it_is_raised() -> None:
    def pressed(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    engine = Engine()
    before = signal.signal(signal.SIGALRM, pressed)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.25, 0.05)
        with pytest.raises(KeyboardInterrupt):
            engine.rows(LONG)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert engine.one("SELECT 2 + 2") == (4,)
    engine.close()
    assert not engine.folder.exists()
