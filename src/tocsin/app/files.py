"""Takes files in: judged by what they hold and not by their names, never run, served only to be saved."""

import hashlib

from tocsin.app.file_kinds import ENDINGS, kind_of, refused_kind
from tocsin.app.file_names import tidied
from tocsin.app.ports_files import FileStore, StoredFile
from tocsin.core.lifecycle.parts import Attachment
from tocsin.core.model.finding import Finding, Position, Refused

LIMIT = 10_000_000
"""Bytes of a file, where TOCSIN_FILE_LIMIT does not say otherwise."""
PLACE = "desk"
"""Where an attachment lies that the desk itself keeps."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}
"""With what a file is served, besides `Content-Disposition: attachment`: it is saved, never shown or run."""


def accept(store: FileStore, name: str, content: bytes, limit: int = LIMIT) -> Attachment:
    """Keeps a file, and gives what the command `Attach` needs. Raises Refused, with what can be sent instead.

    The name is cleaned; where its ending is not one of the file's kind, that ending is added. A file
    larger than `limit` bytes, an empty one, and one of a kind that is not taken are refused.
    """
    shown = tidied(name)
    if not content:
        raise _refused(f"`{shown}` is empty", "choose another file", shown)
    if len(content) > limit:
        text = f"`{shown}` is {_size(len(content))} large, and {_size(limit)} is the most that is kept"
        raise _refused(text, "send a part of it, or a link to where it lies", shown)
    kind = kind_of(content, shown)
    if kind is None:
        text, help_ = refused_kind(content, shown)
        raise _refused(text, help_, shown)
    digest = hashlib.sha256(content).hexdigest()
    store.keep_file(StoredFile(digest, kind, len(content), content))
    return Attachment(tidied(name, ENDINGS[kind]), PLACE, len(content), digest)


def _refused(text: str, help_: str, name: str) -> Refused:
    return Refused(Finding("file", text, Position.of(name), help_), usage=True)


def _size(count: int) -> str:
    """As file managers say it: `1.5 MB`, thousands of thousands."""
    for unit, size in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= size:
            return f"{count / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} bytes"


def read_limit(text: str) -> int:
    """A size in words, as `10 MB` or `500 kB`, in bytes. Raises ValueError with what to write instead."""
    said = text.strip().lower().replace(" ", "")
    for unit, size in (("gb", 10**9), ("mb", 10**6), ("kb", 10**3), ("b", 1), ("", 1)):
        number = said.removesuffix(unit) if said.endswith(unit) else ""
        if number.isascii() and number.isdigit() and len(number) < 13 and int(number) > 0:
            return int(number) * size
    raise ValueError(f"`{text}` is no size: write it like `10 MB`")
