"""Pages as signed POST requests: JSON out, no redirect, one pinned address, one deadline over all of it."""

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

import httpx

from tocsin import __version__
from tocsin.app.ports import Outgoing
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


class Webhook:
    """Posts a message to the address of a person's receiver (A4.5)."""

    def __init__(
        self,
        secret: str,
        clock: Callable[[], datetime],
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        look_up: Resolve = resolve,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._secret, self._clock, self._look_up = secret, clock, look_up
        self._allowed, self._limits = allowed or Allowed(), limits or Limits()
        self._context = context or ssl.create_default_context()

    def send(self, outgoing: Outgoing) -> Sent:
        """Posts one message. Raises nothing; no answer repeats the address, whose path may be a key."""
        try:
            url = httpx.URL(outgoing.address.strip())
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
        return self._posted(outgoing, url, addresses)

    def _posted(self, outgoing: Outgoing, url: httpx.URL, addresses: list[Address]) -> Sent:
        try:
            return asyncio.run(
                asyncio.wait_for(
                    self._try_each(outgoing, url, addresses), self._limits.deadline.total_seconds()
                )
            )
        except TimeoutError:
            return Unknown(f"{url.host}: no answer within {self._limits.deadline.total_seconds():g} s")

    async def _try_each(self, outgoing: Outgoing, url: httpx.URL, addresses: list[Address]) -> Sent:
        """The next address of the name only while nothing was sent."""
        sent: Sent = Refusal(False, f"{url.host}: the name has no address")
        for address in addresses[:3]:
            try:
                return await self._post(outgoing, url, address)
            except NOTHING_SENT as error:
                late = isinstance(error, httpx.TimeoutException)
                sent = Refusal(False, f"{url.host}: {'no connection in time' if late else 'no connection'}")
            except httpx.TimeoutException:
                return Unknown(f"{url.host}: no answer within {self._limits.answer.total_seconds():g} s")
            except (httpx.HTTPError, OSError):
                return Unknown(f"{url.host}: the connection was lost after the request was sent")
        return sent

    async def _post(self, outgoing: Outgoing, url: httpx.URL, address: Address) -> Sent:
        body = content(outgoing)
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
                content=body,
                headers=self._headers(outgoing, url, body),
                extensions={"sni_hostname": url.raw_host.decode("ascii")},
            )
            response = await client.send(request, stream=True)
            try:
                return self._answer(url.host, response)
            finally:
                await response.aclose()

    def _headers(self, outgoing: Outgoing, url: httpx.URL, body: bytes) -> dict[str, str]:
        return {
            "Host": url.netloc.decode("ascii"),
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": f"tocsin/{__version__}",
            "Idempotency-Key": quote(outgoing.id.encode("utf-8", "replace"), safe="/+~:"),
            HEADER: sign(self._secret, body, self._clock()),
        }

    def _answer(self, host: str, response: httpx.Response) -> Sent:
        code = response.status_code
        if 200 <= code <= 299:
            return Accepted(said(f"{code} {response.headers.get('x-request-id', '')}", (self._secret,)))
        wait = retry.retry_after(response.headers.get("retry-after", ""), self._clock())
        return Refusal(retry.is_permanent(retry.HTTP, "answer", code), f"{host} answered {code}", wait)


def content(outgoing: Outgoing) -> bytes:
    """The JSON that is posted; a repeat posts the same bytes."""
    told = {
        "id": outgoing.id,
        "escalation": outgoing.stream,
        "page": outgoing.page,
        "person": outgoing.person,
        "urgent": outgoing.urgent,
        "subject": outgoing.subject,
        "body": outgoing.body,
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()


def _none() -> str:
    raise ValueError("no host")
