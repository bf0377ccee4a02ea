"""What is uploaded is read in memory, within limits, and leads nowhere else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tocsin.app.versions_read import MAX_FILES, MAX_TOTAL, Bundle, pasted, uploaded
from tocsin.core.model.finding import Refused
from tocsin.files.policies import beside

pytestmark = pytest.mark.req("B11")


def packed(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def test_a_file_several_files_or_a_zipped_folder_are_one_policy() -> None:
    assert uploaded([("mine.yml", b"tocsin: 1")]) == Bundle({"mine.yml": "tocsin: 1"}, "mine.yml")
    both = uploaded([("policy.yaml", b"include: a.yaml"), ("a.yaml", b"x: 1")])
    assert both.root == "policy.yaml" and set(both.files) == {"policy.yaml", "a.yaml"}
    zipped = {"ours/policy.yaml": "tocsin: 1", "ours/tests/t.yaml": "tests: []", "__MACOSX/ours/._x.yaml": ""}
    found = uploaded([("ours.zip", packed({**zipped, "ours/readme.txt": "hi", "ours/.git/x.yaml": "a: 1"}))])
    assert set(found.files) == {"policy.yaml", "tests/t.yaml"}
    assert [source.name for source in found.tests()] == ["tests/t.yaml"]


@pytest.mark.parametrize(
    "name",
    ["../policy.yaml", "a/../../policy.yaml", "/etc/policy.yaml", "C:\\policy.yaml", "preset:base/x.yaml",
     "a\0.yaml", "\u202egnp.yaml", "..yaml/../..", ""],
)  # fmt: skip
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    with pytest.raises(Refused, match=r"is no (name of a file|file of a policy)"):
        uploaded([(name, b"tocsin: 1")])


@pytest.mark.parametrize("name", ["../policy.yaml", "/policy.yaml", "preset:base/x.yaml"])
def test_so_is_one_inside_of_a_zip(name: str) -> None:
    with pytest.raises(Refused, match="is no name of a file"):
        uploaded([("a.zip", packed({name: "tocsin: 1"}))])


def test_a_zip_that_unfolds_without_end_is_refused() -> None:
    with pytest.raises(Refused, match="more than 4,000,000 characters"):
        uploaded([("a.zip", packed({f"{n}.yaml": b"a" * MAX_TOTAL for n in range(6)}))])
    with pytest.raises(Refused, match=f"holds {MAX_FILES + 1} files"):
        uploaded([("a.zip", packed({f"{n}.yaml": "" for n in range(MAX_FILES + 1)}))])


def test_a_broken_or_locked_zip_is_refused() -> None:
    whole = packed({"policy.yaml": "tocsin: 1" * 99})
    with pytest.raises(Refused, match="cannot be unpacked"):
        uploaded([("a.zip", whole[:40] + b"\0\0\0\0" + whole[44:])])


def test_what_is_no_policy_is_refused() -> None:
    for files, told in (
        ([], "no file was chosen"),
        ([("a.yaml", b"\xff\xfe")], "is not UTF-8"),
        ([("a.exe", b"MZ")], "is no file of a policy"),
        ([("a.yaml", b"a: 1"), ("b.yaml", b"b: 1")], "none of these files is `policy.yaml`"),
        ([("tests/a.yaml", b"tests: []")], "only tests"),
        ([("a.yaml", b"a: 1"), ("a.yaml", b"a: 1")], "comes twice"),
        ([("a.yaml", b"a" * (MAX_TOTAL + 1))], "more than"),
    ):
        with pytest.raises(Refused, match=told):
            uploaded(files)
    with pytest.raises(Refused, match="nothing was pasted"):
        pasted(" \n")


def test_includes_are_found_among_the_files_only(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("tocsin: 1", "utf-8")
    for name in (
        str(secret),
        "../secret.yaml",
        "preset:../../secret",
        "preset:base/../../x",
        "file:///etc/passwd",
    ):
        loaded = pasted(f"tocsin: 1\ninclude: {name}").load(beside)
        assert next(f.rule for f in loaded.findings) in ("no-file", "preset")
        assert len(loaded.sources) == 1


def test_a_shipped_preset_can_be_extended() -> None:
    loaded = pasted("extends: preset:base\ndocument: {title: Ours}").load(beside)
    assert loaded.require().document.title == "Ours"


def test_files_that_include_each_other_over_and_over_end() -> None:
    big = {
        f"{n}.yaml": f"# {'x' * 900_000}\ninclude: [{', '.join(f'{m}.yaml' for m in range(n))}]"
        for n in range(4)
    }
    loaded = Bundle.of({**big, "policy.yaml": "include: [3.yaml, 2.yaml, 3.yaml, 3.yaml, 3.yaml]"}).load(
        beside
    )
    assert "too-large" in {finding.rule for finding in loaded.findings}


def test_aliases_that_explode_end() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)
    )
    loaded = pasted(bomb).load(beside)
    assert loaded.policy is None and "unfolds" in loaded.findings[0].message
