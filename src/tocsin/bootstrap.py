"""The one composition root: joins use cases with adapters; the only reader of the clock.

Adapters are imported where they are used, so that `check` and `triage` start without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tocsin.core.model.finding import Finding, Position, Refused
from tocsin.core.model.instant import parse_instant
from tocsin.core.policy.load import Loaded, load
from tocsin.core.policy.source import Source

if TYPE_CHECKING:
    from tocsin.app.calibrate import History
    from tocsin.app.calibration import Calibrated, Progress, Wanted
    from tocsin.app.init import Preset
    from tocsin.core.criteria.vocabulary import Vocabulary
    from tocsin.core.documents.outline import Document
    from tocsin.core.history.mapping import Mapping


def now() -> datetime:
    """The present instant, aware UTC; TOCSIN_NOW sets it for a rehearsal. Raises Refused.

    `@FILE` reads it anew each time: the clock of a desk that runs can then be moved.
    """
    import os

    rehearsed = os.environ.get("TOCSIN_NOW", "").strip()
    if not rehearsed:
        return datetime.now(UTC)
    if rehearsed.startswith("@"):
        rehearsed = read_text(rehearsed[1:]).strip()
    try:
        found = parse_instant(rehearsed)
    except ValueError as error:
        raise refuse_value(error, "TOCSIN_NOW") from None
    if not 1900 <= found.year <= 9000:
        text = f"`{rehearsed}` lies outside of the years 1900 to 9000"
        raise refuse_usage(text, "rehearse a time like `2026-11-23T03:00:00Z`", "TOCSIN_NOW")
    return found


def load_policy(policy: str) -> Loaded:
    """Reads POLICY (a file, a folder, or `preset:NAME`) with what is wrong with it. Raises Refused."""
    from tocsin.files.policies import beside, root_source

    return load(root_source(policy), beside)


def preset_names() -> list[str]:
    """The shipped presets."""
    from tocsin.files.policies import preset_names as names

    return names()


def case_files(policy: str, files: tuple[str, ...]) -> list[Source]:
    """The policy's test files: those given, or `tests/*.yaml` beside it. Raises Refused."""
    from tocsin.files.policies import case_files as find

    return find(policy, files)


def write_file(path: str, content: bytes) -> None:
    """Writes a file whole or not at all; `-` is standard output. Raises Refused."""
    from tocsin.files.output import write

    write(path, content)


def refuse_early(outputs: Iterable[str], history: tuple[str, ...] = (), inputs: Iterable[str] = ()) -> None:
    """Before long work: stops where an output cannot be written or is an input itself. Raises Refused."""
    from tocsin.files.output import refuse_early as refuse
    from tocsin.warehouse.files import find

    named = [path for path in outputs if path != "-"]
    if named:
        refuse(named, (*find(history).paths, *inputs) if history else inputs)


def read_text(path: str) -> str:
    """A small text file, or standard input for `-`, as UTF-8. Raises Refused."""
    from tocsin.files.texts import read

    return read(path)


def refuse_usage(message: str, help_: str, where: str = "command line") -> Refused:
    """A refusal of how a command was called (exit code 2)."""
    return Refused(Finding("usage", message, Position.of(where), help_), usage=True)


def refuse_value(error: ValueError, where: str, otherwise: str = "") -> Refused:
    """The refusal of a value on the command line: what is wrong with it, a colon, what to write instead."""
    message, _, help_ = str(error).partition(": ")
    return refuse_usage(message, help_ or otherwise, where)


def document_formats() -> tuple[str, ...]:
    """The formats in which a document can be rendered."""
    from tocsin.render.registry import FORMATS

    return FORMATS


def render_document(document: Document, form: str, notice: Callable[[str], None]) -> bytes:
    """A document as bytes; `notice` hears what the reader should know. Raises Refused."""
    from tocsin.render.base import Options, RenderError
    from tocsin.render.registry import render

    try:
        return render(document, form, Options(notice=notice))
    except RenderError as error:
        text = f"the document cannot be rendered as {form.upper()}: {error}"
        raise Refused(Finding("render", text, Position.of("-o")), usage=True) from error


