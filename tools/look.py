"""Screenshots of pages of a running desk: wide and phone, light and dark; `python -m tools.look --help`.

It signs in with a cookie that it makes itself, so the desk must be on this machine, on SQLite.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.chromium import NAMES

SIZES = {"wide": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
NOT_FOUND = 404
QUIET = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def session_of(username: str) -> str:
    """A session's key for an account of the desk that TOCSIN_DATABASE_URL names."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    from tocsin.site.settings import configure

    configure()
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from tocsin.accounts.models import Account

    account = Account.objects.get(username=username)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("look: Chromium is not on this machine: `apt-get install chromium`")
    flags = [*QUIET, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else QUIET
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=found, args=flags)
        yield started
        started.close()


def shoot(
    base: str, paths: list[str], session: str, folder: Path, sizes: list[str], schemes: list[str]
) -> int:
    """One picture a page, size and colour scheme. Returns how many things were wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    with browser() as chromium:
        for size in sizes:
            width, height = SIZES[size]
            for scheme in schemes:
                context = chromium.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme,
                    is_mobile=size == "phone", has_touch=size == "phone", reduced_motion="reduce",
                )  # fmt: skip
                if session:
                    context.add_cookies([{"name": "tocsin_session", "value": session, "url": base}])
                for path in paths:
                    wrong += _one(context, f"{base}{path}", folder / f"{_named(path)}-{size}-{scheme}.png")
                context.close()
    return len(wrong)


def _one(context: Any, address: str, file: Path) -> list[str]:
    """Takes one picture; what was wrong is printed and returned."""
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    answer = page.goto(address, wait_until="load")
    page.wait_for_timeout(400)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("it scrolls sideways")
    page.screenshot(path=str(file), full_page=True)
    page.close()
    status = answer.status if answer else 0
    if status == NOT_FOUND and "no-such" in address:
        wrong = []  # that the browser complains about the missing page is what was asked for
    print(f"{status} {file}", *(f"\n    {line}" for line in wrong))
    return wrong


def _named(path: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in path.strip("/")) or "desk"


def main() -> int:
    """Takes the pictures; 1 when something was wrong."""
    parser = argparse.ArgumentParser(description="Screenshots of pages of a running desk.")
    parser.add_argument("paths", nargs="+", help="as `/` or `/e/ESC-1001`")
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--db", help="the desk's database; TOCSIN_DATABASE_URL else")
    parser.add_argument("--user", default="", help="who looks: an account's name; nobody else")
    parser.add_argument("-o", "--out", default="look", help="the folder for the pictures")
    parser.add_argument("--size", action="append", choices=list(SIZES), help="default: both")
    parser.add_argument("--scheme", action="append", choices=SCHEMES, help="default: both")
    given = parser.parse_args()
    if given.db:
        os.environ["TOCSIN_DATABASE_URL"] = given.db
    session = session_of(given.user) if given.user else ""
    sizes, schemes = given.size or list(SIZES), given.scheme or list(SCHEMES)
    return 1 if shoot(given.base, given.paths, session, Path(given.out), sizes, schemes) else 0


if __name__ == "__main__":
    sys.exit(main())
