"""What a version's files say: read, checked and tested once for each set of files (A10.9, A13.1)."""

from collections.abc import Mapping
from functools import lru_cache

from tocsin.app.cases import run_cases
from tocsin.app.check import check
from tocsin.app.ports_versions import KeptVersion
from tocsin.app.versions_parts import Checked
from tocsin.app.versions_read import ROOT, Bundle
from tocsin.core.model.finding import Finding, Gravity, Position, Refused
from tocsin.core.policy.answers.pages import pages
from tocsin.core.policy.load import Loaded, policy_hash
from tocsin.core.policy.merge import Read
from tocsin.core.policy.schema import Policy

KEPT = 16


@lru_cache(maxsize=2 * KEPT)
def read_policy(content: bytes, hash_: str) -> Policy:
    """The policy that was kept as JSON. Raises Refused when it is not the one with this hash."""
    try:
        policy = Policy.model_validate_json(content, by_alias=True, by_name=False)
    except ValueError:
        policy = None
    if policy is None or policy_hash(policy) != hash_:
        text = f"what is kept as version `{hash_[:12]}` is not what was proposed"
        raise Refused(Finding("version", text, Position.of("database"), "propose it again"))
    return policy


def content_of(policy: Policy) -> bytes:
    """What a policy says, as it is kept."""
    return policy.model_dump_json(by_alias=True, exclude_unset=True).encode()


def as_files(policy: Policy) -> dict[str, str]:
    """The policy as a folder of files: for one of which only the meaning is kept."""
    return pages(policy.model_dump(mode="json", by_alias=True, exclude_unset=True))


class Checker:
    """Reads and checks versions; what was read stays as long as it is asked for. Threads may share it."""

    def __init__(self, preset: Read) -> None:
        self._preset = preset
        self._reader = lru_cache(maxsize=KEPT)(self._loaded)
        self._tester = lru_cache(maxsize=KEPT)(self._checked)
        self._finder = lru_cache(maxsize=KEPT)(self._found)

    def fresh(self, bundle: Bundle) -> Loaded:
        """What somebody proposes, as it is read."""
        return bundle.load(self._preset)

    def bundle(self, kept: KeptVersion) -> Bundle:
        """The version's files; written anew from what was signed, where they no longer give just that.

        Files may extend a shipped preset, and another release may ship another one.
        """
        return self._finder(_Kept(kept))

    def _found(self, given: "_Kept") -> Bundle:
        kept = given.kept
        policy = read_policy(kept.content, kept.hash)
        tests = {name: text for name, text in kept.files.items() if name.startswith("tests/")}
        whole = {ROOT: kept.content.decode()}  # JSON is YAML too: not nice to read, but surely the same
        for files in (kept.files, {**as_files(policy), **tests}, {**whole, **tests}):
            if files and self._says(bundle := Bundle.of(files), kept.hash):
                return bundle
        raise Refused(
            Finding(
                "version", f"version `{kept.hash[:12]}` cannot be read any more", Position.of("database"),
                "propose it again",
            )
        )  # fmt: skip

    def _says(self, bundle: Bundle, hash_: str) -> bool:
        found = self.loaded(bundle).policy
        return found is not None and policy_hash(found) == hash_

    def loaded(self, bundle: Bundle) -> Loaded:
        """The bundle as it is read, with its places."""
        return self._reader(_Key(bundle))

    def checked(self, bundle: Bundle) -> Checked:
        """The bundle's check and its own tests."""
        return self._tester(_Key(bundle))

    def _loaded(self, key: "_Key") -> Loaded:
        return key.bundle.load(self._preset)

    def _checked(self, key: "_Key") -> Checked:
        loaded = self._reader(key)
        report = check(loaded)
        if report.count(Gravity.ERROR):
            return Checked(report, ())
        try:
            return Checked(report, tuple(run_cases(loaded, key.bundle.tests())))
        except Refused as refused:
            return Checked(report, (), refused.findings)


class _Kept:
    """A kept version by what is in it."""

    def __init__(self, kept: KeptVersion) -> None:
        self.kept = kept
        self._said = (kept.hash, kept.content, tuple(sorted(kept.files.items())))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self._said == other._said

    def __hash__(self) -> int:
        return hash(self._said)


class _Key:
    """A bundle by what is in it, so that two readings of the same files are one."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle, self.digest = bundle, bundle.digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def texts(bundle: Bundle) -> Mapping[str, str]:
    """The files without the tests."""
    return {name: text for name, text in bundle.files.items() if not name.startswith("tests/")}
