"""Calls the command line in this process: quick, with the real exit codes and texts."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from tocsin.cli import main


@dataclass(frozen=True)
class Done:
    """How a call ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


def tocsin(*words: str, stdin: str | bytes = "") -> Done:
    """Runs `tocsin WORDS`."""
    raw = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = io.StringIO(), io.StringIO()
    with patch.object(sys, "argv", ["tocsin", *words]), patch.object(sys, "stdin", _Input(raw)):
        code: Any = 0
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as ended:
            code = ended.code
    return Done(int(code or 0), out.getvalue(), err.getvalue())


class _Input(io.TextIOWrapper):
    def __init__(self, raw: bytes) -> None:
        super().__init__(io.BytesIO(raw), encoding="utf-8")
