"""The composition root of the policy's pages: versions, documents, presets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from tocsin import bootstrap, bootstrap_desk

if TYPE_CHECKING:
    from datetime import datetime

    from tocsin.app.desk import Desk
    from tocsin.app.versions import Store, Versions
    from tocsin.app.versions_read import Bundle
    from tocsin.core.documents.outline import Block, Document
    from tocsin.core.policy.load import Loaded


def versions(desk: Desk) -> Versions:
    """The versions of a desk's policy, the same object for the same desk: what was read stays read."""
    return _versions(desk)


@cache
def _versions(desk: Desk) -> Versions:
    from tocsin.app.versions import Versions as Made
    from tocsin.files.policies import beside

    return Made(cast("Store", desk.store), desk.books, beside)


def preset_bundle(name: str) -> Bundle:
    """A shipped preset as files of one's own, with its tests. Raises Refused."""
    from tocsin.app.versions_check import as_files
    from tocsin.app.versions_read import Bundle as Made

    preset = bootstrap.preset(name)
    files = as_files(preset.loaded.require())
    tests = {f"tests/{source.name.rsplit('/', 1)[-1]}": source.text for source in preset.tests}
    return Made.of({**files, **tests})


def folder_bundle(policy: str) -> Bundle:
    """POLICY as the command line names it (a file, a folder, `preset:NAME`), with its tests. Raises Refused.

    Its own files where they stand in one folder; written out anew where they are laid over others.
    """
    from tocsin.app.versions_check import as_files
    from tocsin.app.versions_read import Bundle as Made

    loaded = bootstrap.load_policy(policy)
    files = _as_written(loaded) or as_files(loaded.require())
    tests = {f"tests/{s.name.rsplit('/', 1)[-1]}": s.text for s in bootstrap.case_files(policy, ())}
    return Made.of({**files, **tests})


def _as_written(loaded: Loaded) -> dict[str, str]:
    """The sources by their names in the root's folder; empty when one of them stands elsewhere."""
    home = loaded.sources[0].name.rpartition("/")[0]
    start = f"{home}/" if home else ""
    files = {source.name.removeprefix(start): source.text for source in loaded.sources}
    if "policy.yaml" not in files:
        files = {"policy.yaml": files.pop(loaded.sources[0].name.removeprefix(start)), **files}
    inside = all(s.name.startswith(start) and ".." not in s.name for s in loaded.sources)
    return files if inside and not any(":" in name or name.startswith("/") for name in files) else {}


def adopted(url: str | None, policy: str, account: str, now: datetime) -> None:
    """Writes down that the operator put POLICY in force on the command line. Raises Refused."""
    versions(bootstrap_desk.desk(url)).adopted(folder_bundle(policy), account, now)


def html_blocks(blocks: tuple[Block, ...], key: str) -> str:
    """Blocks of a document as HTML; every text in them is escaped, and nothing in them is inline style."""
    from tocsin.render.html.blocks import render_block

    return "".join(render_block(block, f"{key}--{at}") for at, block in enumerate(blocks))


def heading(document: Document, number: tuple[int, ...], title: str) -> str:
    """A section's title as every format of the document shows it."""
    from tocsin.render.base import heading as told

    return told(document, number, title)
