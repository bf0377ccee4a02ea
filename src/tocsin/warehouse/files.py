"""Which files a history is: globs and folders expanded, formats seen, empty files told."""

from dataclasses import dataclass
from glob import glob
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused

FORMATS = {".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "csv", ".txt": "csv",
           ".jsonl": "jsonl",           ".ndjson": "jsonl", ".json": "jsonl"}  # fmt: skip


@dataclass(frozen=True)
class Files:
    """The files of one history, all of one format, in the order of their names."""

    paths: tuple[str, ...]
    format: str

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
        found = sorted(str(p) for p in path.iterdir() if p.suffix.lower() in FORMATS and p.is_file())
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
    with Path(path).open("rb") as handle:
        head = handle.read(4096)
    if head[:4] == b"PAR1":
        return "parquet"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return "jsonl"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[" and path.lower().endswith(".json"):
        raise _refused(f"`{path}` is one JSON list", path, "export one object a line (JSONL)")
    ending = FORMATS.get(Path(path).suffix.lower(), "csv")
    if ending == "parquet" or head[:2] in (b"PK", b"\x1f\x8b"):
        raise _refused(f"`{path}` is no CSV, JSONL or Parquet", path, "unpack it, or export it again")
    return "csv" if ending == "jsonl" else ending


def _refused(message: str, path: str, help_: str) -> Refused:
    return Refused(Finding("history", message, Position(path), help_), usage=True)
