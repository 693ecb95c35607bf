"""A run that is told to stop ends at once, in words, and loses nothing that was committed."""

import os
import signal
import subprocess
import sys

import pytest

from tests.data_loaders.test_refresh import PHONE, ROOT, SERVICE, Deployment

FOR_EVER = """
[[source]]
name = "slow"
title = "A query that never ends"
kind = "sql"
url_variable = "TEST_SLOW_URL"
query = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT '2025-04' AS mth, max(x) AS done FROM c"
council = { fixed = "STG" }
service = { fixed = "bins" }
channel = { fixed = "post" }
period = { column = "mth", length = "month" }
measures = { completed = "done" }
"""


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_told_to_stop_ends_at_once_and_what_was_loaded_is_in(tmp_path, told):
    deployment = Deployment(tmp_path)
    deployment.describe(SERVICE + PHONE + FOR_EVER)
    (tmp_path / "temporary").mkdir()
    (tmp_path / "slow.sqlite").write_bytes(b"")
    slow = {"TEST_SLOW_URL": f"sqlite:///{tmp_path / 'slow.sqlite'}", "TMPDIR": str(tmp_path / "temporary")}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have told it to be ignored
    command = [sys.executable, "-m", "data_loaders", "refresh", str(deployment.path)]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | slow, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("phone: ")
        running.send_signal(told)
        try:
            _, said = running.communicate(timeout=60)  # the query itself never ends
        finally:
            running.kill()
    assert running.returncode == 1
    assert said.startswith("Stopped. Sources whose line stands above are in; all others keep the figures they had.")
    assert said.count("\n") == 1
    assert list((tmp_path / "temporary").iterdir()) == []
    assert {channel for channel, *_ in deployment.figures()} == {"phone"}
    deployment.describe(SERVICE + PHONE)
    assert deployment.refresh().exit_code == 0
