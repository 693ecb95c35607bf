from pathlib import Path

import pytest

from tests.views.nations import nations
from tests.warehouse.given import Town


@pytest.fixture
def land(tmp_path: Path) -> Town:
    return nations(tmp_path / "warehouse")
