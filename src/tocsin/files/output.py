"""Writes a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused


def write(path: str, content: bytes) -> None:
    """Replaces `path` by `content` in one step, on disk before it returns. Raises Refused."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise _refused(path, error) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise _refused(path, error) from None
    finally:
        Path(name).unlink(missing_ok=True)


def _refused(path: str, error: OSError) -> Refused:
    reason = error.strerror or str(error)
    return Refused(
        Finding(
            "output", f"`{path}` cannot be written: {reason}", Position(path), "choose another place with -o"
        ),
        usage=True,
    )
