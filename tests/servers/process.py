"""A database server of the tests' own: in a temporary folder, on a free loopback port, gone when pytest is gone."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

STARTS_WITHIN = 120
"""Seconds; the machine may be busy."""
# The shell waits at a pipe that only pytest holds: however pytest ends, the pipe ends, and with it server and folder.
KEEPER = """
signal=$1 folder=$2
shift 2
trap '' INT TERM HUP
"$@" </dev/null &
read -r word
kill -"$signal" $! 2>/dev/null
wait
[ "$word" = keep ] || rm -rf "$folder"
"""


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_folder(user: str) -> Path:
    """A new folder that `user` owns if we are root, as these servers refuse to run as root."""
    folder = Path(tempfile.mkdtemp(prefix="guildhall-server-"))
    if os.geteuid() == 0:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    return folder


def as_user(user: str, *command: str | Path) -> list[str]:
    """The command run by `user` if we are root, killed by the kernel when its parent dies."""
    who = ["--reuid", user, "--regid", str(pwd.getpwnam(user).pw_gid), "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *who, "--pdeathsig", "KILL", "--", *map(str, command)]


def run(user: str, folder: Path, *command: str | Path) -> None:
    """A preparing command, to its end; what it said is the error if it fails."""
    done = subprocess.run(as_user(user, *command), cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


class Process:
    """A server's process, which can be stopped in the middle of its work and started again.

    `signal` is the one on which the server drops everything at once and leaves no child of its own.
    """

    def __init__(self, folder: Path, command: list[str], signal: str, ready: Callable[[], None]) -> None:
        self.folder = folder
        self.command = ["sh", "-c", KEEPER, "keeper", signal, str(folder), *command]
        self.ready = ready
        self.keeper: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; RuntimeError with its log if it does not."""
        log = self.folder / "log"
        with log.open("ab") as out:
            self.keeper = subprocess.Popen(
                self.command, cwd=self.folder, stdin=subprocess.PIPE, stdout=out, stderr=out, start_new_session=True
            )
        until = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                self.ready()
                return
            except Exception as error:  # each driver has its own way to say "not yet"
                if time.monotonic() > until:
                    told = log.read_text(errors="replace")[-4000:]
                    self.remove()
                    raise RuntimeError(f"{self.command} did not start:\n{told}") from error
                time.sleep(0.05)

    def stop(self) -> None:
        """As if its power had been cut; it can be started again."""
        self._end(b"keep\n")

    def remove(self) -> None:
        """Stop it for good, and remove its folder."""
        self._end(b"")

    def _end(self, word: bytes) -> None:
        if self.keeper and self.keeper.stdin:
            self.keeper.stdin.write(word)
            self.keeper.stdin.close()
            self.keeper.wait()
            self.keeper = None
