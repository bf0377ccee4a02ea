"""What a file is by its first bytes, against the list of what is taken."""

import re

ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "application/zip": (".zip",),
    "application/gzip": (".gz", ".tgz"),
    "video/mp4": (".mp4", ".m4v"),
    "application/json": (".json",),
    "text/csv": (".csv",),
    "message/rfc822": (".eml",),
    "text/plain": (".txt", ".log"),
}
"""Media types that are taken, each with the endings that say so."""
TAKEN = "PNG, JPEG, GIF, WebP, PDF, text, log, CSV, JSON, e-mail (.eml), ZIP, gzip and MP4"
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
)
_TEXTS = ("application/json", "text/csv", "message/rfc822", "text/plain")
_LOOKED_AT = 65_536
"""Bytes at the beginning of a text that are looked through for what no text holds."""
_BYTE_ORDER = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}
_NO_TEXT = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE = re.compile(
    r"\s*(<!--.*?-->\s*|<\?.*?\?>\s*|<!doctype\s+(?!html|svg)[^>]*>\s*)*"
    r"<(!doctype\s+(html|svg)|html|head|body|svg|script|style|iframe|img|link|meta|title|table|div|xml\b)",
    re.IGNORECASE | re.DOTALL,
)
"""A page or drawing that a browser would run: known by how it begins."""
_PROGRAMS = ((b"MZ", "a Windows program"), (b"\x7fELF", "a program"), (b"\xca\xfe\xba\xbe", "a program"))


def kind_of(content: bytes, name: str) -> str | None:
    """The media type of a file by what it holds, None for what is not taken. Of texts the name says which."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:11] != b"hei":
        return "video/mp4"
    if not _is_text(content) or _is_page(content):
        return None
    return next((kind for kind in _TEXTS if name.lower().endswith(ENDINGS[kind])), "text/plain")


def refused_kind(content: bytes, name: str) -> tuple[str, str]:
    """Why a file is not taken, and what can be sent instead."""
    for start, what in _PROGRAMS:
        if content.startswith(start):
            return f"`{name}` is {what}: programs are not kept", f"taken are {TAKEN}"
    if _is_text(content):
        text = f"`{name}` is a web page or a drawing that a browser would run"
        return text, "send a picture of it (PNG), or the page in a ZIP"
    return f"`{name}` is of a kind that is not taken", f"taken are {TAKEN}"


def _is_text(content: bytes) -> bool:
    """Any encoding will do, as long as nothing in it is a control character."""
    head = content[:_LOOKED_AT]
    order = _BYTE_ORDER.get(head[:2])
    if order is not None:
        head = head.decode(order, "replace").encode("utf-8", "replace")
    return _NO_TEXT.search(head) is None


def _is_page(content: bytes) -> bool:
    head = content[:_LOOKED_AT]
    order = next((name for mark, name in _BYTE_ORDER.items() if head.startswith(mark)), "utf-8")
    return _PAGE.match(head.decode(order, "replace").lstrip("\ufeff\u200b")) is not None
