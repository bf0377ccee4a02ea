"""The shipped mappings, by name; or the user's own file."""

from importlib.resources import files
from pathlib import Path

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import did_you_mean
from tocsin.core.policy.source import Source

_FOLDER = Path(str(files("tocsin"))) / "warehouse" / "mappings"
MAX_BYTES = 1_000_000


def mapping_names() -> list[str]:
    """The shipped mappings."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def mapping_source(given: str) -> Source:
    """The mapping of this name or file. Raises Refused with the nearest name."""
    if given in mapping_names():
        path = _FOLDER / f"{given}.yaml"
        return Source(f"mapping:{given}", path.read_text("utf-8"))
    path = Path(given)
    try:
        raw = path.read_bytes()[: MAX_BYTES + 1]
        if len(raw) > MAX_BYTES:
            raise _refused(f"`{given}` is larger than {MAX_BYTES:,} bytes", given, "is it the right file?")
        return Source(given, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refused(
            f"`{given}` is not UTF-8 (byte {error.start + 1})", given, "save it as UTF-8"
        ) from None
    except OSError:
        text = f"there is no mapping `{given}`"
        help_ = did_you_mean(given, mapping_names()) or "name a file, or draft one with `tocsin map HISTORY`"
        raise _refused(text, given, help_) from None


def _refused(message: str, where: str, help_: str) -> Refused:
    return Refused(Finding("mapping", message, Position(where), help_), usage=True)
