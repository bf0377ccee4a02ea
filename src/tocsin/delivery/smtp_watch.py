"""A time limit over several steps of a conversation with a mail server."""

import socket
import threading
from contextlib import suppress
from smtplib import SMTP


class Watch:
    """Cuts a connection whose server drips its answers, so that no step's own time limit ever ends it."""

    def __init__(self, client: SMTP, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._client = client

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        sock = self._client.sock
        with suppress(OSError):
            if sock is not None:
                sock.shutdown(socket.SHUT_RDWR)
