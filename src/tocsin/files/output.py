"""Writes a file whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused


def write(path: str, content: bytes) -> None:
    """Replaces `path` by `content` in one step, on disk before it returns. Raises Refused.

    A link keeps pointing where it points; a pipe or a device such as `/dev/null` is written to, not replaced.
    """
    target = Path(path)
    try:
        if target.is_dir():
            raise _refused(path, "it is a folder", "name a file in it with -o")
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        _replace(Path(os.path.realpath(target)), content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(path, error.strerror or str(error)) from None


def refuse_early(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Before long work: no file may take the place of one that is read, nor stand in a closed folder.

    Raises Refused.
    """
    read = {os.path.realpath(path) for path in inputs}
    for path in outputs:
        if os.path.realpath(path) in read:
            raise _refused(path, "it is one of the files that are read")
        if Path(path).is_dir():
            raise _refused(path, "it is a folder", "name a file in it with -o")
        folder = Path(os.path.realpath(path)).parent
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            raise _refused(path, f"nothing can be made in `{folder}`")


def _replace(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}"[:200])
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    """What the user's files may not allow; it can only be read by setting it."""
    found = os.umask(0o077)
    os.umask(found)
    return found


def _refused(path: str, reason: str, help_: str = "choose another place with -o") -> Refused:
    text = f"`{path}` cannot be written: {reason}"
    return Refused(Finding("output", text, Position(path), help_), usage=True)
