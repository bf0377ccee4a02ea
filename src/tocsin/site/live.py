"""What happens, told to browsers and scripts as it happens: `/live` and `/api/v1/stream`, server-sent events.

One reader a process follows the feed while anybody listens; each event is written once, and each listener
has a short queue of its own. A listener who is too slow, or comes back after too long, is told to look at
everything again (`event: reset`) instead of being sent a long past.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from tocsin.app.ports_feed import Feed
from tocsin.core.rights.actions import Action
from tocsin.core.rights.decide import Who, allowed
from tocsin.site.live_hub import Hub, Listener

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Identify = Callable[[Scope], Who | None]

HEARTBEAT = 15.0
"""Seconds of silence after which a comment shows that the line is still open."""
AGAIN = 300.0
"""Seconds after which it is asked again who listens: a session may have ended meanwhile."""
_BEAT = b": still here\n\n"
_HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """The ASGI endpoint. `store` gives the feed when it is first needed; by default the desk's own store."""

    def __init__(self, identify: Identify, store: Callable[[], Feed] | None = None) -> None:
        self._identify = identify
        self._threads = ThreadPoolExecutor(2, "live-who")
        self.hub = Hub(store or _desk_store)
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one listener until they leave, may no longer listen, or the server ends."""
        if scope["method"] != "GET":
            await _refuse(send, 405, b"only GET", [(b"allow", b"GET")])
            return
        self._stop_with_the_server()
        status = await self._status(scope)
        if status != 200:
            await _refuse(send, status, _WHY[status])
            return
        listener = await self.hub.join(_resume(scope))
        try:
            await self._follow(listener, scope, receive, send)
        finally:
            self.hub.leave(listener)

    def close(self) -> None:
        """Ends every stream; the server is about to end."""
        self.hub.close()

    async def _status(self, scope: Scope) -> int:
        loop = asyncio.get_running_loop()
        try:
            who = await loop.run_in_executor(self._threads, _as_request, self._identify, scope)
        except Exception:  # noqa: BLE001 (the database may be away: the listener tries again)
            return 503
        if who is None:
            return 401
        return 200 if allowed(who, Action.ESCALATION_SEE).allowed else 403

    async def _follow(self, listener: Listener, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
        gone = asyncio.create_task(_gone(receive, listener))
        loop = asyncio.get_running_loop()
        ask_again = loop.time() + AGAIN
        try:
            while not listener.ended:
                await _say(send, await listener.take(HEARTBEAT) or _BEAT)
                if loop.time() > ask_again:
                    ask_again = loop.time() + AGAIN
                    if await self._status(scope) in (401, 403):
                        break
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()

    def _stop_with_the_server(self) -> None:
        """The server waits for open answers before it says that it ends: the signal is heard here."""
        if self._told or threading.current_thread() is not threading.main_thread():
            return
        self._told = True
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)
            if callable(before):
                signal.signal(number, _first(lambda: loop.call_soon_threadsafe(self.close), before))


_WHY = {
    401: b"sign in, or send a token: `Authorization: Bearer ...`",
    403: b"this token may not see escalations",
    503: b"the database does not answer; try again",
}


def _first(ours: Callable[[], object], theirs: Callable[..., object]) -> Callable[..., object]:
    def both(*told: Any) -> object:
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            ours()
        return theirs(*told)

    return both


def _as_request(identify: Identify, scope: Scope) -> Who | None:
    """Around it connections are checked, and let go when broken, as around every page."""
    from django.core.signals import request_finished, request_started

    request_started.send(Live, environ={})
    try:
        return identify(scope)
    finally:
        request_finished.send(Live)


def _desk_store() -> Feed:
    from tocsin import bootstrap_site

    return bootstrap_site.store()


def _resume(scope: Scope) -> int | None:
    """The last event that it heard: a header from browsers, `after` in the address from scripts."""
    given = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1").strip()
    asked = given or (parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after") or [""])[0]
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


async def _gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


async def _say(send: Send, text: bytes) -> None:
    await send({"type": "http.response.body", "body": text, "more_body": True})


async def _refuse(send: Send, status: int, text: bytes, more: Sequence[tuple[bytes, bytes]] = ()) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"), *more]
    if status == 401:
        headers.append((b"www-authenticate", b'Bearer realm="tocsin"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
