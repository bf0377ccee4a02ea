"""Finds and reads policy files: a file, a folder with `policy.yaml`, or a shipped preset."""

import os
from importlib.resources import files
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.source import MAX_BYTES, Source

PRESET = "preset:"
_PRESETS = Path(str(files("tocsin"))) / "presets"


def preset_names() -> list[str]:
    """The shipped presets, in the order of their names."""
    return sorted(p.parent.name for p in _PRESETS.glob("*/policy.yaml"))


def preset_folder(name: str) -> Path:
    """The folder of a shipped preset. Raises Refused with the nearest name when there is none."""
    if name not in preset_names():
        text = f"there is no preset `{name}`"
        raise Refused(
            Finding("preset", text, Position("command line"), did_you_mean(name, preset_names())), usage=True
        )
    return _PRESETS / name


def root_source(policy: str) -> Source:
    """The root file of POLICY: the file itself, or `policy.yaml` in the folder. Raises Refused."""
    if policy.startswith(PRESET):
        preset_folder(policy.removeprefix(PRESET))
    return _read_or_refuse(_whole(_place(policy)))


def beside(name: str, from_file: str) -> Source | Finding:
    """A file that a policy names, relative to the file that names it; `preset:NAME` is a shipped one."""
    if not name.startswith(PRESET):
        return _read(_whole(_place(from_file).parent / name))
    try:
        preset_folder(name.removeprefix(PRESET))
    except Refused as refused:
        return refused.findings[0]
    return _read(_whole(_place(name)))


def _place(name: str) -> Path:
    """Where a name leads: `preset:base/levels.yaml` to the shipped file, anything else is a path."""
    return _PRESETS / name.removeprefix(PRESET) if name.startswith(PRESET) else Path(name)


def _whole(path: Path) -> Path:
    return path / "policy.yaml" if path.is_dir() else path


def _shown(path: Path) -> str:
    """The name by which people know the file; the inverse of `_place`."""
    if path.is_relative_to(_PRESETS):
        return PRESET + path.relative_to(_PRESETS).as_posix()
    return str(path)


def relative(policy: str, to_file: str) -> str:
    """POLICY as the file `to_file` would name it under `extends:`."""
    if policy.startswith(PRESET):
        return policy
    return Path(os.path.relpath(policy, Path(to_file).resolve().parent)).as_posix()


def _read_or_refuse(path: Path) -> Source:
    found = _read(path)
    if isinstance(found, Finding):
        raise Refused(found, usage=True)
    return found


def _read(path: Path) -> Source | Finding:
    name = _shown(path)
    at = Position(name)
    try:
        size = path.stat().st_size
        if not (path.is_file() or path.is_dir()):
            return Finding("no-file", f"`{name}` is no file: it may never end", at, "name a file or a folder")
        if size > 4 * MAX_BYTES:
            return Finding(
                "too-large",
                f"`{name}` has {size:,} bytes; a policy file has at most {MAX_BYTES:,}",
                at,
                "check that this is the right file",
            )
        return Source(name, path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Finding(
            "no-file", f"there is no file `{name}`", at, "check the name, or start with `tocsin init DIR`"
        )
    except UnicodeDecodeError as error:
        return Finding("encoding", f"`{name}` is not UTF-8 (byte {error.start + 1})", at, "save it as UTF-8")
    except OSError as error:
        return Finding("no-file", f"`{name}` cannot be read: {error.strerror}", at, "check the file's rights")


def case_files(policy: str, files: tuple[str, ...]) -> list[Source]:
    """The test files given, or those in `tests/` beside the policy, by name. Raises Refused."""
    paths = [Path(f) for f in files] or sorted((_home(policy) / "tests").glob("*.yaml"))
    return [_read_or_refuse(path) for path in paths]


def _home(policy: str) -> Path:
    if policy.startswith(PRESET):
        return preset_folder(policy.removeprefix(PRESET))
    path = Path(policy)
    return path if path.is_dir() else path.parent
