"""What docs/operating.md tells an operator to type does what it says."""

import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from data_loaders.__main__ import app
from tests.data_loaders.test_refresh import WHOLE, Deployment

PAGE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.fixture
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deployment:
    monkeypatch.setenv("TEST_CRM_URL", f"sqlite:///{tmp_path / 'crm.sqlite'}")
    return Deployment(tmp_path)


def sh(deployment: Deployment, command: str) -> None:
    subprocess.run(["sh", "-euc", command], cwd=deployment.folder, check=True, timeout=300)


def test_a_backup_is_restored_with_the_figures_of_its_day(deployment):
    backup, restore = [block for block in re.findall(r"```sh\n(.*?)\n```", PAGE, re.DOTALL) if "cp " in block]
    deployment.refresh()
    sh(deployment, backup)
    (deployment.folder / "calls.csv").write_text("Month,Done\n2025-04,700\n", encoding="utf-8")
    deployment.refresh()
    assert deployment.figures() != WHOLE
    sh(deployment, restore)
    assert deployment.figures() == WHOLE
    assert deployment.refresh().exit_code == 0
    assert ("phone", "2025-04", 700) in deployment.figures()


def test_every_command_and_every_option_of_refresh_is_on_the_page():
    commands = get_command(app).commands  # type: ignore[attr-defined]
    missing = [name for name in commands if f"python -m data_loaders {name} " not in PAGE]
    options = [option for parameter in commands["refresh"].params for option in parameter.opts if option[:2] == "--"]
    assert [*missing, *(option for option in options if option not in PAGE and option != "--help")] == []
