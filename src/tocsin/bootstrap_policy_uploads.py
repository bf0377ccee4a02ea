"""Uploaded histories on their way to a calibration: each in a folder of its own, gone with its run.

They hold customers' tickets: nobody else on the machine may read them, and none stays longer than a day.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin import bootstrap
from tocsin.app.calibration_runs import ENDINGS, MAX_HISTORY
from tocsin.core.model.finding import Finding, Position, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEPT = timedelta(hours=24)
"""How long an upload waits for its run to be started."""


def home() -> Path:
    """Where uploads wait and runs work: TOCSIN_WORK_DIR, or a folder of this user in the temporary one.

    Web processes on several machines need a folder that they share.
    """
    given = os.environ.get("TOCSIN_WORK_DIR", "").strip()
    user = getattr(os, "getuid", lambda: 0)()
    found = Path(given) if given else Path(tempfile.gettempdir()) / f"tocsin-{user}"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def place(id_: str) -> Path:
    """The folder of an upload. Raises Refused when it is gone, or for what is no id."""
    folder = home() / f"run-{id_}"
    if not id_.isalnum() or not folder.is_dir():
        help_ = "upload the history again: it waits for a day, and only on the machine that took it"
        raise Refused(Finding("upload", "this upload is gone", Position.of("history"), help_))
    return folder


def take_in(id_: str, name: str, chunks: Iterable[bytes], part: str = "history") -> str:
    """Keeps an uploaded file for the run `id_` (letters and digits), and returns its name there.

    Raises Refused for a kind that is no history, and for one that is too large.
    """
    ending = next((e for e in sorted(ENDINGS, key=len, reverse=True) if name.lower().endswith(e)), "")
    if not ending:
        text = f"`{name[-80:]}` is no CSV, JSON or Parquet file"
        raise refused(text, f"its name ends in one of {', '.join(ENDINGS)}")
    clear()
    folder = home() / f"run-{id_}"
    folder.mkdir(mode=0o700, exist_ok=True)
    size, kept = 0, f"{part}{ending}"
    with (folder / kept).open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_HISTORY:
                shutil.rmtree(folder, ignore_errors=True)
                limit = MAX_HISTORY // 1024 // 1024
                raise refused(
                    f"the file is larger than {limit} MB", "run `tocsin calibrate` on the command line"
                )
            file.write(chunk)
    return kept


def take_sample(id_: str) -> str:
    """The shipped history for the run `id_`, with its outcomes; the name of its mapping. Raises Refused."""
    source = sample()
    if source is None:
        raise refused("the sample is not installed here", "upload a history of your own")
    folder = home() / f"run-{id_}"
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(source / "events.parquet", folder / "history.parquet")
    shutil.copy(source / "outcomes.parquet", folder / "outcomes.parquet")
    return "servicenow"


def sample() -> Path | None:
    """The shipped history: in the package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    places = (here / "samples" / "servicenow", here.parents[1] / "samples" / "servicenow")
    return next((found for found in places if (found / "events.parquet").is_file()), None)


def mapping_names() -> list[str]:
    """The shipped mappings."""
    from tocsin.warehouse.shipped import mapping_names as names

    return names()


def put_policy(id_: str, name: str, files: Mapping[str, str], root: str) -> str:
    """Writes a policy's files into a run's folder under `name`, and says how the run names it."""
    folder = place(id_) / name
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    return f"{name}/{root}"


def put_mapping(id_: str, text: str) -> str:
    """Writes a mapping into a run's folder; its name there."""
    (place(id_) / "mapping.yaml").write_text(text, "utf-8")
    return "mapping.yaml"


def clear() -> None:
    """Uploads that were never run go after a day."""
    before = bootstrap.now().timestamp() - KEPT.total_seconds()
    for folder in home().glob("run-*"):
        if folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)


def refused(message: str, help_: str) -> Refused:
    """A history that cannot be taken."""
    return Refused(Finding("history", message, Position.of("history"), help_), usage=True)
