"""One signed POST to an address out there: no redirect, one pinned address, one deadline over all of it."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx

from tocsin import __version__
from tocsin.app.ports_delivery import Accepted, Refusal, Sent, Unknown
from tocsin.delivery import retry
from tocsin.delivery.guard import Address, Allowed, Resolve, pinned, resolve
from tocsin.delivery.secrets import said
from tocsin.delivery.signature import HEADER, sign

NOTHING_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
ALLOW = "name it in TOCSIN_WEBHOOK_ALLOW if it is meant"


@dataclass(frozen=True)
class Limits:
    """How long each step may take, and how long all of it."""

    connect: timedelta = timedelta(seconds=5)
    answer: timedelta = timedelta(seconds=10)
    deadline: timedelta = timedelta(seconds=20)


@dataclass(frozen=True)
class Letter:
    """What is posted: where to, the bytes, further headers, and the secret that signs it."""

    address: str
    body: bytes
    secret: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Target:
    """An address that may be called, and the machines behind its name."""

    url: httpx.URL
    addresses: tuple[Address, ...]


class Poster:
    """Posts JSON to receivers (A4.5). Threads may share it."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        look_up: Resolve = resolve,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._clock, self._look_up = clock, look_up
        self._allowed, self._limits = allowed or Allowed(), limits or Limits()
        self._context = context or ssl.create_default_context()

    def post(self, letter: Letter) -> Sent:
        """Posts once. Raises nothing; no answer repeats the address, whose path may be a key."""
        target = self.target(letter.address)
        return self._posted(letter, target) if isinstance(target, Target) else target

    def target(self, address: str) -> Target | Refusal:
        """Where an address leads, or why nothing is sent there."""
        try:
            url = httpx.URL(address.strip())
            port = url.port or {"https": 443, "http": 80}[url.scheme]
            host = url.raw_host.decode("ascii") or _none()
            addresses = pinned(host, port, self._allowed, self._look_up)
        except (httpx.InvalidURL, KeyError, ValueError):
            return Refusal(True, "the webhook's address is none: write it as `https://host/path`")
        except PermissionError as error:
            return Refusal(True, f"{error}: {ALLOW}")
        except OSError:
            return Refusal(False, f"{host}: the name has no address")
        if url.scheme == "http" and not all(self._allowed.names(host, a) for a in addresses):
            return Refusal(True, f"`{host}` is called in clear: write `https`, or {ALLOW}")
        return Target(url, tuple(addresses))

    def _posted(self, letter: Letter, target: Target) -> Sent:
        deadline = self._limits.deadline.total_seconds()
        try:
            return asyncio.run(asyncio.wait_for(self._try_each(letter, target), deadline))
        except TimeoutError:
            return Unknown(f"{target.url.host}: no answer within {deadline:g} s")

    async def _try_each(self, letter: Letter, target: Target) -> Sent:
        """The next address of the name only while nothing was sent."""
        host = target.url.host
        sent: Sent = Refusal(False, f"{host}: the name has no address")
        for address in target.addresses[:3]:
            try:
                return await self._post(letter, target.url, address)
            except NOTHING_SENT as error:
                late = isinstance(error, httpx.TimeoutException)
                sent = Refusal(False, f"{host}: {'no connection in time' if late else 'no connection'}")
            except httpx.TimeoutException:
                return Unknown(f"{host}: no answer within {self._limits.answer.total_seconds():g} s")
            except (httpx.HTTPError, OSError):
                return Unknown(f"{host}: the connection was lost after the request was sent")
        return sent

    async def _post(self, letter: Letter, url: httpx.URL, address: Address) -> Sent:
        timeout = httpx.Timeout(
            self._limits.answer.total_seconds(), connect=self._limits.connect.total_seconds()
        )
        # A new connection each time: one that was kept may be dead, and then a page's fate is unknown.
        async with httpx.AsyncClient(
            verify=self._context, timeout=timeout, follow_redirects=False, trust_env=False
        ) as client:
            request = client.build_request(
                "POST",
                url.copy_with(host=str(address)),
                content=letter.body,
                headers=self._headers(letter, url),
                extensions={"sni_hostname": url.raw_host.decode("ascii")},
            )
            response = await client.send(request, stream=True)
            try:
                return self._answer(letter, url.host, response)
            finally:
                await response.aclose()

    def _headers(self, letter: Letter, url: httpx.URL) -> dict[str, str]:
        return {
            **letter.headers,
            "Host": url.netloc.decode("ascii"),
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"tocsin/{__version__}",
            HEADER: sign(letter.secret, letter.body, self._clock()),
        }

    def _answer(self, letter: Letter, host: str, response: httpx.Response) -> Sent:
        code = response.status_code
        if 200 <= code <= 299:
            return Accepted(said(f"{code} {response.headers.get('x-request-id', '')}", (letter.secret,)))
        wait = retry.retry_after(response.headers.get("retry-after", ""), self._clock())
        return Refusal(retry.is_permanent(retry.HTTP, "answer", code), f"{host} answered {code}", wait)


def _none() -> str:
    raise ValueError("no host")
