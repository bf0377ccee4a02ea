"""Make `.venv` with what one command needs: `python3 -m tools.setup run|test|ci`.

Standard library only, so that a fresh Debian with python3 and make is enough. The second run is a
stamp comparison and takes no network.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import chromium
from tools.uv_wheel import PUBLIC_INDEX, SetupError, index_url, install_uv, pinned

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
SUFFIX = ".exe" if sys.platform == "win32" else ""

SYSTEM_STORES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")

# What each profile installs beyond the product itself. `spark` is 450 MB and useless without Java.
GROUPS = {"run": (), "test": ("dev", "docs", "postgres", "look")}


def groups_for(profile: str) -> tuple[str, ...]:
    """The dependency groups of a profile; CI always takes Spark, others only where Java is there."""
    groups = GROUPS[profile]
    if profile == "test" and (shutil.which("java") or os.environ.get("CI")):
        return (*groups, "spark")
    return groups


def stamp_text(groups: tuple[str, ...]) -> str:
    """What `.venv` was made from: the lock, the project file, the interpreter and the groups."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    python = f"python-{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{VENV}\n{digest.hexdigest()} {python} {' '.join(groups)}\n"


def is_ready(stamp: Path, text: str) -> bool:
    """True if this profile was installed from the same lock and `.venv` still stands."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == text and (VENV / "pyvenv.cfg").is_file()


def drop_if_moved() -> None:
    """A `.venv` that was made in another folder holds that folder's paths: it is made anew."""
    for stamp in VENV.glob(".ready-*"):
        if stamp.read_text(encoding="utf-8").splitlines()[:1] != [str(VENV)]:
            print("setup: .venv was made in another place; making it anew", flush=True)
            shutil.rmtree(VENV)
            return


def find_uv() -> Path:
    """The pinned uv in `.tools`, one of the same version on PATH, or a fresh download."""
    version, _ = pinned()
    for candidate in (TOOLS / f"uv{SUFFIX}", Path(shutil.which("uv") or "uv-is-missing")):
        if candidate.is_file() and version in _version_of(candidate):
            return candidate
    target = TOOLS / f"uv{SUFFIX}"
    install_uv(target)
    return target


def _version_of(program: Path) -> str:
    try:
        return subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def uv_environment() -> dict[str, str]:
    """The environment uv runs in: this Python, this `.venv`, the reader's index and certificates."""
    env = dict(os.environ)
    env.update(UV_PYTHON=sys.executable, UV_PYTHON_DOWNLOADS="never", UV_PROJECT_ENVIRONMENT=str(VENV))
    env.setdefault("UV_LINK_MODE", "copy")
    # uv trusts its own roots; a company's certificate stands in the system's store.
    stores = [env.get("PIP_CERT") or "", *SYSTEM_STORES]
    store = next((s for s in stores if Path(s).is_file()), None)
    if store:
        env.setdefault("SSL_CERT_FILE", store)
    if not os.access(Path.home() if Path.home().is_dir() else Path("/"), os.W_OK):
        env.setdefault("UV_CACHE_DIR", str(TOOLS / "cache"))
    for inherited in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"):
        env.pop(inherited, None)
    return env


def _uv(uv: Path, *arguments: str) -> None:
    done = subprocess.run([str(uv), *arguments], cwd=ROOT, env=uv_environment(), check=False)
    if done.returncode:
        raise SetupError(
            f"`uv {' '.join(arguments)}` failed (its own words stand above).\n"
            "  help: without network nothing can be installed; behind a mirror set PIP_INDEX_URL,\n"
            "        behind a company proxy set SSL_CERT_FILE, then run the same command again"
        )


def install(groups: tuple[str, ...]) -> None:
    """Install the locked set: straight from the lock, or by its hashes from the reader's own index."""
    uv = find_uv()
    chosen = [word for group in groups for word in ("--group", group)]
    if index_url() == PUBLIC_INDEX:
        _uv(uv, "sync", "--frozen", "--inexact", "--no-default-groups", "--all-extras", "--quiet", *chosen)
        return
    # The lock names PyPI's own files; a mirror serves the same hashes under other addresses.
    wanted = TOOLS / "requirements.txt"
    export = ("export", "--frozen", "--no-default-groups", "--all-extras", "--no-emit-project", "--quiet")
    _uv(uv, *export, *chosen, "-o", str(wanted))
    if not (VENV / "pyvenv.cfg").is_file():
        _uv(uv, "venv", str(VENV))
    index = ("--python", str(VENV), "--default-index", index_url())
    _uv(uv, "pip", "install", "--require-hashes", "-r", str(wanted), *index)
    _uv(uv, "pip", "install", "--no-deps", "-e", ".", *index)


def main(arguments: list[str]) -> int:
    """Prepare one profile; 0 if `.venv` is ready, 2 with a message if it cannot be."""
    profile = arguments[0] if arguments and arguments[0] in GROUPS else "run"
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader may run it with any Python
        print(f"setup: Python 3.11 or newer is needed, this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    if profile == "test":
        chromium.ensure()
    groups = groups_for(profile)
    stamp, text = VENV / f".ready-{profile}", stamp_text(groups)
    if is_ready(stamp, text):
        return 0
    drop_if_moved()
    print(f"setup: preparing .venv for `{profile}` (first time: a minute or two)", flush=True)
    try:
        install(groups)
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 2
    stamp.write_text(text, encoding="utf-8")
    print("setup: ready", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
