"""What docs/publishing.md tells whoever publishes to type does what it says."""

import re
import shlex
import tomllib
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from publication.__main__ import app
from publication.releases.shelf import FolderShelf
from tests.publication.releases.office import TOML, two_councils
from tests.views.nations import online

PAGE = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)\n```", PAGE, re.DOTALL)


def test_the_page_can_be_followed_from_its_configuration_to_the_withdrawal(tmp_path, monkeypatch):
    office = two_councils(tmp_path)
    [toml] = blocks("toml")
    assert {"publication", "publish"} == tomllib.loads(toml).keys()
    office.describe(TOML.partition("[publication]")[0] + toml)
    monkeypatch.chdir(tmp_path)
    typed = [shlex.split(line) for block in blocks("sh") for line in block.splitlines()]
    assert len(typed) == 11
    for words in typed:
        if "--reason" in words:
            # What the reason is for: a figure that differs from the release before.
            office.load(online("GLE", 200, 150 + typed.index(words)), "gle-crm")
        assert words[:3] == ["python", "-m", "publication"]
        result = CliRunner().invoke(app, words[3:])
        assert (result.exit_code, result.stderr) == (0, ""), words
        assert result.stdout
    # Spring, its revision, Glenmor's own and the one under embargo; the second was taken back.
    shelf = FolderShelf(office.root)
    assert [(one.number, one.withdrawn_at is None) for one in shelf.published()] == [(3, True), (2, False), (1, True)]
    assert (office.root / "0004").is_dir()
    assert {one.reason for one in shelf.newest().revisions()} == {"Recounted"}


def test_every_command_that_makes_or_keeps_releases_is_on_the_page_with_its_options():
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name in ("release", "preview", "list", "show", "compare", "withdraw"):
        assert f"python -m publication {name} " in PAGE
    options = [option for parameter in commands["release"].params for option in parameter.opts if option[:2] == "--"]
    assert [option for option in options if option not in PAGE and option not in ("--help", "--if-none")] == []
