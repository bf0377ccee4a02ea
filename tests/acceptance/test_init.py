"""`tocsin init`: from answers, from the terminal, from a preset; and what happens when it is stopped."""

import json
from pathlib import Path

import pytest

from tests.acceptance.call import tocsin
from tocsin.bootstrap import preset_names

ANSWERS = Path(__file__).resolve().parents[2] / "samples" / "answers.yaml"
TYPED = (
    "Acme\n", "telecom\n", "\n", "phone, chat\n", "24/7\n", "Europe/Berlin\n", "none\n", "\n",
    "customers feel ignored\n", "\n", "gdpr\n",
)  # fmt: skip


@pytest.mark.req("A0.1", "A0.2", "A0.3", "A0.4", "A0.5", "A0.6", "A0.7", "A0.8", "A0.9", "A0.10")
def test_the_shipped_answers_make_a_policy_that_passes_check_and_its_own_tests(tmp_path: Path) -> None:
    folder = str(tmp_path / "policy")
    done = tocsin("init", folder, "--answers", str(ANSWERS))
    assert done.code == 0, done.err
    for number in range(1, 11):
        assert f"A0.{number} " in done.out, f"A0.{number} changed nothing"
    assert "because you said `customers feel ignored`:" in done.out
    checked = tocsin("check", folder, "--format", "json")
    assert (checked.code, checked.json()["findings"]) == (0, [])
    tested = tocsin("test", folder, "--format", "json").json()
    assert tested["tests"] >= 80
    assert tested["failed"] == []
    assert tocsin("document", folder, "-o", str(tmp_path / "playbook.md")).code == 0
    assert "AtlasFlow" in (tmp_path / "playbook.md").read_text()


