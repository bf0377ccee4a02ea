"""The one composition root: joins use cases with adapters; the only reader of the clock.

Adapters are imported where they are used, so that `check` and `triage` start without them.
"""

from datetime import UTC, datetime

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.policy.load import Loaded, load


def now() -> datetime:
    """The present instant, aware UTC."""
    return datetime.now(UTC)


def load_policy(policy: str) -> Loaded:
    """Reads POLICY (a file, a folder, or `preset:NAME`) with what is wrong with it. Raises Refused."""
    from tocsin.files.policies import beside, root_source

    return load(root_source(policy), beside)


def preset_names() -> list[str]:
    """The shipped presets."""
    from tocsin.files.policies import preset_names as names

    return names()


def write_file(path: str, content: bytes) -> None:
    """Writes a file whole or not at all; `-` is standard output. Raises Refused."""
    from tocsin.files.output import write

    write(path, content)


def read_text(path: str) -> str:
    """A small text file, or standard input for `-`, as UTF-8. Raises Refused."""
    from tocsin.files.texts import read

    return read(path)


def refuse_usage(message: str, help_: str, where: str = "command line") -> Refused:
    """A refusal of how a command was called (exit code 2)."""
    return Refused(Finding("usage", message, Position(where), help_), usage=True)
