"""A proposed policy out of what somebody uploads, pastes or starts from: names and sizes checked first.

Nothing of it touches a disk: the files are names in memory, and a name leads nowhere else.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.words import listing
from tocsin.core.policy.load import Loaded, load
from tocsin.core.policy.merge import Read
from tocsin.core.policy.source import Source

MAX_FILES = 200
MAX_TOTAL = 4_000_000
"""Characters of all files together."""
MAX_READ = 3 * MAX_TOTAL
"""Characters that one reading may come to when files are named again and again."""
PRESET = "preset:"
ROOT = "policy.yaml"
_ENDINGS = (".yaml", ".yml")
_TESTS = "tests/"


@dataclass(frozen=True)
class Bundle:
    """The files of a policy by name, its tests among them; `root` is read first."""

    files: Mapping[str, str]
    root: str = ROOT

    @classmethod
    def of(cls, files: Mapping[str, str]) -> "Bundle":
        """The bundle of files that were taken in before; which is read first follows from their names."""
        return cls(files, _root(files))

    @property
    def digest(self) -> str:
        """Names these files: SHA-256 of their names and texts, hex."""
        whole = sha256()
        for name in sorted(self.files):
            whole.update(f"{len(name)}:{name}{len(self.files[name])}:{self.files[name]}".encode())
        return whole.hexdigest()

    def tests(self) -> list[Source]:
        """The policy's own tests: `tests/*.yaml`."""
        return [Source(n, t) for n, t in sorted(self.files.items()) if n.startswith(_TESTS)]

    def load(self, preset: Read) -> Loaded:
        """Reads the policy; `preset` reads `preset:NAME`. Never raises for what stands in the files."""
        return load(Source(self.root, self.files[self.root]), _Reader(self.files, preset))


@dataclass
class _Reader:
    """Reads a name from the files, never from a disk; counts, so that includes cannot explode."""

    files: Mapping[str, str]
    preset: Read
    given: int = field(default=0)

    def __call__(self, name: str, from_file: str) -> Source | Finding:
        if name.startswith(PRESET) or from_file.startswith(PRESET):
            return self._counted(self.preset(name, from_file))
        place = posixpath.normpath(posixpath.join(posixpath.dirname(from_file), name))
        if place not in self.files:
            text = f"there is no file `{name}` among those proposed"
            return Finding("no-file", text, Position(from_file), "add it, or take the line away")
        return self._counted(Source(place, self.files[place]))

    def _counted(self, found: Source | Finding) -> Source | Finding:
        if isinstance(found, Finding):
            return found
        self.given += len(found.text)
        if self.given > MAX_READ:
            text = f"the files that name each other come to more than {MAX_READ:,} characters"
            return Finding("too-large", text, Position(found.name), "name each file once")
        return found


def pasted(text: str) -> Bundle:
    """A policy in one text, as pasted. Raises Refused."""
    if not text.strip():
        raise _refused("nothing was pasted", "paste the text of `policy.yaml`, or upload files")
    return _sized({ROOT: text.replace("\r\n", "\n")})


def uploaded(files: Sequence[tuple[str, bytes]]) -> Bundle:
    """A policy in files: one YAML file, several, or a folder as zip. Raises Refused."""
    if not files:
        raise _refused("no file was chosen", "choose `policy.yaml`, or a folder of it as zip")
    found: dict[str, str] = {}
    for name, content in files:
        parts = _unzipped(name, content) if zipfile.is_zipfile(io.BytesIO(content)) else [(name, content)]
        for inner, raw in parts:
            place = _name(inner)
            if place in found:
                raise _refused(f"`{place}` comes twice", "send each file once", place)
            found[place] = _text(place, raw)
    return _sized(_without_top(found))


def _unzipped(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The YAML files of a zip; each is read no further than the limit, whatever its head claims."""
    left = MAX_TOTAL * 4
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if _wanted(entry)]
            if len(entries) > MAX_FILES:
                raise _refused(f"`{name}` holds {len(entries):,} files", f"send at most {MAX_FILES}", name)
            for entry in entries:
                with packed.open(entry) as opened:
                    raw = opened.read(left + 1)
                left -= len(raw)
                if left < 0:
                    raise _too_large()
                yield entry.filename, raw
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        text = f"`{name}` cannot be unpacked: {str(error)[:120]}"
        raise _refused(text, "make the zip again, without a password", name) from None


def _wanted(entry: zipfile.ZipInfo) -> bool:
    """YAML files; what an operating system puts beside them is passed over."""
    parts = entry.filename.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts)
    return not entry.is_dir() and not hidden and entry.filename.lower().endswith(_ENDINGS)


def _name(raw: str) -> str:
    """The name with `/` only, refused when it leads anywhere else than into the folder."""
    name = raw.replace("\\", "/")
    plain = posixpath.normpath(name)
    strange = any(not char.isprintable() or char in ':*?"<>|' for char in name)
    if strange or name.startswith("/") or plain.startswith("..") or plain == "." or len(name) > 200:
        shown = "".join(c if c.isprintable() else "?" for c in raw)[:80]
        raise _refused(
            f"`{shown}` is no name of a file in a folder", "rename it: letters, digits, `/`", shown
        )
    if not plain.lower().endswith(_ENDINGS):
        listed = listing((f"`{ending}`" for ending in (*_ENDINGS, ".zip")), "or")
        raise _refused(f"`{plain}` is no file of a policy", f"its name ends in {listed}", plain)
    return plain


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        text = f"`{name}` is not UTF-8 (byte {error.start + 1})"
        raise _refused(text, "save it as UTF-8", name) from None


def _without_top(files: dict[str, str]) -> dict[str, str]:
    """A folder that was packed with its own name: the name is left out."""
    tops = {name.split("/", 1)[0] for name in files if "/" in name}
    inside = all("/" in name for name in files) and len(tops) == 1 and tops != {"tests"}
    return {name.split("/", 1)[1]: text for name, text in files.items()} if inside else files


def _sized(files: dict[str, str]) -> Bundle:
    if len(files) > MAX_FILES:
        raise _refused(f"these are {len(files):,} files", f"send at most {MAX_FILES}")
    if sum(map(len, files.values())) > MAX_TOTAL:
        raise _too_large()
    return Bundle(files, _root(files))


def _root(files: Mapping[str, str]) -> str:
    """`policy.yaml`, or the only file that is no test."""
    if ROOT in files:
        return ROOT
    others = [name for name in files if not name.startswith(_TESTS)]
    if len(others) != 1:
        text = "none of these files is `policy.yaml`" if others else "there are only tests here"
        raise _refused(text, "call the file that is read first `policy.yaml`")
    return others[0]


def _too_large() -> Refused:
    text = f"the files have more than {MAX_TOTAL:,} characters together"
    return _refused(text, "check that these are the files of a policy")


def _refused(message: str, help_: str, where: str = "proposal") -> Refused:
    return Refused(Finding("proposal", message, Position.of(where), help_), usage=True)
