"""Fetch the pinned `uv` with nothing but the standard library.

A fresh Debian has neither pip nor ensurepip, but a wheel is a zip and `uv` is one program in it.
The hashes stand in `uv-wheels.json`, so what is run is what was pinned, whatever served it.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import platform
import re
import ssl
import stat
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from configparser import ConfigParser, Error
from io import BytesIO
from pathlib import Path

PUBLIC_INDEX = "https://pypi.org/simple"
PINS = Path(__file__).with_name("uv-wheels.json")


class SetupError(Exception):
    """Something the reader has to mend; the text says what and how."""


def index_url() -> str:
    """The package index in force: from uv's or pip's environment, pip's file, else PyPI."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name].rstrip("/")
    parser = ConfigParser(interpolation=None)
    try:
        parser.read(["/etc/pip.conf", Path.home() / ".pip/pip.conf", Path.home() / ".config/pip/pip.conf"])
    except (Error, UnicodeDecodeError, RuntimeError):
        return PUBLIC_INDEX
    return parser.get("global", "index-url", fallback=PUBLIC_INDEX).rstrip("/")


def platform_key() -> str:
    """The name of this machine's kind in `uv-wheels.json`."""
    machine = platform.machine().lower().replace("arm64", "arm64" if sys.platform == "darwin" else "aarch64")
    if sys.platform == "win32":
        machine = machine.replace("x86_64", "amd64")
    musl = sys.platform == "linux" and platform.libc_ver()[0] != "glibc"
    return f"{sys.platform}-{machine}" + ("-musl" if musl else "")


def pinned() -> tuple[str, dict[str, str]]:
    """The pinned version, and the file, url and sha256 of this machine's wheel."""
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    key = platform_key()
    wheel = pins["wheels"].get(key) or pins["wheels"].get(key.removesuffix("-musl"))
    if wheel is None:
        raise SetupError(
            f"no pinned uv for `{key}`: put uv {pins['version']} on PATH yourself and run this again"
        )
    return pins["version"], wheel


def install_uv(target: Path) -> None:
    """Put the pinned `uv` at `target`, after its sha256 was checked."""
    version, wheel = pinned()
    print(f"setup: fetching uv {version} ({wheel['file']})", flush=True)
    data = _get(_wheel_url(wheel), hash_is_pinned=True)
    digest = hashlib.sha256(data).hexdigest()
    if digest != wheel["sha256"]:
        raise SetupError(
            f"`{wheel['file']}` has sha256 `{digest}`, the pin says `{wheel['sha256']}`: not installed.\n"
            "  help: a proxy or mirror may have changed the file; try another index with PIP_INDEX_URL"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        name = next(n for n in archive.namelist() if re.search(r"/scripts/uv(\.exe)?$", n))
        fresh = target.with_suffix(".new")
        fresh.write_bytes(archive.read(name))
    fresh.chmod(fresh.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    fresh.replace(target)


def _wheel_url(wheel: dict[str, str]) -> str:
    index = index_url()
    if index == PUBLIC_INDEX:
        return wheel["url"]
    page_url = f"{index}/uv/"
    page = _get(page_url).decode("utf-8", "replace")
    for href in re.findall(r"""href\s*=\s*["']([^"']+)""", page):
        link = urllib.parse.urljoin(page_url, html.unescape(href))
        if urllib.parse.unquote(link.split("#")[0]).endswith("/" + wheel["file"]):
            return link.split("#")[0]
    raise SetupError(f"the index `{index}` does not offer `{wheel['file']}`")


def _context() -> ssl.SSLContext:
    bundle = next((os.environ[n] for n in ("SSL_CERT_FILE", "PIP_CERT") if os.environ.get(n)), None)
    return ssl.create_default_context(cafile=bundle)


def _get(url: str, *, hash_is_pinned: bool = False) -> bytes:
    try:
        return _read(url, _context())
    except (urllib.error.URLError, OSError) as error:
        no_roots = isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError)
        if not (no_roots and hash_is_pinned):
            raise SetupError(_network_text(url, error)) from None
    # A minimal Debian has no certificate store. The pinned sha256 is the stronger check of this one file.
    print("setup: no certificate store here; the pinned sha256 vouches for this download", flush=True)
    try:
        return _read(url, ssl._create_unverified_context())
    except (urllib.error.URLError, OSError) as error:
        raise SetupError(_network_text(url, error)) from None


def _read(url: str, context: ssl.SSLContext) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": "tocsin-setup", "Accept": "text/html, */*"})
    with urllib.request.urlopen(request, timeout=60, context=context) as answer:
        return bytes(answer.read())


def _network_text(url: str, error: Exception) -> str:
    return (
        f"cannot fetch `{url}`: {getattr(error, 'reason', error)}\n"
        "  help: check the network, or name your mirror in PIP_INDEX_URL,\n"
        "        and your company's certificates in SSL_CERT_FILE, then run the same command again"
    )
