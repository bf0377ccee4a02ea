"""Where the mail server is, from `smtp[s]://user:pass@host:port?starttls=1`."""

import ipaddress
import ssl
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

OPTIONS = ("starttls", "timeout", "connections", "ca")
SHAPE = "write it as `smtp://user:password@host:587?starttls=1` or `smtps://user:password@host`"


@dataclass(frozen=True)
class Server:
    """A mail server. `tls` is `none`, `starttls` or `direct`; `timeout` is for each step; `ca` a PEM file.

    `connections` is how many there may be at once: some servers refuse more than a few.
    """

    host: str
    port: int
    tls: str = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: timedelta = timedelta(seconds=10)
    ca: str = ""
    connections: int = 8

    @property
    def name(self) -> str:
        """How messages call it: never with its password."""
        return f"{self.host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine, where nobody listens in."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def context(self) -> ssl.SSLContext:
        """Certificates are always checked; `ca` adds the house's own authority."""
        return ssl.create_default_context(cafile=self.ca or None)


def server(url: str) -> Server:
    """Reads the address. Raises ValueError, which never repeats the address: it holds a password."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"it is no address: {SHAPE}") from None
    if parts.scheme not in {"smtp", "smtps"} or not host or parts.path.strip("/"):
        raise ValueError(f"it is no mail server's address: {SHAPE}")
    options = _options(parts.query)
    tls = _tls(parts.scheme, options.get("starttls", "0"))
    made = Server(
        host,
        port or {"none": 25, "starttls": 587, "direct": 465}[tls],
        tls,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        timedelta(seconds=_whole("timeout", options, 10, 60)),
        options.get("ca", ""),
        _whole("connections", options, 8, 50),
    )
    _refuse_careless(made)
    return made


def _options(query: str) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    unknown = next((name for name in options if name not in OPTIONS), "")
    if unknown:
        raise ValueError(f"there is no option `{unknown}`; there are {', '.join(OPTIONS)}")
    return options


def _tls(scheme: str, starttls: str) -> str:
    if starttls not in {"0", "1"}:
        raise ValueError("`starttls` is 0 or 1")
    if scheme == "smtps" and starttls == "1":
        raise ValueError("`smtps` is encrypted from the start: leave `starttls` out, or write `smtp`")
    return "direct" if scheme == "smtps" else "starttls" if starttls == "1" else "none"


def _whole(name: str, options: dict[str, str], usual: int, most: int) -> int:
    text = options.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= most):
        raise ValueError(f"`{name}` is a whole number from 1 to {most}")
    return int(text)


def _refuse_careless(made: Server) -> None:
    if made.user and made.tls == "none" and not made.is_local:
        raise ValueError("a password would cross the network in clear: add `?starttls=1` or write `smtps`")
    if made.ca and not Path(made.ca).is_file():
        raise ValueError(f"there is no file `{made.ca}`: `ca` names a PEM file of certificates")