def test_each_file_explains_itself_and_names_the_schema_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    tocsin("init", str(folder), "--preset", "base")
    files = sorted(folder.glob("*.yaml"))
    assert len(files) >= 15
    for file in files:
        first, second = file.read_text().splitlines()[:2]
        assert first == "# yaml-language-server: $schema=policy.schema.json"
        assert second.startswith("# ")
    assert (
        "#   update: The customer hears at least this often (A5.2)."
        in (folder / "severities.yaml").read_text()
    )
    schema = json.loads((folder / "policy.schema.json").read_text())
    assert "severities" in schema["properties"]
    assert sorted(p.name for p in (folder / "tests").iterdir()) == [
        "levels.yaml", "severities.yaml", "stop-the-line.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize("name", preset_names())
@pytest.mark.req("A0.2")
def test_a_preset_taken_as_it_stands_is_the_same_policy_in_another_zone(name: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "policy")
    done = tocsin("init", folder, "--preset", name, "--zone", "Europe/Lisbon")
    assert done.code == 0, done.err
    assert tocsin("check", folder, "--strict").code == 0
    assert tocsin("test", folder).code == 0
    text = (tmp_path / "policy" / "on-call.yaml").read_text()
    assert "Europe/Lisbon" in text
    assert "America/New_York" not in text


@pytest.mark.parametrize("words", [("--preset",), ("--list-presets",)])
def test_presets_are_listed_with_a_line_each(words: tuple[str, ...]) -> None:
    done = tocsin("init", *words)
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == preset_names()


@pytest.mark.req("A0.1", "A0.5")
def test_the_terminal_asks_each_question_once_and_takes_defaults(clean_cwd: Path) -> None:
    done = tocsin("init", "policy", stdin="".join(TYPED))
    assert done.code == 0, done.err
    assert done.err.count("(A0.") == 11
    assert "[Emergency services and hospitals, Enterprise, Small business, Consumers]" in done.err
    assert "choose from: b2b-saas, e-commerce, telecom" in done.err
    policy = (clean_cwd / "policy" / "policy.yaml").read_text()
    assert "name: Acme" in policy
    assert "zone: Europe/Berlin" in policy
    assert "channels: [phone, chat]" in policy
    assert tocsin("test", "policy").code == 0


def test_a_wrong_answer_is_asked_again_with_what_to_write(clean_cwd: Path) -> None:
    typed = list(TYPED)
    typed[1:2] = ["telekom\n", "telecom\n"]
    typed[6:7] = ["Europe/Berln\n", "Europe/Berlin\n"]
    done = tocsin("init", "policy", stdin="".join(typed))
    assert done.code == 0, done.err
    assert "did you mean `telecom`?" in done.err
    assert "did you mean `Europe/Berlin`?" in done.err
    assert (clean_cwd / "policy").is_dir()


def test_stopping_writes_no_policy_keeps_the_answers_and_says_how_to_go_on(clean_cwd: Path) -> None:
    done = tocsin("init", "policy", stdin="".join(TYPED[:3]))
    assert done.code == 130
    assert not (clean_cwd / "policy").exists()
    assert "nothing was written to `policy`" in done.err
    assert "tocsin init policy --answers policy-answers.yaml --ask" in done.err
    assert (clean_cwd / "policy-answers.yaml").read_text().startswith("company: Acme\nindustry: telecom\n")
    going_on = tocsin("init", "policy", "--answers", "policy-answers.yaml", "--ask", stdin="".join(TYPED[3:]))
    assert going_on.code == 0, going_on.err
    assert "name: Acme" in (clean_cwd / "policy" / "policy.yaml").read_text()
    tocsin("init", "other/policy", stdin="Beta\n")
    assert (clean_cwd / "policy-answers.yaml").read_text().startswith("company: Acme")
    assert (clean_cwd / "policy-answers-2.yaml").read_text() == "company: Beta\n"


def test_a_folder_that_is_not_empty_is_refused_and_with_force_its_other_files_stay(tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    refused = tocsin("init", str(folder), "--preset", "base")
    assert refused.code == 2
    assert "it is not empty" in refused.err
    assert "--force" in refused.err
    assert [p.name for p in folder.iterdir()] == ["notes.txt"]
    assert tocsin("init", str(folder), "--preset", "base", "--force").code == 0
    assert (folder / "notes.txt").read_text() == "mine"
    assert tocsin("check", str(folder)).code == 0
    assert tocsin("init", str(folder), "--preset", "telecom", "--force").code == 0
    assert tocsin("check", str(folder)).code == 0


def test_nothing_is_left_behind_when_a_file_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    (folder / "tests" / "levels.yaml" / "in-the-way").mkdir(parents=True)
    (folder / "policy.yaml").write_text("old: true\n")
    before = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*"))
    done = tocsin("init", str(folder), "--preset", "base", "--force")
    assert done.code == 2
    assert "`tests/levels.yaml` is a folder there" in done.err
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*")) == before
    assert (folder / "policy.yaml").read_text() == "old: true\n"
    file = tmp_path / "file"
    file.write_text("x")
    blocked = tocsin("init", str(file), "--preset", "base")
    assert (blocked.code, "it is a file" in blocked.err) == (2, True)
    below = tocsin("init", str(file / "policy"), "--preset", "base")
    assert below.code == 2
    assert "cannot be written" in below.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("company: Acme\nindustry: telekom\n", ":2:11: error: `telekom` is no industry"),
        ("company: Acme\nchanels: [email]\n", ":2:1: error: `chanels` is no answer"),
        ("company: Acme\nchannels: [email, fax]\n", ":2:19: error: `fax` is no channel"),
        ("company: Acme\nsupport_hours: sometimes\n", ":2:16: error: `sometimes` is not understood"),
        ("industry: telecom\n", "`company` is missing"),
        ("company: [\n", "error: "),
        ("company: Acme\n\tindustry: x\n", "tab"),
        ("", "the file is empty"),
        ("company: Acme\ncompany: Beta\n", "stands twice"),
        ("company: {name: x}\n", ":1:10: error: this is no text"),
    ],
)
def test_a_broken_file_of_answers_is_told_with_line_and_column_and_writes_nothing(
    text: str, says: str, clean_cwd: Path
) -> None:
    (clean_cwd / "a.yaml").write_text(text)
    done = tocsin("init", "policy", "--answers", "a.yaml")
    assert done.code == 1
    assert says in done.err
    assert "Traceback" not in done.err
    assert not (clean_cwd / "policy").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("init",), "DIR is missing"),
        (("init", "policy", "--preset", "healthcar"), "did you mean `healthcare`?"),
        (("init", "policy", "--preset", "base", "--zone", "Europe/Berln"), "did you mean `Europe/Berlin`?"),
        (("init", "policy", "--answers", "none.yaml"), "none.yaml"),
    ],
)
def test_what_was_called_wrongly_ends_with_2(words: tuple[str, ...], says: str, clean_cwd: Path) -> None:
    done = tocsin(*words)
    assert done.code == 2
    assert says in done.err
    assert list(clean_cwd.iterdir()) == []


def test_answers_come_from_standard_input_too(clean_cwd: Path) -> None:
    done = tocsin("init", "policy", "--answers", "-", stdin="company: Acme\nindustry: fintech\n")
    assert done.code == 0, done.err
    assert "from the preset `fintech`" in done.out
    assert (clean_cwd / "policy" / "policy.yaml").exists()


def test_answers_may_be_laid_over_another_preset_than_the_industrys(clean_cwd: Path) -> None:
    done = tocsin("init", "policy", "--answers", str(ANSWERS), "--preset", "procedure")
    assert done.code == 0, done.err
    assert "from the preset `procedure`" in done.out
    assert tocsin("check", "policy").code == 0
    assert tocsin("test", "policy").code == 0
