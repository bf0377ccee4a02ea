"""A night on the shipped policy, command by command: what `make demo` ends with and a test asserts.

The clocks go back at 02:00 EDT, so 02:55 is EST. Nothing is sent anywhere: messages become files.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

POLICY = "preset:b2b-saas"
DAY = "2027-11-07"
OFFSET = "-05:00"
OUTAGE, DUPLICATE = "samples/night/outage.yaml", "samples/night/duplicate.yaml"
ONE, TWO, THREE = "ESC-1001", "ESC-1002", "ESC-1003"
OWNER, BACKUP, COMMANDER = "rosa-delgado", "lucas-meyer", "grace-okafor"


@dataclass(frozen=True)
class Step:
    """One command at one moment of the night (EST). `quiet`: the demo does not show what it prints."""

    at: str
    words: tuple[str, ...]
    title: str = ""
    quiet: bool = False
    code: int = 0

    @property
    def instant(self) -> str:
        """The moment as ISO 8601."""
        return f"{DAY}T{self.at}:00{OFFSET}"


def step(at: str, *words: str, title: str = "", quiet: bool = False, code: int = 0) -> Step:
    """A step with its words one after the other."""
    return Step(at, words, title, quiet, code)


def worker(at: str, title: str = "") -> Step:
    """The worker looks once: in the demo time does not pass by itself."""
    return step(at, "worker", "--once", title=title, quiet=True)


def escalate(at: str, title: str, facts: str, customer: str, about: str) -> Step:
    """A ticket arrives through the support agent on shift."""
    words = (
        "escalate",
        title,
        "--facts",
        facts,
        "--unknown",
        "all",
        "--customer",
        customer,
        "--as",
        "chloe-martin",
    )
    return step(at, *words, title=about)


NIGHT: tuple[Step, ...] = (
    step("02:50", "db", "init", POLICY, title="A desk on an embedded database"),
    escalate("02:55", "Nobody can log in: 503 from the login service", OUTAGE, "Northwind Trading",
             "An outage is reported"),
    worker("02:55", "The primary is paged"),
    worker("02:57"),
    worker("03:00"),
    escalate("03:02", "Login fails with error 503", DUPLICATE, "Alder Foods", "A second customer"),
    worker("03:02"),
    step("03:03", "update", ONE, "Impact: logins fail since 01:40 EDT. Known: the login service answers 503. "
         "Next update by 03:33 EST.", "--next", f"{DAY}T03:33:00{OFFSET}", "--as", OWNER,
         title="The customer hears that we are on it"),
    step("03:04", "link", TWO, ONE, "--reason", "same error, same service, same minutes", "--as", OWNER,
         title="The owner links the duplicate: nobody is paged for it any more"),
    worker("03:05", "The primary did not answer: the backup is paged"),
    step("03:07", "ack", ONE, "--as", BACKUP, title="The backup answers"),
    step("03:07", "show", ONE, title="Who owns it, which clocks run, who is next"),
    escalate("03:12", "503 when logging in", DUPLICATE, "Birch Clinics", "A third customer"),
    worker("03:12"),
    step("03:13", "link", THREE, ONE, "--reason", "same error, same service", "--as", OWNER,
         title="Three tickets: the incident has grown, people are paged again"),
    worker("03:13"),
    step("03:14", "ack", ONE, "--as", BACKUP),
    step("03:20", "record", ONE, "finding", "login pods restart since the 01:30 EDT release", "--as", BACKUP),
    worker("03:23", "The owner is reminded of the update"),
    worker("03:34", "The update is late"),
    step("03:41", "update", ONE, "Impact: unchanged. Mitigation: the release is being rolled back. "
         "Next update by 04:11 EST.", "--next", f"{DAY}T04:11:00{OFFSET}", "--as", OWNER,
         title="It comes eight minutes late, and late it stays"),
    step("03:50", "record", ONE, "accepted-workaround", "log in through single sign-on", "--as", BACKUP),
    step("03:52", "lower", ONE, "--severity", "P2", "--reason", "single sign-on works for everybody",
         "--as", COMMANDER, title="The severity changes: due times follow"),
    step("04:05", "record", ONE, "cause", "the 01:30 EDT release doubled what a login needs", "--as", BACKUP),
    step("04:10", "record", ONE, "mitigation", "rolled back to the release before", "--as", BACKUP),
    step("04:10", "update", ONE, "The impact has stopped at 04:08 EST; the cause is being removed.",
         "--as", OWNER),
    step("04:20", "stabilise", ONE, "--as", COMMANDER, title="Too early: what is missing", code=1),
    step("04:42", "stabilise", ONE, "--confirm", "impact_stopped", "--confirm", "held", "--confirm", "watch",
         "--as", COMMANDER, title="Stabilised"),
    worker("05:00"),
    step("05:10", "verify", ONE, "All of our people log in with their passwords again.", "--as", OWNER,
         title="Verified with the customer"),
    step("05:15", "resolve", ONE, "--confirm", "all", "--as", OWNER, title="Resolved"),
    step("05:30", "close", ONE, "--confirm", "all", "--note", "Release rolled back; a memory check now runs "
         "before each release.", "--as", OWNER, title="Closed, and its duplicates with it"),
    worker("05:30"),
    step("05:31", "show", ONE, title="The whole night"),
    step("05:31", "replay", ONE, "--at", f"{DAY}T03:06:00{OFFSET}", "--why",
         title="Exactly as it stood at 03:06, and why"),
    step("05:31", "list", "--all"),
    step("05:31", "db", "verify", title="Every link of the record holds"),
    step("05:31", "db", "rebuild", "--compare", title="Every projection is what its events give"),
)  # fmt: skip


def environment(folder: Path, at: str) -> dict[str, str]:
    """Where the night's database and messages lie, and what time it is."""
    return {
        "TOCSIN_DATABASE_URL": f"sqlite:///{(folder / 'night.db').absolute()}",
        "TOCSIN_SPOOL": str((folder / "night-messages").absolute()),
        "TOCSIN_NOW": at,
    }


def run(program: str, root: Path, folder: Path, base: Mapping[str, str] | None = None) -> int:
    """Every step as the reader would type it. 0 when all went as it should."""
    for each in NIGHT:
        if each.title:
            print(f"\n# {each.at} EST. {each.title}", flush=True)
        if not each.quiet:
            print(f"$ tocsin {shlex.join(each.words)}", flush=True)
        environ = {**(base or os.environ), **environment(folder, each.instant)}
        told = {"stdout": subprocess.DEVNULL} if each.quiet else {}
        done = subprocess.run([program, *each.words], cwd=root, env=environ, check=False, **told)
        if done.returncode != each.code:
            return done.returncode or 1
    return 0
