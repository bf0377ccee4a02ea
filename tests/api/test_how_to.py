"""The calls in the how-to run as they stand, against a desk in a process of its own.

A fenced block after `<!-- call -->` is run by a shell, command by command: `$ …` and the lines that a
backslash or an open quote continues. The lines below it must stand in what it prints, in that order; `…` is
anything.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.served import Served, served
from tests.site import BEGIN, KEY, let_go, point_to, site_made

__all__ = ["served", "site_made"]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "use-the-api.md"
BLOCK = re.compile(r"<!-- call -->\n+```[^\n]*\n(.*?)```", re.S)
SCOPES = ("read", "report", "work", "roster", "policy", "people")


def commands() -> list[tuple[str, list[str]]]:
    """Each command with the lines that it shows."""
    found: list[tuple[list[str], list[str]]] = []
    for block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(([line[2:]], []))
            elif found and _goes_on(found[-1][0]):
                found[-1][0].append(line)
            elif line.strip():
                found[-1][1].append(line)
    return [("\n".join(said), shown) for said, shown in found]


def _goes_on(said: list[str]) -> bool:
    text = "\n".join(said)
    return text.endswith("\\") or text.count("'") % 2 == 1


def token(desk: Served, role: str = "lead") -> str:
    """A token, made in the desk's own database before it starts."""
    from tocsin.accounts import tokens
    from tocsin.accounts.models import Account
    from tocsin.core.model.instant import parse_instant

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_SECRET_KEY", KEY)
        point_to(desk.url, patch)
        account = Account.objects.create_user("maya", role=role, contact="maya-ortiz", name="Maya Ortiz")
        secret = f"{tokens.PREFIX}{'x' * 43}"
        scopes = SCOPES if role == "lead" else (*SCOPES, "admin")
        tokens.make(account, "the how-to", scopes, secret, parse_instant(BEGIN))
        let_go()
    return secret


def test_the_calls_of_the_page_answer_as_the_page_says(served: Served, tmp_path: Path) -> None:
    secret = token(served)
    served.at(BEGIN)
    served.start()
    env = {**os.environ, "TOCSIN": served.base, "TOKEN": secret}
    told = commands()
    assert len(told) > 12
    for said, shown in told:
        done = subprocess.run(
            ["bash", "-c", said], cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, (said, done.stderr)
        at = 0
        for part in (piece.strip() for line in shown for piece in line.split("…")):
            found = done.stdout.find(part, at)
            assert found >= 0, f"`{said}` does not print `{part}`, but:\n{done.stdout}"
            at = found + len(part)
