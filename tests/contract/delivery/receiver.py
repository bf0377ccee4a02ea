"""A real HTTP server that keeps what it was sent and answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.contract.delivery.mailserver import server_context


@dataclass
class Receiver:
    """What came, and how to answer. `after` is what happens once the request was read."""

    code: int = 202
    headers: dict[str, str] = field(default_factory=dict)
    after: str = "answer"
    bodies: list[bytes] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def receiving(receiver: Receiver, tls: bool = False) -> Iterator[int]:
    """Its port, on 127.0.0.1."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(receiver))
    server.daemon_threads = True
    if tls:
        server.socket = server_context().wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.seen.append({name.lower(): value for name, value in self.headers.items()})
            receiver.paths.append(self.path)
            if receiver.after == "hang":
                receiver.released.wait(30)
            if receiver.after in {"hang", "drop"}:
                return
            self.answer()

        def do_GET(self) -> None:
            receiver.paths.append(self.path)
            self.answer()

        def answer(self) -> None:
            self.send_response(receiver.code)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    return Handler
