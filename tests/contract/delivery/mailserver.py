"""A real mail server that can be told to misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from aiosmtpd.smtp import Session as Talk

TLS = Path(__file__).with_name("tls")
QUICK = timedelta(milliseconds=300)
PASSWORD = "s3cret-Pässword"  # noqa: S105 (of a server that lives for one test)


@dataclass
class Post:
    """What arrived, and how to answer. `after` is what happens once the letter is in."""

    recipient: str = "250 OK"
    content: str = "250 2.0.0 queued as 4711"
    after: str = "answer"
    letters: list[Envelope] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)

    async def handle_RCPT(self, _: Any, talk: Talk, envelope: Envelope, address: str, __: Any) -> str:  # noqa: N802
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        self.talks.append(talk)
        return self.recipient

    async def handle_DATA(self, server: Any, _: Talk, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(envelope)
        if self.after == "drop":
            server.transport.abort()
        if self.after == "hang":
            await asyncio.sleep(3600)
        return self.content


@contextmanager
def mail_server(
    post: Post, tls: str = "none", login: bool = False, utf8: bool = True, without: tuple[str, ...] = ()
) -> Iterator[int]:
    """Its port. `tls` is `none`, `starttls` or `direct`."""
    port = free_port()
    context = server_context() if tls != "none" else None
    options: dict[str, Any] = {"ssl_context": context} if tls == "direct" else {"tls_context": context}
    options |= {"enable_SMTPUTF8": utf8, "auth_exclude_mechanism": without}
    if login:
        options |= {"authenticator": _password, "auth_required": True, "auth_require_tls": False}
    controller = Controller(post, hostname="127.0.0.1", port=port, **options)
    if tls == "direct":
        controller._trigger_server = lambda: _greeted(
            port
        )  # it would ask in clear whether the server is there
    controller.start()
    try:
        yield port
    finally:
        controller.stop(no_assert=True)


def _greeted(port: int) -> None:
    trusting = ssl.create_default_context(cafile=str(TLS / "cert.pem"))
    sock = socket.create_connection(("127.0.0.1", port))
    with trusting.wrap_socket(sock, server_hostname="localhost") as talk:
        talk.recv(1024)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def server_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "cert.pem", TLS / "key.pem")
    return context


def _password(_: Any, __: Any, ___: Any, ____: str, data: Any) -> AuthResult:
    good = data.password.decode("utf-8") == PASSWORD
    return AuthResult(success=good, handled=False)