def is_there(path: str) -> bool:
    """Whether a file of this name exists already."""
    from pathlib import Path

    return Path(path).exists()


def calibrate(policy: str, wanted: Wanted, form: str, progress: Progress) -> Calibrated:
    """Runs a policy over a history and renders the report as `text`, `json` or `html`. Raises Refused."""
    from tocsin.app.calibration import Tools
    from tocsin.app.calibration import calibrate as run
    from tocsin.render.calibration.registry import renderer
    from tocsin.warehouse.engine import Engine
    from tocsin.warehouse.history import Wish, open_history
    from tocsin.warehouse.shipped import mapping_source

    loaded = load_policy(policy)
    other = load_policy(wanted.compare) if wanted.compare else None
    wish = Wish(wanted.history, wanted.outcomes, wanted.since, wanted.until)

    def opened(mapping: Mapping, words: Vocabulary) -> History:
        return open_history(lambda: Engine(wanted.memory, progress.tick), wish, mapping, words)

    def extend(path: str, changes: list[dict[str, Any]]) -> bytes:
        return _extended(policy, path, changes)

    tools = Tools(opened, renderer(form), progress.step, extend)
    return run(loaded, other, mapping_source(wanted.mapping), wanted, tools)


def calibration_sql(policy: str, mapping: str | None, dialect: str) -> str:
    """The plan of a policy as SQL for a warehouse. Raises Refused."""
    from tocsin.app.calibration import plan_script
    from tocsin.warehouse.shipped import mapping_source

    return plan_script(load_policy(policy), mapping_source(mapping) if mapping else None, dialect)


def map_history(history: tuple[str, ...], policy: str, progress: Progress) -> str:
    """A drafted mapping for an export, as YAML. Raises Refused."""
    from tocsin.app.map import map_history as run
    from tocsin.warehouse.engine import Engine
    from tocsin.warehouse.profile import profile

    engine = Engine(tick=progress.tick)
    try:
        return run(lambda: profile(engine, history), load_policy(policy))
    finally:
        engine.close()


def _extended(policy: str, path: str, changes: list[dict[str, Any]]) -> bytes:
    """A new policy file that extends `policy` with these thresholds, read once to be sure. Raises Refused."""
    from tocsin.core.history.overlay import overlay
    from tocsin.files.policies import beside, relative

    text = overlay(relative(policy, path), changes)
    load(Source(path, text), beside).require()
    return text.encode()


def preset(name: str) -> Preset:
    """A shipped preset with its tests, and the one it is laid over. Raises Refused."""
    from tocsin.app.init import Preset as Taken

    loaded = load_policy(f"preset:{name}")
    below = preset("base") if name != "base" else None
    return Taken(name, loaded, tuple(case_files(f"preset:{name}", ())), below)


def preset_lines() -> dict[str, str]:
    """The shipped presets, each with what it is for in one line."""
    from tocsin.files.policies import root_source

    told = {name: root_source(f"preset:{name}").text.split("\n", 1)[0] for name in preset_names()}
    return {name: line.lstrip("# ") for name, line in told.items()}


def refuse_taken(path: str, force: bool) -> None:
    """Raises Refused when a folder may not be written to."""
    from tocsin.files.folder import refuse_taken as refuse

    refuse(path, force)


def write_folder(path: str, files: dict[str, bytes], force: bool) -> None:
    """Writes a folder of files: all of them, or none. Raises Refused."""
    from tocsin.files.folder import write_folder as write

    write(path, files, force)


def home_zone() -> str:
    """The machine's own time zone, or UTC where it does not say."""
    import os
    from pathlib import Path

    from tocsin.core.calendar.zones import zone_names

    link = Path("/etc/localtime")
    said = (os.environ.get("TZ", ""), str(link.resolve()).partition("zoneinfo/")[2] if link.exists() else "")
    return next((zone for zone in said if zone in zone_names()), "UTC")


def today(zone: str) -> date:
    """Today's date in a zone."""
    from tocsin.core.calendar.zones import zone_of

    return now().astimezone(zone_of(zone)).date()
