"""A MariaDB server of the tests' own, with a fresh database for whoever asks."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from shutil import which

import pymysql

from tests.servers.authority import Authority
from tests.servers.process import Process, as_user, free_port, own_folder, run

USER = "guildhall"
PASSWORD = "Tr0ub4dor-maria"
# Nothing of it needs to outlive a power cut.
SETTINGS = (
    "--bind-address=127.0.0.1",
    "--skip-name-resolve",
    "--innodb-flush-log-at-trx-commit=2",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=64M",
    "--local-infile=1",
)
PATHS = "/usr/bin:/usr/sbin:/usr/local/bin:/usr/local/sbin"


def _program(name: str) -> str:
    path = which(name, path=PATHS)
    if not path:
        raise RuntimeError("MariaDB is not installed; run setup/servers.sh")
    return path


class MariaDB:
    """The server. `stop` cuts it off, `start` brings it back with its data on the same port.

    With an authority it speaks TLS, as 127.0.0.1 and under no other name.
    """

    def __init__(self, authority: Authority | None = None) -> None:
        self.folder = own_folder("mysql")
        self.port = free_port()
        self._numbers = count(1)
        data = f"--datadir={self.folder / 'data'}"
        first = self.folder / "first.sql"
        first.write_text(
            f"CREATE USER IF NOT EXISTS {USER}@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';\n"
            f"GRANT ALL ON *.* TO {USER}@'127.0.0.1' WITH GRANT OPTION;\n"
        )
        first.chmod(0o644)
        run("mysql", self.folder, _program("mariadb-install-db"), "--no-defaults", data, "--skip-test-db")
        command = [
            _program("mariadbd"), "--no-defaults", data, f"--port={self.port}", f"--socket={self.folder / 'socket'}",
            f"--init-file={first}", *SETTINGS, *self._encrypting(authority),
        ]  # fmt: skip
        self._process = Process(self.folder, as_user("mysql", *command), "KILL", self._answer)
        self.start = self._process.start
        self.stop = self._process.stop
        self.remove = self._process.remove
        self.start()

    def _encrypting(self, authority: Authority | None) -> list[str]:
        if authority is None:
            return ["--skip-ssl"]
        certificate, key = authority.certify(self.folder, "mysql", "127.0.0.1")
        return [f"--ssl-cert={certificate}", f"--ssl-key={key}"]

    def _answer(self) -> None:
        self.execute("SELECT 1")

    def url(self, database: str = "mysql", user: str = USER, password: str = PASSWORD) -> str:
        """As SQLAlchemy takes it."""
        return f"mysql+pymysql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def execute(self, *statements: str, database: str | None = None, charset: str = "utf8mb4") -> None:
        """Run statements with every right, each by itself."""
        connection = pymysql.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, database=database,
            charset=charset, autocommit=True, local_infile=True,
        )  # fmt: skip
        with closing(connection), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    @contextmanager
    def demanding_tls(self) -> Iterator[None]:
        """Meanwhile nobody is let in without TLS."""
        self.execute("SET GLOBAL require_secure_transport = ON")
        try:
            yield
        finally:
            self.execute("SET GLOBAL require_secure_transport = OFF")

    @contextmanager
    def database(self, options: str = "CHARACTER SET utf8mb4") -> Iterator[str]:
        """The name of a fresh, empty database, dropped afterwards; `options` follow CREATE DATABASE."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} {options}")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name}")
