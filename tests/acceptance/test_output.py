"""Where results go: nothing that is read is replaced, a device stays a device, nothing is lost in silence."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.call import tocsin

ROWS = "id,created_at,solved_at,priority\n1,2026-09-01 08:00,2026-09-01 09:00,urgent\n"


def export(folder: Path) -> str:
    path = folder / "tickets.csv"
    path.write_text(ROWS)
    return str(path)


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert tocsin("schema", "-o", str(pipe)).code == 0
        assert reader.stdout and reader.stdout.read().startswith(b"{")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_to_and_stays_a_device() -> None:
    # `/dev/stdout` leads to whatever standard output is: here, the null device.
    command = [sys.executable, "-m", "tocsin.cli", "schema", "-o", "/dev/stdout"]
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_link_keeps_pointing_where_it_points_and_rights_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    assert tocsin("schema", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert real.read_text().startswith("{")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_new_files_obey_the_users_mask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        assert tocsin("schema", "-o", str(tmp_path / "new.json")).code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("command", ["map", "calibrate", "write", "rejects", "linked"])
def test_no_output_takes_the_place_of_the_export(command: str, tmp_path: Path) -> None:
    path = export(tmp_path)
    (tmp_path / "linked.csv").symlink_to(path)
    calibrate = ("calibrate", "preset:base", path, "--mapping", "zendesk", "--no-progress")
    calls = {
        "map": ("map", path, "-o", path),
        "calibrate": (*calibrate, "-o", path),
        "write": (*calibrate, "--write", path),
        "rejects": (*calibrate, "--rejects", path),
        "linked": ("map", str(tmp_path / "*.csv"), "-o", str(tmp_path / "linked.csv")),
    }
    done = tocsin(*calls[command])
    assert done.code == 2
    assert "it is one of the files that are read" in done.err
    assert Path(path).read_text() == ROWS


def test_a_folder_as_output_is_told_before_the_work(tmp_path: Path) -> None:
    path = export(tmp_path)
    done = tocsin("calibrate", "preset:base", path, "--mapping", "zendesk", "-o", str(tmp_path))
    assert done.code == 2
    assert "it is a folder" in done.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tickets.csv"]


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "words", [("schema",), ("explain", "preset:base"), ("check", "preset:base", "-f", "json")]
)
def test_a_full_disk_below_standard_output_is_told(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "tocsin.cli", *words]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "`standard output` cannot be read or written" in done.stderr


def test_a_terminal_without_unicode_gets_numbers_for_the_characters_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("{outage: true, customers_affected: 3}")
    done = subprocess.run(
        [sys.executable, "-m", "tocsin.cli", "triage", "preset:base", "--facts", "facts.yaml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"\\u25cf" in done.stdout


LONG = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a runner in the background is deaf
from tocsin.cli import _stop_in_order
from tocsin.warehouse.engine import Engine
_stop_in_order()
engine = Engine()
try:
    print(engine.folder, flush=True)
    engine.rows("SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = 7")
finally:
    engine.close()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_calibration_that_is_ended_leaves_nothing_on_disk(number: signal.Signals) -> None:
    command = [sys.executable, "-c", LONG]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        assert folder.is_dir()
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode in (128 + number, -number)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("explain", "preset:base", "zzzzzz"), "`tocsin explain POLICY` lists them"),
        (("test", "preset:base", "--only", "every-p2-has-an-ownr"), "did you mean `every-p2-has-an-owner`?"),
        (("test", "preset:base", "--only", "zzzzzz"), "`tocsin test preset:base --format json` names all"),
        (("document", "preset:base", "-o", "x.docs"), "did you mean `.docx`? end the file's name in one of"),
        (("document", "preset:base", "-o", "x.zzz"), "    end the file's name in one of .md"),
    ],
)
def test_a_word_that_is_not_known_comes_with_where_to_find_the_right_one(
    words: tuple[str, ...], told: str
) -> None:
    done = tocsin(*words)
    assert done.code == 2
    assert told in done.err


def test_a_period_that_ends_before_it_begins_is_told(tmp_path: Path) -> None:
    period = ("--from", "2026-09-10", "--to", "2026-09-01")
    done = tocsin("calibrate", "preset:base", export(tmp_path), "--mapping", "zendesk", *period)
    assert done.code == 2
    assert "`--from 2026-09-10` is not before `--to 2026-09-01`" in done.err


def test_facts_in_a_yaml_file_may_stand_in_braces(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text("{outage: true, customers_affected: 3}")
    assert tocsin("triage", "preset:base", "--facts", str(facts)).code == 0
