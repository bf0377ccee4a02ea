"""Logs in to a mail server, with passwords beyond ASCII too, which the standard library refuses."""

from base64 import b64encode
from smtplib import SMTP

from tocsin.delivery.smtp_server import Server

GO_ON = 334


def login(client: SMTP, server: Server) -> tuple[int, bytes]:
    """The server's answer to PLAIN, LOGIN, or what the library knows besides."""
    offered = client.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        return client.docmd("AUTH", "PLAIN " + _coded(f"\0{server.user}\0{server.password}"))
    if "LOGIN" not in offered:
        return client.login(server.user, server.password)
    code, reply = client.docmd("AUTH", "LOGIN")
    for said in (server.user, server.password):
        if code == GO_ON:
            code, reply = client.docmd(_coded(said))
    return code, reply


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")
