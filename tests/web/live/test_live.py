"""The stream of events: who may listen, what is told, resumed and reset, and how it ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from tocsin.app.ports_feed import Fed
from tocsin.core.rights.decide import Who
from tocsin.core.rights.table import Role
from tocsin.site import live, live_hub
from tocsin.site.live import Live

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
ANNA = Who("Anna", "anna", Role.AGENT)


@dataclass
class Told:
    """A feed that the test fills."""

    events: list[Fed] = field(default_factory=list)
    away: bool = False
    asked: int = 0

    def add(self, count: int = 1) -> None:
        for _ in range(count):
            position = len(self.events) + 1
            self.events.append(Fed(position, f"ESC-{position}", 1, NOW, "noted", "anna"))

    def feed(self, after: int, limit: int = 500) -> Sequence[Fed]:
        self.asked += 1
        if self.away:
            raise ConnectionError
        return [one for one in self.events if one.position > after][:limit]

    def feed_end(self) -> int:
        if self.away:
            raise ConnectionError
        return len(self.events)


@dataclass
class Client:
    """One open request: what came, and a way to hang up."""

    live: Live
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    query: str = ""
    status: int = 0
    kind: str = ""
    body: bytes = b""
    done: bool = False

    async def run(self) -> None:
        self._bye: asyncio.Event = asyncio.Event()
        headers = [(key.encode(), value.encode()) for key, value in self.headers.items()]
        scope = {
            "type": "http", "method": self.method, "path": "/live", "headers": headers,
            "query_string": self.query.encode(),
        }  # fmt: skip
        await self.live(scope, self._receive, self._send)
        self.done = True

    def hang_up(self) -> None:
        self._bye.set()

    async def _receive(self) -> dict[str, Any]:
        await self._bye.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.kind = dict(message["headers"])[b"content-type"].decode()
        self.body += message.get("body", b"")

    def events(self) -> list[tuple[str, str]]:
        """Each event by its kind and id."""
        found = []
        for block in self.body.decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
            if "event" in lines:
                found.append((lines["event"], lines.get("id", "")))
        return found


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it never came")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_hub, "EVERY", 0.005)
    monkeypatch.setattr(live_hub, "TROUBLED", 0.005)


def play(
    told: Told, story: Callable[[Live, Callable[..., Client]], Awaitable[None]], who: Any = ANNA
) -> None:
    """Runs a story in which clients come and go; at its end nobody is left behind."""

    async def run() -> None:
        endpoint = Live(lambda scope: who() if callable(who) else who, lambda: told)
        tasks: list[asyncio.Task[None]] = []

        def client(**how: Any) -> Client:
            made = Client(endpoint, **how)
            tasks.append(asyncio.create_task(made.run()))
            return made

        await story(endpoint, client)
        endpoint.close()
        await asyncio.wait_for(asyncio.gather(*tasks), 10)
        assert endpoint.hub.listening == 0

    asyncio.run(run())


def test_what_happens_is_told_to_everybody_who_listens() -> None:
    told = Told()
    told.add(3)

    async def story(_live: Live, client: Any) -> None:
        one, two = client(), client()
        await until(lambda: one.events() == two.events() == [("ready", "3")])
        told.add(2)
        await until(lambda: ("changed", "5") in two.events() and ("changed", "5") in one.events())
        assert one.events() == [("ready", "3"), ("changed", "4"), ("changed", "5")]
        assert (one.status, one.kind) == (200, "text/event-stream; charset=utf-8")
        data = json.loads(one.body.decode().split("data: ")[-1])
        assert data == {
            "stream": "ESC-5", "version": 1, "kind": "noted", "actor": "anna", "at": "2026-11-23T03:00:00Z",
        }  # fmt: skip

    play(told, story)


@pytest.mark.parametrize(("headers", "query"), [({"last-event-id": "2"}, ""), ({}, "after=2")])
def test_who_comes_back_hears_what_was_missed(headers: dict[str, str], query: str) -> None:
    told = Told()
    told.add(4)

    async def story(_live: Live, client: Any) -> None:
        back = client(headers=headers, query=query)
        await until(lambda: len(back.events()) >= 2)
        told.add()
        await until(lambda: ("changed", "5") in back.events())
        assert back.events() == [("changed", "3"), ("changed", "4"), ("changed", "5")]

    play(told, story)


@pytest.mark.parametrize("last", ["0", "99999999"])
def test_too_long_away_or_from_another_database_means_look_at_everything(last: str) -> None:
    told = Told()
    told.add(live_hub.PAST + 5)

    async def story(_live: Live, client: Any) -> None:
        back = client(headers={"last-event-id": last})
        await until(lambda: back.events() == [("reset", str(live_hub.PAST + 5))])

    play(told, story)


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 40, "²"])
def test_a_number_that_is_none_begins_now(last: str) -> None:
    told = Told()
    told.add(2)

    async def story(_live: Live, client: Any) -> None:
        one = client(query=f"after={last}")
        await until(lambda: one.events() == [("ready", "2")])

    play(told, story)


def test_a_listener_who_is_too_slow_is_told_to_look_at_everything() -> None:
    async def run() -> None:
        listener = live_hub.Listener()
        for position in range(1, live_hub.QUEUE + 10):
            listener.put(b"x", position)
        assert await listener.take(1) == live_hub.reset(live_hub.QUEUE + 9)
        listener.put(b"next", 999)
        assert await listener.take(1) == b"next"

    asyncio.run(run())


def test_silence_is_broken_by_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "HEARTBEAT", 0.01)

    async def story(_live: Live, client: Any) -> None:
        one = client()
        await until(lambda: one.body.count(b": still here\n\n") > 2)

    play(Told(), story)


@pytest.mark.req("A10.1")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 401),
        (Who("Bot", "bot", Role.AGENT, frozenset()), 403),
        (Who("Bot", "bot", Role.AGENT, frozenset({"read"})), 200),
        (Who("Vera", "vera", Role.VIEWER), 200),
    ],
)
def test_who_may_listen(who: Who | None, status: int) -> None:
    async def story(_live: Live, client: Any) -> None:
        one = client()
        await until(lambda: one.status == status)
        assert (b"event:" in one.body) is False or status == 200

    play(Told(), story, who)


def test_only_get_is_answered() -> None:
    async def story(_live: Live, client: Any) -> None:
        one = client(method="POST")
        await until(lambda: one.status == 405)

    play(Told(), story)


def test_who_is_signed_out_meanwhile_hears_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "AGAIN", 0.0)
    answers = [ANNA, None]
    told = Told()

    async def story(_live: Live, client: Any) -> None:
        one = client()
        await until(lambda: one.done)
        assert one.status == 200

    play(told, story, lambda: answers.pop(0))


def test_while_the_database_is_away_streams_stay_open_and_go_on_after() -> None:
    told = Told()
    told.add()

    async def story(_live: Live, client: Any) -> None:
        one = client()
        await until(lambda: one.events() == [("ready", "1")])
        told.away = True
        late = client()
        await until(lambda: late.events() == [("ready", "1")])
        told.add()
        told.away = False
        await until(lambda: one.events()[-1] == late.events()[-1] == ("changed", "2"))

    play(told, story)


def test_who_comes_while_the_database_is_away_is_told_to_look_once_it_is_back() -> None:
    told = Told(away=True)

    async def story(_live: Live, client: Any) -> None:
        one = client()
        await until(lambda: one.events() == [("reset", "0")])
        told.away = False
        await until(lambda: _live.hub._end == 0)
        told.add()
        await until(lambda: one.events()[-1] == ("changed", "1"))

    play(told, story)


def test_nobody_reads_the_feed_while_nobody_listens() -> None:
    told = Told()

    async def story(endpoint: Live, client: Any) -> None:
        one = client()
        await until(lambda: told.asked > 2)
        one.hang_up()
        await until(lambda: one.done)
        assert (endpoint.hub.listening, endpoint.hub._reader) == (0, None)

    play(told, story)


def test_when_the_server_ends_every_stream_does() -> None:
    async def story(endpoint: Live, client: Any) -> None:
        many = [client() for _ in range(20)]
        await until(lambda: endpoint.hub.listening == 20)
        endpoint.close()
        await until(lambda: all(one.done for one in many))

    play(Told(), story)
