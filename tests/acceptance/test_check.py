"""`tocsin check` as people and code hosts call it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.acceptance.bad_inputs import TEXT
from tests.acceptance.call import Done, tocsin

POLICY = TEXT.replace("update: 45m", "update: 6h", 1)
BROKEN = POLICY.replace("if: data_loss", "if: data_lost", 1)

# What SARIF 2.1.0 asks of the parts that are written here.
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": r"^[^\s\\]+$"}}},
                "region": {
                    "properties": {
                        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn")
                    },
                    "additionalProperties": False,
                },
            },
        }
    },
}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
RULE = {
    "required": ["id", "shortDescription"],
    "properties": {"id": {"pattern": "^[a-z-]+$"}, "shortDescription": MESSAGE, "fullDescription": MESSAGE,
                   "help": MESSAGE, "helpUri": {"type": "string", "pattern": "^https://"},
                   "defaultConfiguration": {"properties": {"level": {"enum": ["error", "warning", "note"]}}},
                   "properties": {"type": "object"}},
    "additionalProperties": False,
}  # fmt: skip
RESULT = {
    "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
    "properties": {"ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0},
                   "level": {"enum": ["error", "warning", "note", "none"]}, "message": MESSAGE,
                   "locations": {"type": "array", "items": LOCATION, "minItems": 1},
                   "relatedLocations": {"type": "array", "items": LOCATION}},
    "additionalProperties": False,
}  # fmt: skip
SARIF = {
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"properties": {"driver": {"properties": {"rules": {"items": RULE}}}}},
                    "columnKind": {"const": "unicodeCodePoints"},
                    "results": {"items": RESULT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
SARIF["properties"]["$schema"] = {"type": "string"}  # type: ignore[index]


def check(folder: Path, *options: str, text: str = POLICY) -> Done:
    (folder / "policy.yaml").write_text(text, encoding="utf-8")
    return tocsin("check", "policy.yaml", *options)


@pytest.fixture
def here(clean_cwd: Path) -> Path:
    return clean_cwd


@pytest.mark.req("AP.3")
def test_a_sound_policy_ends_with_no_findings(here: Path) -> None:
    done = check(here, text=TEXT)
    assert (done.code, done.out, done.err) == (0, "1 file: no findings\n", "")


@pytest.mark.req("A5.8")
def test_a_finding_shows_place_line_caret_and_help(here: Path) -> None:
    done = check(here)
    assert done.code == 0
    assert done.out.splitlines() == [
        "policy.yaml:40:13: warning: P1 is resolved within 4 h, but updated only every 6 h "
        "[sla-shorter-than-cadence]",
        "        update: 6h",
        "                ^",
        "    update at least once before it is due to be resolved",
        "1 file: 1 warning",
    ]


@pytest.mark.req("B4")
def test_a_finding_names_the_other_place_that_it_is_about(here: Path) -> None:
    done = check(
        here, text=TEXT.replace("response: 15m", "response: 5h", 1).replace("P1: 15 min", "P1: 5 h", 1)
    )
    assert "    see also policy.yaml:39:17\n" in done.out


def test_an_error_ends_with_1(here: Path) -> None:
    done = check(here, text=BROKEN)
    assert done.code == 1
    assert "did you mean `data_loss`?" in done.out
    assert done.out.endswith("1 file: 1 error, 1 warning\n")


def test_strict_lets_warnings_fail(here: Path) -> None:
    assert check(here, "--strict").code == 1
    assert check(here, "--strict", text=TEXT).code == 0


def test_a_folder_and_a_preset_are_policies_too(here: Path) -> None:
    check(here)
    assert tocsin("check", ".").out.startswith("policy.yaml:40:13: warning")
    assert tocsin("check", "preset:base").code == 0


@pytest.mark.parametrize("arguments", [[], ["gone.yaml"], ["preset:procedur"], [".", "--format", "xml"]])
def test_a_call_that_cannot_be_done_ends_with_2(here: Path, arguments: list[str]) -> None:
    done = tocsin("check", *arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err


def test_json_carries_every_part_of_a_finding(here: Path) -> None:
    said = json.loads(check(here, "--format", "json", text=BROKEN).out)
    assert said["counts"] == {"error": 1, "warning": 1, "note": 0}
    assert said["files"] == ["policy.yaml"]
    assert re.fullmatch("[0-9a-f]{64}", said["policy"]["hash"])
    error = next(f for f in said["findings"] if f["gravity"] == "error")
    assert {k: error[k] for k in ("rule", "file", "line", "path", "help")} == {
        "rule": "criterion-name", "file": "policy.yaml", "line": 96, "path": "stop_the_line.lost.if",
        "help": "did you mean `data_loss`?",
    }  # fmt: skip


def test_json_of_a_policy_that_cannot_be_read_has_no_hash(here: Path) -> None:
    done = check(here, "--format", "json", text="tocsin: [")
    said = json.loads(done.out)
    assert (done.code, said["policy"]) == (1, {"version": "", "hash": ""})


@pytest.mark.parametrize("text", [TEXT, POLICY, BROKEN, "tocsin: [", "- a", "documint: {}"])
def test_sarif_is_sarif(here: Path, text: str) -> None:
    log: Any = json.loads(check(here, "--format", "sarif", text=text).out)
    assert [e.message for e in Draft202012Validator(SARIF).iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_names_files_as_addresses(here: Path) -> None:
    (here / "my policy").mkdir()
    (here / "my policy" / "policy.yaml").write_text(BROKEN, encoding="utf-8")
    log = json.loads(tocsin("check", "my policy", "--format", "sarif").out)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20policy/policy.yaml"


def test_a_report_goes_to_a_file_whole(here: Path) -> None:
    done = check(here, "-o", "out/report.txt", text=BROKEN)
    assert (done.code, done.out) == (1, "")
    assert (here / "out" / "report.txt").read_text(encoding="utf-8").endswith("1 file: 1 error, 1 warning\n")


def test_a_report_that_cannot_be_written_ends_with_2_and_leaves_nothing(here: Path) -> None:
    (here / "out").write_text("a file", encoding="utf-8")
    done = check(here, "-o", "out/report.txt")
    assert done.code == 2
    assert sorted(p.name for p in here.iterdir()) == ["out", "policy.yaml"]


def test_a_long_line_is_shown_around_its_place_and_strange_characters_are_not(here: Path) -> None:
    long = POLICY.replace("update: 6h", "update: 6h  # " + "x" * 300)
    assert max(map(len, check(here, text=long).out.splitlines())) < 140
    wide = TEXT.replace("if: data_loss", "if: '\u6587\u5b57 == data_loss'")
    lines = check(here, text=wide).out.splitlines()
    assert lines[2].rstrip() == " " * lines[2].index("^") + "^"


def test_a_secret_is_found_and_not_repeated(here: Path) -> None:
    secret = "hunter2" * 3
    text = TEXT.replace("We review the list", f"Use https://bot:{secret}@example.com/ and review the list")
    done = check(here, text=text)
    assert "[secret-in-policy]" in done.out
    assert secret not in done.out
    for form in ("json", "sarif"):
        assert secret not in check(here, "--format", form, text=text).out


def test_the_real_program_gives_the_same(here: Path) -> None:
    told = check(here, text=BROKEN)
    command = [sys.executable, "-m", "tocsin.cli", "check", "policy.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (told.code, told.out, told.err)
