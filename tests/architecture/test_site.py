"""The documentation site builds without a warning, and every page can be reached."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_site_builds_and_no_link_in_it_is_dead(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(call, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tutorial/first-policy/index.html").is_file()


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md")}
    missing = sorted(page for page in pages if page not in contents)
    assert not missing, f"add to `nav:` in mkdocs.yml: {missing}"


def test_the_readme_links_to_files_that_exist() -> None:
    for source in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / source).read_text(encoding="utf-8")
        targets = re.findall(r"\]\(([^)#\s]+)", text)
        dead = [t for t in targets if not t.startswith("http") and not (ROOT / t).exists()]
        assert not dead, f"{source} links to {dead}"
