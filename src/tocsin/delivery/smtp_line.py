"""One connection to a mail server, step by step, so that every end of it has one meaning."""

import re
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from smtplib import SMTP, SMTP_SSL, SMTPConnectError, SMTPException, SMTPServerDisconnected
from typing import TypeVar

from tocsin.app.ports_delivery import Accepted, Refusal, Sent, Unknown
from tocsin.delivery import retry
from tocsin.delivery.letter import Letter
from tocsin.delivery.secrets import said
from tocsin.delivery.smtp_login import login
from tocsin.delivery.smtp_server import Server
from tocsin.delivery.smtp_watch import Watch

READY = 354
STEPS_BEFORE_GIVING_UP = 3
T = TypeVar("T")
_DOTS = re.compile(rb"(?m)^\.")


class Stopped(Exception):  # noqa: N818 (it carries an answer, it is no failure of the program)
    """The conversation ended before the letter's content was sent."""

    def __init__(self, sent: Refusal) -> None:
        super().__init__(sent.why)
        self.sent = sent


class Line:
    """An open, greeted, encrypted and authenticated connection. Raises Stopped when it cannot be had."""

    def __init__(self, server: Server, context: ssl.SSLContext) -> None:
        self._server, self.letters = server, 0
        self._client = self._step("greeting", lambda: _connected(server, context))
        try:
            with self._watched():
                self._prepare(context)
        except BaseException:
            self.drop()
            raise

    def hand_over(self, letter: Letter) -> Sent:
        """Envelope, then content. Raises Stopped up to the content; after it the answer is Sent."""
        self.letters += 1
        with self._watched():
            self._envelope(letter)
            return self._content(letter.content)

    def answers(self) -> bool:
        """Whether a kept connection is still there; hangs up if not."""
        try:
            with self._watched():
                if self._client.rset()[0] == 250:
                    return True
        except (SMTPException, OSError):
            pass
        self.drop()
        return False

    def quit(self) -> None:
        """Hangs up politely."""
        with suppress(SMTPException, OSError), self._watched():
            self._client.quit()
        self.drop()

    def drop(self) -> None:
        """Hangs up."""
        with suppress(SMTPException, OSError):
            self._client.close()

    def _prepare(self, context: ssl.SSLContext) -> None:
        server, client = self._server, self._client
        self._expect("hello", client.ehlo)
        if server.tls == "starttls":
            if not client.has_extn("starttls"):
                raise self._stopped("it offers no encryption (STARTTLS), and none is sent without", "tls")
            self._expect("tls", lambda: client.starttls(context=context))
            self._expect("hello", client.ehlo)
        if server.user:
            self._expect("login", lambda: login(client, server))

    def _envelope(self, letter: Letter) -> None:
        client, options = self._client, []
        if letter.international:
            if not client.has_extn("smtputf8"):
                raise Stopped(Refusal(True, f"{self._server.name} takes no address beyond ASCII (SMTPUTF8)"))
            options = ["SMTPUTF8"]
        self._expect("sender", lambda: client.mail(letter.sender, options))
        self._expect("recipient", lambda: client.rcpt(letter.recipient))
        self._expect("data", lambda: client.docmd("DATA"), READY)

    def _content(self, content: bytes) -> Sent:
        """From the first byte on, a broken line leaves open whether the letter was taken."""
        try:
            self._client.send(_DOTS.sub(b"..", content) + b".\r\n")
            code, reply = self._client.getreply()
        except (SMTPException, OSError) as error:
            return Unknown(f"{self._server.name}: {self._lost(error)} after the letter was sent")
        if 200 <= code <= 299:
            return Accepted(self._said(code, reply))
        if 400 <= code <= 599:
            return Refusal(retry.is_permanent(retry.SMTP, "body", code), self._told(code, reply))
        return Unknown(f"{self._server.name}: an answer that is none (`{self._said(code, reply)}`)")

    def _expect(self, phase: str, command: Callable[[], tuple[int, bytes]], wanted: int = 250) -> None:
        """One command; only its wanted kind of answer goes on."""
        code, reply = self._step(phase, command)
        if code // 100 != wanted // 100:
            # What a server says about a login may repeat it.
            told = f"{self._server.name} answered {code}" if phase == "login" else self._told(code, reply)
            raise Stopped(Refusal(retry.is_permanent(retry.SMTP, phase, code), f"{told} ({phase})"))

    def _step(self, phase: str, call: Callable[[], T]) -> T:
        try:
            return call()
        except SMTPConnectError as error:
            raise self._stopped(f"it answered {error.smtp_code}", phase) from None
        except SMTPServerDisconnected as error:
            raise self._stopped(self._lost(error), phase) from None
        except ssl.SSLError as error:
            raise self._stopped(f"no encrypted connection ({said(error.reason or 'SSL')})", phase) from None
        except SMTPException as error:
            code = getattr(error, "smtp_code", 0)
            raise self._stopped(f"it answered {code}" if code else type(error).__name__, phase) from None
        except OSError as error:
            raise self._stopped(self._lost(error), phase) from None

    def _stopped(self, why: str, phase: str) -> Stopped:
        return Stopped(Refusal(False, f"{self._server.name}: {why} ({phase})"))

    def _lost(self, error: BaseException) -> str:
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            return f"no answer within {self._server.timeout.total_seconds():g} s"
        if isinstance(error, ConnectionRefusedError):
            return "nothing listens there"
        if isinstance(error, socket.gaierror):
            return "the name has no address"
        return "the connection was lost"

    def _told(self, code: int, reply: bytes) -> str:
        return f"{self._server.name} answered {self._said(code, reply)}"

    def _said(self, code: int, reply: bytes) -> str:
        return said(f"{code} " + reply.decode("utf-8", "replace"), (self._server.password,))

    def _watched(self) -> Watch:
        return Watch(self._client, _patience(self._server))


class _Clear(SMTP):
    """Without encryption at first. Its greeting is watched too, which the library reads on construction."""

    def __init__(self, server: Server) -> None:
        with Watch(self, _patience(server)):
            super().__init__(server.host, server.port, _own_name(), timeout=server.timeout.total_seconds())


class _Direct(SMTP_SSL):
    """Encrypted from the first byte."""

    def __init__(self, server: Server, context: ssl.SSLContext) -> None:
        with Watch(self, _patience(server)):
            seconds = server.timeout.total_seconds()
            super().__init__(server.host, server.port, _own_name(), timeout=seconds, context=context)


def _connected(server: Server, context: ssl.SSLContext) -> SMTP:
    return _Direct(server, context) if server.tls == "direct" else _Clear(server)


def _patience(server: Server) -> float:
    return server.timeout.total_seconds() * STEPS_BEFORE_GIVING_UP


def _own_name() -> str:
    """How we introduce ourselves; without a look-up, which can take longer than the letter."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
