"""The terminal: one file a command, imported only when it is called, so that `--help` stays quick.

Exit codes: 0 fine, 1 findings, 2 usage.
"""

import io
import signal
import sys
import threading
from importlib import import_module
from keyword import iskeyword

import click

from tocsin import __version__
from tocsin.core.model.finding import Refused

COMMANDS = {
    "init": "Write a policy from ten answers or from a preset.",
    "check": "Say precisely what is wrong with a policy.",
    "test": "Run the policy's own tests.",
    "triage": "Ask a policy about one ticket.",
    "explain": "Say what a criterion means, with a ticket that just meets it.",
    "diff": "Say in words what changed between two policies.",
    "map": "Draft the mapping of a ticket export.",
    "calibrate": "Run a policy over past tickets.",
    "oncall": "Say who is on call, the shifts to come, and the gaps.",
    "import": "Bring on-call over from another tool.",
    "document": "Print the protocol, playbook, runbooks, training or prompt.",
    "schema": "Print the JSON Schema of the policy, for editors.",
    "db": "Make, migrate, verify and rebuild the desk's database.",
    "escalate": "Report a ticket: rated, compared, opened when a criterion holds.",
    "open": "Escalate a reported ticket on your own judgement.",
    "return": "Send a reported ticket back with what is missing.",
    "list": "List the open escalations.",
    "show": "Show an escalation: owner, clocks, who is paged next, what happened.",
    "ack": "Acknowledge: you have it.",
    "decline": "Decline a page: the next rung at once.",
    "page": "Page somebody now.",
    "assign": "Offer the ownership to somebody.",
    "accept": "Accept the ownership that was offered to you.",
    "refuse": "Refuse the ownership that was offered to you.",
    "fill": "Seat a person in a role.",
    "leave": "Empty a seat.",
    "engage": "Write down that an expert works on it.",
    "raise": "Raise the level or the severity.",
    "lower": "Lower the level or the severity.",
    "learn": "Write down facts; criteria are asked again.",
    "record": "Write down a finding, mitigation, workaround or note.",
    "update": "Write down what the customer was told.",
    "wait": "Wait for the customer.",
    "resume": "No longer wait for the customer.",
    "link": "Link a duplicate.",
    "unlink": "Unlink a duplicate.",
    "confirm": "Give your word that lines of a gate are met.",
    "stabilise": "The impact has stopped.",
    "verify": "The customer confirms.",
    "resolve": "The cause is removed and verified.",
    "reopen": "It is back.",
    "close": "Close it.",
    "attach": "Add a file.",
    "move": "Put an open escalation under the desk's present policy.",
    "override": "Change who is on call, for a while.",
    "ledger": "Show what became of every page.",
    "replay": "Show an escalation exactly as it stood at an instant.",
    "serve": "Run the desk: web, API and worker in one process.",
    "web": "Run the pages and the API only.",
    "erase": "Take a customer's personal data away.",
    "worker": "Keep what was promised: page, remind, send.",
    "doctor": "Look for what may keep the desk from its promises.",
}

_DESK = {
    "db": "db:command",
    "doctor": "doctor:doctor",
    "erase": "erase:erase",
    "ledger": "ledger:ledger",
    "escalate": "escalate:escalate",
    **{name: f"look:{name}" for name in ("show", "replay")},
    "list": "look:list_",
    **{name: f"paging:{name}" for name in ("ack", "decline", "page")},
    **{name: f"people:{name}" for name in ("assign", "accept", "refuse", "fill", "leave", "engage")},
    "raise": "rating:raise_",
    "lower": "rating:lower",
    "learn": "learn:learn",
    "open": "intake:open_",
    "return": "intake:return_",
    **{name: f"intake:{name}" for name in ("move", "attach")},
    "override": "roster:override",
    **{name: f"work:{name}" for name in ("record", "update", "wait", "resume", "confirm")},
    **{name: f"links:{name}" for name in ("link", "unlink")},
    **{name: f"ending:{name}" for name in ("stabilise", "verify", "resolve", "reopen", "close")},
}
"""The desk's commands share files: module and name in `tocsin.cli.desk`."""

_SITE = {"serve": "serve:serve", "web": "serve:web"}


class _Commands(click.Group):
    """Finds commands by name without importing the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports one command's file."""
        if cmd_name not in COMMANDS:
            return None
        plain = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        file, _, name = {**_DESK, **_SITE}.get(cmd_name, plain).partition(":")
        folder = "tocsin.cli.desk" if cmd_name in _DESK else "tocsin.cli"
        command: click.Command = getattr(import_module(f"{folder}.{file}"), name or "command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list for `--help`, from the table above: nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Adds the nearest command to the message when there is none of that name."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from tocsin.core.model.words import did_you_mean

            ctx.fail(f"there is no command `{name}`; {did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tocsin")
def group() -> None:
    """One policy: the protocol you sign, the desk that obeys it, the history it is measured on.

    \b
    Start here:
      tocsin init my-policy            answer ten questions
      tocsin check my-policy           what is wrong, and where
      tocsin document my-policy --kind protocol -o protocol.pdf
    """


def main() -> None:
    """Runs the command line; what the user did wrong is told in words and ends with 1 or 2."""
    _speak_any_script()
    _stop_in_order()
    try:
        group.main(standalone_mode=False)
        if sys.stdout is not None:  # it may have been closed by whoever started us
            sys.stdout.flush()
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        click.echo("stopped; nothing was written", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except Refused as refused:
        from tocsin.cli.show import tell

        tell(refused.findings)
        sys.exit(2 if refused.usage else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        _not_told(error)


def _speak_any_script() -> None:
    """A terminal that cannot show a character gets its number instead: nothing is lost, nothing breaks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _stop_in_order() -> None:
    """Ended from outside, or its terminal closed, it removes what it kept on disk, as after Ctrl-C."""
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _stopped)


def _stopped(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _not_told(error: OSError) -> None:
    """Standard output, a disk or a file gave up while it was read or written."""
    from tocsin.cli.show import tell
    from tocsin.core.model.finding import Finding, Position

    place = str(error.filename or "standard output")
    text = f"`{place}` cannot be read or written: {error.strerror or error}"
    tell([Finding("output", text, Position.of(place), "check its rights and the room on the disk")])
    # What is still buffered cannot go anywhere; without this the interpreter complains about it at its end.
    sys.stdout = None
    sys.exit(2)
