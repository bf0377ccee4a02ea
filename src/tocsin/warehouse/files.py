"""Which files a history is: globs and folders expanded, formats seen, empty files told."""

import gzip
import zlib
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused

FORMATS = {".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "csv", ".txt": "csv",
           ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}  # fmt: skip
GZIP = b"\x1f\x8b"
"""How a packed file begins."""
"""How a packed file begins."""


@dataclass(frozen=True)
class Files:
    """The files of one history, all of one format, in the order of their names.

    `copies` has a file that can be read for each that cannot be read as it is.
    """

    paths: tuple[str, ...]
    format: str
    copies: dict[str, str] = field(default_factory=dict)

    def plain(self, path: str) -> str:
        """Where the content of this file can be read."""
        return self.copies.get(path, path)

    @property
    def shown(self) -> str:
        """The files as messages name them."""
        more = len(self.paths) - 1
        return self.paths[0] + (f" and {more} more" if more else "")


def find(given: tuple[str, ...]) -> Files:
    """The files that the arguments name. Raises Refused when there is none, or formats differ."""
    paths = [path for each in given for path in _expanded(each)]
    unique = tuple(dict.fromkeys(paths))
    formats = {_format(path) for path in unique}
    if len(formats) > 1:
        text = f"the history mixes {' and '.join(sorted(formats))} files"
        raise Refused(Finding("history", text, Position(unique[0]), "give files of one format"), usage=True)
    return Files(unique, formats.pop())


def _expanded(given: str) -> list[str]:
    path = Path(given)
    if path.is_dir():
        found = sorted(str(p) for p in path.iterdir() if _ending(p) in FORMATS and p.is_file())
    elif any(sign in given for sign in "*?[") and not path.exists():
        found = sorted(glob(given, recursive=True))  # noqa: PTH207 (patterns may be absolute)
    else:
        found = [given]
    if not found:
        raise _refused(f"no file is named by `{given}`", given, "check the pattern; quote it for the shell")
    for each in found:
        _check(each)
    return found


def _check(path: str) -> None:
    try:
        size = Path(path).stat().st_size
    except OSError:
        raise _refused(f"there is no file `{path}`", path, "check the name") from None
    if not size:
        raise _refused(f"`{path}` is empty", path, "export the tickets again, with a header")


def _format(path: str) -> str:
    """By the first bytes, since exports are often misnamed; then by the ending."""
    head = _head(path)
    if head[:4] == b"PAR1":
        return "parquet"
    ending = FORMATS.get(_ending(Path(path)), "csv")
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins == b"{" or (begins == b"[" and ending == "jsonl"):
        return "jsonl"
    if ending == "parquet" or head[:2] in (b"PK", GZIP):
        raise _refused(f"`{path}` is no CSV, JSONL or Parquet", path, "unpack it, or export it again")
    return "csv" if ending == "jsonl" else ending


def _ending(path: Path) -> str:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def _head(path: str) -> bytes:
    with Path(path).open("rb") as handle:
        head = handle.read(4096)
    if head[:2] != GZIP:
        return head
    try:
        with gzip.open(path) as packed:
            return packed.read(4096)
    except (OSError, EOFError, zlib.error):
        raise _refused(f"`{path}` is packed and damaged", path, "export it again") from None


def _refused(message: str, path: str, help_: str) -> Refused:
    return Refused(Finding("history", message, Position(path), help_), usage=True)
