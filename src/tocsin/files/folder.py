"""Writes a folder of files: all of them, or none."""

import tempfile
from collections.abc import Mapping
from errno import EISDIR
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused


def refuse_taken(path: str, force: bool) -> None:
    """Raises Refused when the folder holds something already, or is no folder."""
    target = Path(path)
    if target.exists() and not target.is_dir():
        raise _refused(path, "it is a file", "choose another folder")
    if target.is_dir() and any(target.iterdir()) and not force:
        raise _refused(path, "it is not empty", "choose another folder, or write over it with --force")


def write_folder(path: str, files: Mapping[str, bytes], force: bool = False) -> None:
    """Writes every file below `path`, or leaves everything as it was. Raises Refused.

    Other files in the folder stay.
    """
    refuse_taken(path, force)
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as stage:
            _stage(Path(stage) / "new", files)
            _move(Path(stage), target, sorted(files))
    except OSError as error:
        raise _refused(
            path, error.strerror or str(error), "check its rights and the room on the disk"
        ) from None


def _stage(stage: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        place = stage / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _move(stage: Path, target: Path, names: list[str]) -> None:
    """Renames each file into place; on a failure the old ones come back."""
    if not target.exists():
        (stage / "new").rename(target)
        return
    done: list[str] = []
    try:
        for name in names:
            place, old = target / name, stage / "old" / name
            if place.is_dir():
                raise IsADirectoryError(EISDIR, f"`{name}` is a folder there")
            place.parent.mkdir(parents=True, exist_ok=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                place.rename(old)
            done.append(name)
            (stage / "new" / name).rename(place)
    except OSError:
        for name in done:
            (target / name).unlink(missing_ok=True)
            if (stage / "old" / name).exists():
                (stage / "old" / name).rename(target / name)
        raise


def _refused(path: str, why: str, help_: str) -> Refused:
    text = f"`{path}` cannot be written: {why}"
    return Refused(Finding("output", text, Position(path), help_), usage=True)
