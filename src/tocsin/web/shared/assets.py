"""Static files: read once, named by their content, compressed once; there is no build step (design §9)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

PREFIX = "/static/"
WEB = Path(__file__).resolve().parent.parent
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
    ".ico": "image/x-icon",
    ".map": "application/json",
}


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: plain, and compressed when that is smaller."""

    kind: str
    plain: bytes
    packed: bytes | None


@cache
def assets() -> dict[str, Asset]:
    """Every static file by its name, as `desk/desk.css`."""
    found = sorted(path for path in WEB.glob("*/static/**/*") if path.suffix in _TYPES and path.is_file())
    return {_name(path): _read(path) for path in found}


def _name(path: Path) -> str:
    return path.relative_to(WEB).as_posix().split("/static/", 1)[1]


def _read(path: Path) -> Asset:
    plain = path.read_bytes()
    packed = gzip.compress(plain, 9, mtime=0)
    return Asset(_TYPES[path.suffix], plain, packed if len(packed) < len(plain) else None)


@cache
def version() -> str:
    """Names the content of all files together, so that modules that import each other change as one."""
    digest = sha256()
    for name, one in assets().items():
        digest.update(name.encode() + one.plain)
    return digest.hexdigest()[:12]


def url(name: str) -> str:
    """The address of a file. Raises ValueError for one that is not there."""
    if name not in assets():
        raise ValueError(f"there is no static file `{name}`")
    return f"{PREFIX}{version()}/{name}"


def find(path: str) -> tuple[Asset, bool] | None:
    """The file at an address, and whether it may be kept for good."""
    seen, _, name = path.removeprefix(PREFIX).partition("/")
    found = assets().get(name)
    return (found, seen == version()) if found else None
