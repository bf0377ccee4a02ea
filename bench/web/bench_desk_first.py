"""The first look at the desk: bytes of the first page and of the next, when its largest thing stands there,
and what `tocsin serve` needs of memory while nobody asks.

A real `tocsin serve` on SQLite with a page full of escalations, and headless Chromium. Beside the next page
the first one: what is fetched once is kept. Bounds: 250 kB packed for the first page, 30 kB for the next one,
200 MB, and the next page weighs at most a `LIGHTER`th of the first. Largest Contentful Paint is told: below
1 s on a machine that is not busy.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from typing import Any

from desk_house import SECRET, House, memory, serving

FIRST, NEXT, MEGABYTES, LIGHTER = 250_000, 30_000, 200.0, 2.0
ROUNDS = 3
ESCALATIONS = 60
_PAINT = """() => new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true}))"""


def made(folder: str) -> House:
    """A desk on SQLite with enough escalations for a full page."""
    url = f"sqlite:///{folder}/desk.db"
    os.environ |= {"TOCSIN_DATABASE_URL": url, "TOCSIN_SECRET_KEY": SECRET, "TOCSIN_MFA_ROLES": "none"}
    os.environ["TOCSIN_SPOOL"] = f"{folder}/spool"
    from desk_house import _opened

    here = _opened(url)
    from datetime import UTC, datetime

    from desk_data import texts

    from tocsin import bootstrap_site
    from tocsin.app.desk.report import Arrival, report
    from tocsin.core.lifecycle.parts import Ticket

    facts = {"segment": "enterprise", "outage": True, "customers_affected": 3, "production": True}
    for number, (title, text) in enumerate(texts()[:ESCALATIONS]):
        arrival = Arrival(
            Ticket(title, text, f"Customer {number}"), facts, escalate="serious", level=1 + number % 3
        )
        report(bootstrap_site.desk(), arrival, None, "ann", datetime.now(UTC))
    return here


def looked(port: int, cookie: str) -> tuple[list[int], list[int], list[float]]:
    """Packed bytes of first pages and of next ones, and milliseconds until the largest paint."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is not on this machine"
    first: list[int] = []
    then: list[int] = []
    paints: list[float] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(ROUNDS):
            context = browser.new_context()
            context.add_cookies(
                [{"name": _cookie_name(), "value": cookie, "url": f"http://127.0.0.1:{port}"}]
            )
            page = context.new_page()
            weight = _weighed(context, page)
            page.goto(f"http://127.0.0.1:{port}/", wait_until="load")
            paints.append(page.evaluate(_PAINT))
            page.wait_for_timeout(300)
            first.append(weight.pop("sum"))
            page.goto(f"http://127.0.0.1:{port}/", wait_until="load")
            page.wait_for_timeout(300)
            then.append(weight.pop("sum"))
            context.close()
        browser.close()
    return first, then, paints


def _weighed(context: Any, page: Any) -> dict[str, int]:
    """Bytes as they come over the line, since they were last taken out."""
    found: dict[str, int] = {}
    line = context.new_cdp_session(page)
    line.send("Network.enable")

    def came(told: Any) -> None:
        found["sum"] = found.get("sum", 0) + int(told["encodedDataLength"])

    line.on("Network.loadingFinished", came)
    return found


def _cookie_name() -> str:
    from django.conf import settings

    return str(settings.SESSION_COOKIE_NAME)


def main() -> int:
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        here = made(folder)
        with serving(here, 1, "serve") as ((port, pid),):
            time.sleep(3)
            idle = memory(pid)
            first, then, paints = looked(port, here.cookie)
            after = memory(pid)
    once, again = statistics.median(first), statistics.median(then)
    print(
        f"  first page {once / 1000:.0f} kB, next {again / 1000:.1f} kB packed: {once / again:.1f} x lighter"
    )
    print(f"  largest contentful paint {statistics.median(paints):.0f} ms (best {min(paints):.0f} ms)")
    print(f"  tocsin serve idle: {idle:.0f} MB, after a few pages {after:.0f} MB")
    kept = once <= FIRST and again <= NEXT and once / again >= LIGHTER and idle <= MEGABYTES
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
