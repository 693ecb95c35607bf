"""The load that the tests share is never one of other code, other examples or other libraries."""

from pathlib import Path

import pytest

from tests.examples.loaded import loaded_examples, made_of
from warehouse.file_store import FileStore

FILES = ("requirements.txt", "kpis/figure.py", "data_loaders/register/names.csv", "examples/guildhall.toml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in (*FILES, "tests/test_figure.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a = 1\n")
    return tmp_path


@pytest.mark.parametrize("name", [*FILES, "examples/open/new.csv", "warehouse/new.py"])
def test_a_load_is_another_once_anything_that_makes_it_changes(project, name):
    before = made_of(project)
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("a = 2\n")
    assert made_of(project) != before


@pytest.mark.parametrize("name", ["tests/test_figure.py", "kpis/__pycache__/figure.pyc"])
def test_a_load_stays_while_only_tests_change_or_python_keeps_what_it_compiled(project, name):
    before = made_of(project)
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("a = 2\n")
    assert made_of(project) == before


def test_whoever_asks_again_gets_the_same_load_and_it_has_figures():
    first = loaded_examples()
    store = FileStore(first.parent.parent / "var" / "examples")
    before = store.version
    assert before
    assert loaded_examples() == first
    assert store.version == before
