"""E-mail over SMTP: a refusal is told apart from a lost answer by the moment at which the line broke."""

import ssl
import threading
from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException

from tocsin.app.ports import Outgoing
from tocsin.app.ports_delivery import Accepted, Refusal, Sent, Unknown
from tocsin.delivery.letter import Letter, letter
from tocsin.delivery.smtp_line import Line, Stopped
from tocsin.delivery.smtp_server import Server

LETTERS_A_LINE = 100
PATIENCE = 10.0
"""Seconds that a letter waits for a connection while all of them are in use."""


class Smtp:
    """Sends through one mail server; a connection that worked is kept for the next letter (A4.5)."""

    def __init__(
        self,
        server: Server,
        sender: str,
        clock: Callable[[], datetime],
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._server, self._sender, self._clock = server, sender, clock
        self._context = context or server.context()
        self._idle: list[Line] = []
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(server.connections)

    def send(self, outgoing: Outgoing) -> Sent:
        """Hands one letter over. Raises nothing."""
        try:
            content = letter(outgoing, self._sender, self._clock())
        except ValueError as error:
            return Refusal(True, str(error))
        if not self._places.acquire(timeout=PATIENCE):
            return Refusal(False, f"{self._server.name}: all {self._server.connections} connections are busy")
        try:
            return self._hand_over(content)
        except Stopped as stopped:
            return stopped.sent
        except (SMTPException, OSError, ValueError) as error:
            # Only what comes before the letter's content can end here: the content has its own net.
            return Refusal(False, f"{self._server.name}: {type(error).__name__} before the letter was sent")
        finally:
            self._places.release()

    def trouble(self) -> str:
        """Whether the server lets us in now: "" when it does, else why not. Sends nothing, raises nothing."""
        try:
            self._line().quit()
        except Stopped as stopped:
            return stopped.sent.why
        except (SMTPException, OSError, ValueError) as error:
            return f"{self._server.name}: {type(error).__name__}"
        return ""

    def close(self) -> None:
        """Hangs up politely. It may be used again."""
        with self._lock:
            lines, self._idle = self._idle, []
        for line in lines:
            line.quit()

    def _hand_over(self, content: Letter) -> Sent:
        line = self._line()
        try:
            sent = line.hand_over(content)
        except BaseException:
            line.drop()
            raise
        self._keep(line, sent)
        return sent

    def _line(self) -> Line:
        """A kept connection that still answers, or a new one."""
        while True:
            with self._lock:
                kept = self._idle.pop() if self._idle else None
            if kept is None:
                return Line(self._server, self._context)
            if kept.answers():
                return kept

    def _keep(self, line: Line, sent: Sent) -> None:
        with self._lock:
            keep = isinstance(sent, Accepted) and line.letters < LETTERS_A_LINE
            if keep:
                self._idle.append(line)
        if not keep:
            line.drop() if isinstance(sent, Unknown) else line.quit()
