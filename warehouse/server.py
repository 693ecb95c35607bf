"""Connections to a PostgreSQL server that holds the warehouse; what it refuses becomes a sentence."""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool

from warehouse.faults import NothingLaidOutError, UnreachableError, WarehouseError, cause

SCHEMA = "guildhall"
KEPT_OPEN, AT_MOST = 5, 20
"""Connections of one process that read: those kept open, and those at one time."""

CONNECT_WITHIN = 10
"""Seconds; a firewall that swallows packets says nothing for minutes."""

SESSION = {"search_path": SCHEMA, "jit": "off", "TimeZone": "UTC"}
READING = SESSION | {
    "cursor_tuple_fraction": "1",
    "default_transaction_read_only": "on",
    "max_parallel_workers_per_gather": "0",
    "statement_timeout": "120s",
    "work_mem": "16MB",
}
"""Every row that a page asks for is fetched, so plans are made for the last one, not the first."""

WRITING = SESSION | {"work_mem": "64MB", "temp_buffers": "64MB"}
KEEPER = "guildhall keeper"
"""How the server's list of connections names one that keeps a version readable."""

NO_TABLE = frozenset({"42P01", "3F000"})
NO_RIGHT = frozenset({"42501", "25006"})
NO_ROOM = frozenset({"53100", "53200", "58030"})
NO_ENTRY = frozenset({"28000", "28P01"})
NO_DATABASE = "3D000"
AT_THE_DOOR = {
    "authentication failed": "28P01",
    "no password supplied": "28P01",
    "no pg_hba.conf entry": "28000",
    'role "': "28000",
    "permission denied for database": "42501",
    "too many clients": "53300",
    'database "': NO_DATABASE,
}
"""Words of a refusal to connect and its code; the first that is found counts."""


def reading_engine(url: URL, pooled: bool = True) -> Engine:
    """An engine whose connections only read, each seeing one moment; raises WarehouseError whatever fails."""
    pool: dict[str, Any] = {"poolclass": NullPool}
    if pooled:
        pool = {"pool_pre_ping": True, "pool_size": KEPT_OPEN, "max_overflow": AT_MOST - KEPT_OPEN}
    arguments = _arguments(url, READING, "guildhall reader" if pooled else KEEPER)
    engine = create_engine(url, connect_args=arguments, isolation_level="REPEATABLE READ", **pool)
    event.listen(engine, "handle_error", _say)
    return engine


def writing_engine(url: URL) -> Engine:
    """An engine that opens a connection for each use and keeps none."""
    return create_engine(url, connect_args=_arguments(url, WRITING, "guildhall loader"), poolclass=NullPool)


def place(url: URL) -> str:
    """The server and database in words, without a credential."""
    return f"the PostgreSQL database '{url.database}' on {url.host or 'this machine'}"


def worded(error: Exception, url: URL) -> WarehouseError | None:
    """The sentence for what a server says when it cannot be used; None if it was used and something else failed."""
    code, where = sqlstate(error), place(url)
    if code in NO_TABLE:
        return NothingLaidOutError(f"There is no warehouse in {where} yet.")
    if code in NO_RIGHT:
        return WarehouseError(
            f"The warehouse in {where} may not be used so: {cause(error)}. Have its owner grant the right "
            f"(docs/operating.md lists them) to {url.username or 'the user'}; the figures loaded before stay."
        )
    if code in NO_ROOM:
        return WarehouseError(
            f"The server of {where} is out of room: {cause(error)}. Have it freed, then load again; the figures "
            "loaded before stay."
        )
    if code in NO_ENTRY:
        return UnreachableError(
            f"{_capital(where)} does not let {url.username or 'the user'} in. Correct the user or the password where "
            "the warehouse's URL is kept, or in PGPASSWORD; the figures loaded before stay."
        )
    if code == NO_DATABASE:
        return UnreachableError(f"There is no {where.removeprefix('the ')}. Have it created; nothing was changed.")
    if code is None or code.startswith(("08", "57P", "53")):
        return UnreachableError(
            f"{_capital(where)}, which holds the warehouse, does not answer. Until it does there are no figures to "
            "show; those loaded before stay. Have it started, or correct the warehouse's URL."
        )
    return None


def sqlstate(error: Exception) -> str | None:
    """The server's own code for what failed; None if it was not the server that said so.

    The driver does not pass on the code of a refusal to connect, so that is told by its words.
    """
    original: Any = getattr(error, "orig", None) or error
    code: str | None = getattr(original, "sqlstate", None)
    return code or next((code for words, code in AT_THE_DOOR.items() if words in str(original)), None)


def _say(context: ExceptionContext) -> None:
    if context.is_pre_ping or context.engine is None:
        return
    original: Any = context.original_exception
    if sentence := worded(original, context.engine.url):
        raise sentence from None


def _arguments(url: URL, settings: dict[str, str], role: str) -> dict[str, Any]:
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return {
        "options": f"{url.query.get('options', '')} {options}".strip(),
        "application_name": role,
        "connect_timeout": CONNECT_WITHIN,
        "keepalives_idle": 30,
        "client_encoding": "utf8",
    }


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
