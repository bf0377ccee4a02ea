"""Numpy and the judges are loaded when duplicates are looked for, never before."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.req("A2.4")
HEAVY = {"numpy", "bm25s", "rapidfuzz", "model2vec", "tokenizers"}


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return HEAVY & set(done.stdout.splitlines()[-1].split())


def test_the_use_case_and_the_choice_of_a_judge_load_no_numpy() -> None:
    assert loaded("import tocsin.app.duplicates, tocsin.bootstrap, tocsin.similar") == set()


def test_the_default_judge_loads_no_model() -> None:
    used = loaded("from tocsin.similar.registry import judge\njudge()")
    assert used == {"numpy", "bm25s", "rapidfuzz"}


def test_help_loads_none_of_them() -> None:
    call = "try:\n    main()\nexcept SystemExit:\n    pass"
    assert loaded(f"from tocsin.cli import main\nsys.argv = ['tocsin', '--help']\n{call}") == set()
