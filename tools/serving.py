"""The demo's desk: filled, served, shown. In a terminal until Ctrl-C, else beside it for two hours.

`python -m tools.serving stop` ends one that runs beside the terminal.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
DATABASE, SPOOL, LOGINS = DEMO / "desk.db", DEMO / "messages", DEMO / "logins.json"
PID, LOG = DEMO / "desk.pid", DEMO / "desk.log"
PORTS = range(8000, 8020)
LONGEST = 2 * 3600
"""Seconds after which a desk that nobody watches ends by itself."""
PATIENCE = 60


def environment() -> dict[str, str]:
    """Where the demo's desk and its messages lie; nothing is sent anywhere."""
    told = {
        "TOCSIN_DATABASE_URL": f"sqlite:///{DATABASE}",
        "TOCSIN_SPOOL": str(SPOOL),
        "TOCSIN_MFA_ROLES": "none",
    }
    ours = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
    return {**ours, **told}


def fill(policy: str) -> int:
    """Lets the desk live through the last weeks; 0 when it did."""
    command = [sys.executable, "-m", "tools.filling.run", "--db", f"sqlite:///{DATABASE}", "--policy", policy]
    more = ["--spool", str(SPOOL), "--logins", str(LOGINS)]
    return subprocess.run([*command, *more], cwd=ROOT, env=environment(), check=False).returncode


def free_port() -> int:
    """The first of the demo's ports that nobody listens on."""
    for port in PORTS:
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(f"demo: the ports {PORTS[0]} to {PORTS[-1]} are all taken")


def serve(program: str) -> int:
    """Starts the desk, shows address and logins, and stays with it where somebody watches."""
    port = free_port()
    watched = sys.stdin.isatty() and sys.stdout.isatty()
    command = [program, "serve", "--port", str(port)]
    if not watched:
        command = [sys.executable, "-m", "tools.serving", "keep", *command]
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=not watched,
        )  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    if not answers(base, process):
        print(LOG.read_text(encoding="utf-8"), file=sys.stderr)
        return 1
    print(card(base, watched), flush=True)
    if watched:
        return _watch(process)
    PID.write_text(str(process.pid), encoding="ascii")
    return 0


def answers(base: str, process: subprocess.Popen[bytes]) -> bool:
    """Waits until the desk is ready; False when it ended instead."""
    for _ in range(PATIENCE * 5):
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=5):
                return True
        except (OSError, urllib.error.HTTPError):
            if process.poll() is not None:
                return False
            time.sleep(0.2)
    return False


def card(base: str, watched: bool) -> str:
    """What somebody needs to come in."""
    said = json.loads(LOGINS.read_text(encoding="utf-8"))
    lines = [
        f"  {one['username']:<8} {one['role']:<14} {one['name']}: {one['about']}" for one in said["logins"]
    ]
    how = "Ctrl-C stops it." if watched else "It stops by itself in two hours, or with `make demo-stop`."
    head = ["", f"The desk is open: {base}", f"Everybody's password is {said['password']}", ""]
    return "\n".join(
        [*head, *lines, "", f"Nothing leaves this machine: messages become files in demo/messages. {how}"]
    )


def _watch(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait(30)
        print("\nthe desk is closed; `make demo` opens a new one")
        return 0


def keep(command: list[str]) -> int:
    """Runs a desk beside the terminal, not for ever."""
    process = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        return process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        process.terminate()
        return process.wait(30)


def stop() -> int:
    """Ends the desk that an earlier demo left running."""
    try:
        number = int(PID.read_text(encoding="ascii"))
        os.kill(number, signal.SIGTERM)
    except (OSError, ValueError):
        return 0
    PID.unlink(missing_ok=True)
    for _ in range(100):
        try:
            os.kill(number, 0)
        except OSError:
            break
        time.sleep(0.1)
    return 0


if __name__ == "__main__":
    sys.exit(keep(sys.argv[2:]) if sys.argv[1:2] == ["keep"] else stop())
