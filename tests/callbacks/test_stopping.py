"""The server that is told to stop leaves without a word: a worker that has asked the database does not abort."""

import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest

from tests.data_loaders.test_refresh import PHONE, ROOT, SERVICE, Deployment


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_server_that_is_told_to_stop_says_nothing(tmp_path, port):
    deployment = Deployment(tmp_path)
    deployment.describe(SERVICE + PHONE)
    assert deployment.refresh().exit_code == 0
    command = [sys.executable, "app.py", str(deployment.path), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("Guildhall is at http://127.0.0.1:")
            assert asked(port) == 200
            server.send_signal(signal.SIGTERM)
            _, said = server.communicate(timeout=60)
        finally:
            server.kill()
    assert (server.returncode, said) == (0, "")


def asked(port: int) -> int:
    """The status of the front page, once it answers."""
    for _ in range(3000):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/")
            return connection.getresponse().status
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
