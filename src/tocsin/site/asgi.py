"""The one door of a web process: static files and streams in the event loop, pages in threads (design §9).

A page waits for the database and computes: it runs in a thread, as plain WSGI, which is quicker than
Django under ASGI. A stream of events only waits: thousands of them share the loop.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from tocsin.web.shared import assets
from tocsin.web.shared.small import BRIEFLY, FOREVER

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
STREAMS = ("/live", "/api/v1/stream")
THREADS = 8
LARGEST = 64 * 1024 * 1024
"""Bytes of a request: histories to calibrate on are the largest thing that is sent."""


def make() -> Door:
    """The application of this process; Django is configured first. Raises Refused."""
    from tocsin.site.settings import configure

    configure()
    from django.core.wsgi import get_wsgi_application

    from tocsin.site.warm import warm

    pages = get_wsgi_application()
    assets.version()
    warm()
    return Door(pages)


class Door:
    """Sends each request where it belongs."""

    def __init__(self, pages: Any) -> None:
        from a2wsgi import WSGIMiddleware

        threads = int(os.environ.get("TOCSIN_THREADS", "") or THREADS)
        self._pages: Any = WSGIMiddleware(pages, workers=threads)
        self._live = _live()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or follows the server's life."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] != "http":
            return
        elif scope["path"].startswith(assets.PREFIX):
            await _static(scope, send)
        elif scope["path"] in STREAMS:
            await self._live(scope, receive, send)
        elif _too_large(scope):
            await _say(send, 413, b"this is larger than 64 MiB")
        else:
            await self._pages(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            else:
                await send({"type": "lifespan.shutdown.complete"})
                return


def _live() -> Any:
    from tocsin.site.identify import identify
    from tocsin.site.live import Live

    return Live(identify)


def _header(scope: Scope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


def _too_large(scope: Scope) -> bool:
    size = _header(scope, b"content-length")
    return size.isdigit() and int(size) > LARGEST


async def _static(scope: Scope, send: Send) -> None:
    found = assets.find(scope["path"])
    if found is None:
        await _say(send, 404, b"there is no such file")
        return
    one, kept = found
    packed = one.packed if b"gzip" in _header(scope, b"accept-encoding") else None
    headers = [
        (b"content-type", one.kind.encode()),
        (b"cache-control", (FOREVER if kept else BRIEFLY).encode()),
        (b"vary", b"Accept-Encoding"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-length", str(len(packed or one.plain)).encode()),
    ]
    if packed:
        headers.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else packed or one.plain
    await send({"type": "http.response.body", "body": body})


async def _say(send: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
