"""Attached files: kept in the desk's database under what they hold, so that a backup has all of it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class StoredFile:
    """A file's bytes. `digest` is their SHA-256 in hex; `kind` the media type that they showed themselves."""

    digest: str
    kind: str
    size: int
    content: bytes


class FileStore(Protocol):
    """Files by their digest: the same one twice is one."""

    def keep_file(self, file: StoredFile) -> None:
        """Keeps a file."""

    def file(self, digest: str) -> StoredFile | None:
        """A file that was kept."""

    def forget_file(self, digest: str) -> bool:
        """Takes a file out for good; False when there is none. Events that name it go on to hold."""
