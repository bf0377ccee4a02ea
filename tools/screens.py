"""Every screen as a picture, wide and phone, light and dark: `make screens`; the pictures lie in ./screens/.

It shows the demo's desk. Whoever may see most looks: settings and people by the administrator, the rest by
an agent who is on call.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import look, serving

STRANGER = ("/signin/login/", "/signin/forgot/", "/no-such-page")
AGENT = (
    "/", "/?view=mine", "/report/", "/e/{live}", "/e/{live}/replay", "/e/{live}/print", "/e/{fresh}",
    "/e/{closed}",
    "/oncall/", "/oncall/month", "/oncall/mine", "/oncall/changes", "/oncall/ladders", "/oncall/load",
    "/oncall/swaps/new", "/policy/", "/policy/check", "/policy/tests", "/policy/try", "/policy/versions",
    "/policy/calibrations", "/customers/", "/customers/of?name=Northwind+Trading", "/people/",
    "/people/teams", "/me/", "/me/contact/", "/me/rules/", "/me/tokens/", "/signin/second/",
    "/signin/sessions/", "/signin/password/",
)  # fmt: skip
ADMINISTRATOR = (
    "/people/invite", "/people/of/chloe", "/policy/versions/propose", "/policy/versions/{policy}",
    "/policy/calibrations/new", "/oncall/overrides/new", "/customers/erase?name=Northwind+Trading",
    "/settings/", "/settings/tokens", "/settings/audit", "/settings/retention", "/settings/erasure",
    "/settings/health", "/settings/about", "/settings/webhooks", "/signin/rules/", "/api/v1/docs",
)  # fmt: skip


def places() -> dict[str, str]:
    """What stands for the names in the addresses, on the demo's desk."""
    from tocsin import bootstrap_desk

    store = bootstrap_desk.store()
    rows = store.rows(open_only=False, limit=2000)
    named = {row.title: row.stream for row in rows}
    closed = next(row.stream for row in rows if row.closed_at and row.level)
    return {
        "live": named["Nobody can log in: error 503"],
        "fresh": named["Invoices double after a plan change"],
        "closed": closed,
        "policy": store.noted("policy"),
    }


@contextmanager
def served() -> Iterator[str]:
    """The demo's desk at an address of its own, while it is looked at."""
    port = serving.free_port()
    program = str(Path(sys.executable).with_name("tocsin"))
    with tempfile.TemporaryFile() as log:
        command = [program, "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=serving.environment(), stdout=log, stderr=log)
        try:
            base = f"http://127.0.0.1:{port}"
            if not serving.answers(base, process):
                log.seek(0)
                sys.exit(log.read().decode())
            yield base
        finally:
            process.terminate()
            process.wait(30)


def main() -> int:
    """Takes them all; 1 when a page fails or scrolls sideways."""
    parser = argparse.ArgumentParser(description="Every screen of the demo's desk as a picture.")
    parser.add_argument("-o", "--out", default="screens")
    given = parser.parse_args()
    if not serving.DATABASE.exists():
        sys.exit("screens: there is no demo's desk yet: `make demo` makes one")
    os.environ.update({k: v for k, v in serving.environment().items() if k.startswith("TOCSIN_")})
    found, logins = places(), json.loads(serving.LOGINS.read_text(encoding="utf-8"))["logins"]
    oncall, wrong = logins[0]["username"], 0
    with served() as base:
        for user, paths in (("", STRANGER), (oncall, AGENT), ("grace", ADMINISTRATOR)):
            session = look.session_of(user) if user else ""
            wanted = [path.format(**found) for path in paths]
            sizes, schemes = list(look.SIZES), list(look.SCHEMES)
            wrong += look.shoot(base, wanted, session, Path(given.out), sizes, schemes)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
