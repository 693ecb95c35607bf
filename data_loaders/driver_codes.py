"""What a database driver's refusal is about, told by its codes rather than its words, which may be in any language.

PostgreSQL: SQLSTATE. MySQL, MariaDB and SQL Server: the server's error number. Oracle: ORA- and DPY- codes.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from sqlalchemy.exc import DBAPIError


class Refusal(Enum):
    """Kinds of refusal that call for different things."""

    LOGIN = auto()
    UNTRUSTED = auto()
    NO_TLS = auto()
    ONLY_TLS = auto()
    LOST = auto()
    UNKNOWN_OBJECT = auto()
    PERMISSION = auto()
    TIMEOUT = auto()
    DEADLOCK = auto()
    WRITING = auto()
    OTHER = auto()


_CODES: dict[str, dict[Refusal, str]] = {
    "postgresql": {
        Refusal.LOGIN: "28000 28P01 3D000",
        Refusal.LOST: "08000 08001 08003 08004 08006 08P01 53300 57P01 57P02 57P03 57P05 58030",
        Refusal.UNKNOWN_OBJECT: "42P01 42703 42704 42883 3F000",
        Refusal.PERMISSION: "42501",
        Refusal.TIMEOUT: "57014",
        Refusal.DEADLOCK: "40001 40P01 55P03",
        Refusal.WRITING: "25006",
    },
    "mysql": {
        Refusal.LOGIN: "1044 1045 1049 1130 1251 1524 1698 1820 1862",
        Refusal.NO_TLS: "2026",
        Refusal.ONLY_TLS: "3159",
        Refusal.LOST: "1040 1053 1080 1152 1158 1159 1160 1161 1184 1203 1317 1927 2002 2003 2006 2013 2055 4031",
        Refusal.UNKNOWN_OBJECT: "1051 1054 1109 1146 1305",
        Refusal.PERMISSION: "1142 1143 1227 1370",
        Refusal.TIMEOUT: "1969 3024",
        Refusal.DEADLOCK: "1205 1213",
        Refusal.WRITING: "1290 1792",
    },
    "mssql": {
        Refusal.LOGIN: "4060 18450 18452 18456 18470 18486 18487 18488",
        Refusal.LOST: "53 64 121 233 10053 10054 10060 10061 11001 20002 20003 20004 20006 20009 20047 40197 40501 "
        "40613 49918 08001 08S01",
        Refusal.UNKNOWN_OBJECT: "207 208 2812 4121",
        Refusal.PERMISSION: "229 230 297 300 916",
        Refusal.TIMEOUT: "HYT00 HYT01",
        Refusal.DEADLOCK: "1204 1205 1222 3960",
        Refusal.WRITING: "3906",
    },
    "oracle": {
        Refusal.LOGIN: "ORA-01005 ORA-01017 ORA-01045 ORA-28000 ORA-28001 DPY-4001",
        Refusal.LOST: "ORA-00018 ORA-00020 ORA-00028 ORA-01012 ORA-01033 ORA-01034 ORA-01089 ORA-01092 ORA-03113 "
        "ORA-03114 ORA-03135 ORA-12170 ORA-12505 ORA-12514 ORA-12516 ORA-12519 ORA-12520 ORA-12528 ORA-12537 "
        "ORA-12541 ORA-12543 ORA-12547 ORA-12570 ORA-12571 DPY-1001 DPY-4011 DPY-6000 DPY-6001 DPY-6003 DPY-6005",
        Refusal.UNKNOWN_OBJECT: "ORA-00904 ORA-00942 ORA-01435 ORA-04043",
        Refusal.PERMISSION: "ORA-01031 ORA-41900",
        Refusal.TIMEOUT: "ORA-01013 DPY-4024",
        Refusal.DEADLOCK: "ORA-00054 ORA-00060 ORA-01555 ORA-08177 ORA-30006",
        Refusal.WRITING: "ORA-01456 ORA-16000",
    },
    "sqlite": {
        Refusal.DEADLOCK: "SQLITE_BUSY SQLITE_LOCKED",
        Refusal.WRITING: "SQLITE_READONLY",
    },
}
_IN_WORDS = {
    "postgresql": r"SqlState\(E?(\w{5})\)",
    "mysql": r"ERROR (\d{4}) ",
    "mssql": r"\b([0-9A-Z]{5})\b|\((\d{2,5})[,)]",
    "oracle": r"((?:ORA|DPY)-\d+)",
}
"""Where the words of drivers that carry no code apart hold it."""

PASSES_AT_LOGIN = r"starting up|shutting down|in recovery|not yet accepting|too many|remaining connection slots"
"""What PostgreSQL says when it will let us in later; a refused login carries no code."""

OF_ENCRYPTION = {
    r"certificate.verify.failed|does not match host name|root certificate file": Refusal.UNTRUSTED,
    r"server does not support SSL": Refusal.NO_TLS,
    r"^(?!.*SSL encryption).*(no encryption|SSL off)": Refusal.ONLY_TLS,
}
"""What is said before anybody is let in, in the words of OpenSSL, Python and PostgreSQL; it carries no code."""


def refusal(error: Exception, backend: str) -> Refusal:
    """What a driver's error is about; `backend` as SQLAlchemy names it."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    backend = "mysql" if backend == "mariadb" else backend
    codes = set(_codes_of(original, backend))
    for kind, known in _CODES.get(backend, {}).items():
        if codes & set(known.split()):
            return kind
    return Refusal.LOST if isinstance(error, DBAPIError) and error.connection_invalidated else Refusal.OTHER


def refusal_to_connect(error: Exception, backend: str) -> Refusal:
    """The same for an error while connecting; what has no code is taken for a server that cannot be reached."""
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    for pattern, kind in OF_ENCRYPTION.items():
        if re.search(pattern, " ".join(words.split()), re.IGNORECASE):
            return kind
    found = refusal(error, backend)
    if found is not Refusal.OTHER:
        return found
    refused = backend == "postgresql" and "FATAL:" in words and not re.search(PASSES_AT_LOGIN, words)
    return Refusal.LOGIN if refused else Refusal.LOST


def _codes_of(original: BaseException, backend: str) -> Iterator[str]:
    for attribute in ("sqlstate", "sqlite_errorname"):
        if code := getattr(original, attribute, None):
            yield str(code)
    for argument in original.args:
        first = argument[0] if isinstance(argument, tuple) and argument else argument
        yield str(getattr(first, "full_code", first) if not isinstance(first, str) or len(first) <= 5 else "")
    if pattern := _IN_WORDS.get(backend):
        for found in re.finditer(pattern, str(original)):
            yield from (group for group in found.groups() if group)
