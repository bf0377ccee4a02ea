"""In CI the browser tests always run: Chromium comes from Debian where it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
APT = ["apt-get", "-q", "-y"]


def is_there() -> bool:
    """True if a Chromium is on PATH."""
    return any(shutil.which(name) for name in NAMES)


def ensure() -> None:
    """Install Debian's Chromium, in CI and as root only; the tests themselves say when it is missing."""
    may = os.environ.get("CI") and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if is_there() or not may:
        return
    print("setup: CI runs the browser tests; installing Debian's chromium", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--no-install-recommends", "chromium"]):
        subprocess.run([*APT, *step], env=env, stdout=subprocess.DEVNULL, check=False)
    print("setup: chromium is there" if is_there() else "setup: chromium could not be installed", flush=True)
