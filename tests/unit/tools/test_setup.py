"""Set-up from nothing: the pinned uv is checked before it runs, and a second run does nothing."""

from __future__ import annotations

import hashlib
import io
import ssl
import urllib.error
import zipfile
from pathlib import Path

import pytest

from tools import setup, uv_wheel

WHEEL = {"file": "uv-1-py3-none-any.whl", "url": "https://files.example/uv-1-py3-none-any.whl", "sha256": ""}


def wheel_bytes(program: bytes = b"#!/bin/sh\n") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("uv-1.data/scripts/uv", program)
    return out.getvalue()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Addresses and what they give; the pin is made to fit the wheel."""
    answers = {WHEEL["url"]: wheel_bytes()}
    pin = {**WHEEL, "sha256": hashlib.sha256(wheel_bytes()).hexdigest()}
    monkeypatch.setattr(uv_wheel, "pinned", lambda: ("1", pin))
    monkeypatch.setattr(uv_wheel, "_read", lambda url, _context: answers[url])
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(uv_wheel, "index_url", lambda: uv_wheel.PUBLIC_INDEX)
    return answers


def test_the_pinned_program_is_unpacked_and_can_run(served: dict[str, bytes], tmp_path: Path) -> None:
    uv_wheel.install_uv(tmp_path / "uv")
    assert (tmp_path / "uv").read_bytes() == b"#!/bin/sh\n"
    assert (tmp_path / "uv").stat().st_mode & 0o111


def test_a_changed_wheel_is_refused_and_nothing_is_written(served: dict[str, bytes], tmp_path: Path) -> None:
    served[WHEEL["url"]] = wheel_bytes(b"other")
    with pytest.raises(uv_wheel.SetupError, match="not installed"):
        uv_wheel.install_uv(tmp_path / "uv")
    assert not list(tmp_path.iterdir())


def test_a_mirror_is_asked_for_the_same_file(
    served: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uv_wheel, "index_url", lambda: "https://mirror.example/simple")
    page = f'<a href="../../files/{WHEEL["file"]}#sha256=00">x</a>'
    served["https://mirror.example/simple/uv/"] = page.encode()
    served[f"https://mirror.example/files/{WHEEL['file']}"] = served.pop(WHEEL["url"])
    uv_wheel.install_uv(tmp_path / "uv")
    assert (tmp_path / "uv").is_file()


def test_a_mirror_without_the_file_is_named(
    served: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uv_wheel, "index_url", lambda: "https://mirror.example/simple")
    served["https://mirror.example/simple/uv/"] = b"<html></html>"
    with pytest.raises(uv_wheel.SetupError, match=r"mirror\.example/simple` does not offer"):
        uv_wheel.install_uv(tmp_path / "uv")


def test_no_network_is_said_in_words(
    served: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(url: str, _context: object) -> bytes:
        raise urllib.error.URLError("no route to host")

    monkeypatch.setattr(uv_wheel, "_read", refuse)
    with pytest.raises(uv_wheel.SetupError, match="no route to host") as told:
        uv_wheel.install_uv(tmp_path / "uv")
    assert "PIP_INDEX_URL" in str(told.value)


def test_without_certificates_only_a_pinned_download_goes_on(
    served: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strict(url: str, context: ssl.SSLContext) -> bytes:
        if context.verify_mode is ssl.CERT_REQUIRED:
            raise urllib.error.URLError(
                ssl.SSLCertVerificationError("unable to get local issuer certificate")
            )
        return served[url]

    monkeypatch.setattr(uv_wheel, "_read", strict)
    uv_wheel.install_uv(tmp_path / "uv")
    assert (tmp_path / "uv").is_file()
    with pytest.raises(uv_wheel.SetupError):
        uv_wheel._get("https://mirror.example/simple/uv/")


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"])
def test_the_index_comes_from_the_environment(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "https://mirror.example/simple/")
    assert uv_wheel.index_url() == "https://mirror.example/simple"


def test_every_pin_is_a_full_hash_of_a_file_of_that_version() -> None:
    import json

    pins = json.loads(uv_wheel.PINS.read_text(encoding="utf-8"))
    for wheel in pins["wheels"].values():
        assert wheel["file"].startswith(f"uv-{pins['version']}-")
        assert wheel["url"].endswith("/" + wheel["file"])
        assert len(wheel["sha256"]) == 64


def test_ci_always_takes_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    monkeypatch.delenv("CI", raising=False)
    assert "spark" not in setup.groups_for("test")
    monkeypatch.setenv("CI", "true")
    assert "spark" in setup.groups_for("test")


def test_a_new_lock_makes_the_stamp_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    for name in ("uv.lock", "pyproject.toml", ".venv/pyvenv.cfg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("one")
    stamp = tmp_path / ".venv/.ready-run"
    stamp.write_text(setup.stamp_text(()))
    assert setup.is_ready(stamp, setup.stamp_text(()))
    (tmp_path / "uv.lock").write_text("two")
    assert not setup.is_ready(stamp, setup.stamp_text(()))


def test_a_moved_environment_is_made_anew_and_a_kept_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    stamp = tmp_path / ".venv/.ready-run"
    stamp.write_text(setup.stamp_text(()))
    setup.drop_if_moved()
    assert stamp.is_file()
    stamp.write_text("/elsewhere/.venv\nabc\n")
    setup.drop_if_moved()
    assert not (tmp_path / ".venv").exists()
