"""A PostgreSQL cluster of the tests' own, with a fresh database for whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import which

import psycopg

from tests.servers.authority import Authority
from tests.servers.process import Process, as_user, free_port, own_folder, run

USER = "guildhall"
PASSWORD = "Tr0ub4dor-pg"
# Nothing of it needs to outlive a power cut.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "log_statement": "none",
}


def program(name: str) -> str:
    """The path of one of PostgreSQL's own programs, the newest that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    path = str(found[-1]) if found else which(name)
    if not path:
        raise RuntimeError("PostgreSQL is not installed; run setup/servers.sh")
    return path


class PostgreSQL:
    """The server. `stop` cuts it off, `start` brings it back with its data on the same port.

    With an authority it speaks TLS, as 127.0.0.1 and under no other name.
    """

    def __init__(self, authority: Authority | None = None) -> None:
        self.folder = own_folder("postgres")
        self.port = free_port()
        self._numbers = count(1)
        self._initialise()
        settings = SETTINGS | self._encrypting(authority)
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [
            program("postgres"),
            "-D",
            self.folder / "cluster",
            "-p",
            str(self.port),
            *options,
        ]
        self._process = Process(self.folder, as_user("postgres", *command), "QUIT", self._answer)
        self.start = self._process.start
        self.stop = self._process.stop
        self.remove = self._process.remove
        self.start()

    def _encrypting(self, authority: Authority | None) -> dict[str, str]:
        if authority is None:
            return {}
        certificate, key = authority.certify(self.folder, "postgres", "127.0.0.1")
        return {"ssl": "on", "ssl_cert_file": str(certificate), "ssl_key_file": str(key)}

    def _initialise(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        run(
            "postgres", self.folder, program("initdb"), "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8",
            "--auth=scram-sha-256", f"--username={USER}", f"--pwfile={secret}", "-D", self.folder / "cluster",
        )  # fmt: skip

    def _answer(self) -> None:
        self.execute("SELECT 1")

    def url(self, database: str = "postgres", user: str = USER, password: str = PASSWORD) -> str:
        """As SQLAlchemy takes it."""
        return f"postgresql+psycopg://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the superuser, each by itself."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=database, autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def demanding_tls(self) -> Iterator[None]:
        """Meanwhile nobody is let in without TLS."""
        rules = self.folder / "cluster" / "pg_hba.conf"
        before = rules.read_text()
        try:
            rules.write_text("hostssl all all all scram-sha-256\n")
            self.execute("SELECT pg_reload_conf()")
            yield
        finally:
            rules.write_text(before)
            self.execute("SELECT pg_reload_conf()")

    @contextmanager
    def database(self, options: str = "") -> Iterator[str]:
        """The name of a fresh, empty database, dropped afterwards; `options` follow CREATE DATABASE."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} {options}")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")
