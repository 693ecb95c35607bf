"""The illustrative councils, built once for the tests that read them."""

from pathlib import Path

import pytest

from examples.illustrative.build import build


@pytest.fixture(scope="session")
def illustrative(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("illustrative")
    build(folder)
    return folder
