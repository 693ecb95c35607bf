"""What a database's URL asks of TLS, for the driver; and whether connectorx would keep to it."""

import os
import ssl
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection

from data_loaders.errors import SourceError

FILES = ("sslrootcert", "sslcert", "sslkey", "sslcrl", "ssl_ca", "ssl_cert", "ssl_key")
"""Options that name a file."""

WITHOUT_VERIFYING = ("disable", "prefer", "require")
"""What PostgreSQL's sslmode may be for connectorx; it knows none that looks at whom the certificate names."""

YES, NO = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


def require_files(url: URL, variable: str) -> None:
    """Raises SourceError if a file that the URL names is not there; each driver would tell of it in another way."""
    for option in FILES:
        path = str(url.query.get(option, ""))
        if path and path != "system" and not Path(path).is_file():
            raise SourceError(
                f"there is no file {path}, which '{option}' names in the URL in the variable {variable}.",
                "Correct the path, or put the file there; without it the server cannot be told from another.",
            )


def pymysql_arguments(url: URL, variable: str) -> tuple[URL, dict[str, Any]]:
    """The URL without what it asks of TLS, and that as PyMySQL takes it; raises SourceError if it cannot be done.

    Through SQLAlchemy, `ssl_verify_cert` would make PyMySQL forget `ssl_ca`, and 'false' would be taken for yes.
    """
    asked = {name: str(value) for name, value in url.query.items() if name == "ssl" or name.startswith("ssl_")}
    url = url.difference_update_query(list(asked))
    if _yes(asked, "ssl_disabled", False, variable):
        return url, {"ssl_disabled": True}
    asked.pop("ssl_disabled", None)
    if not asked or (not _yes(asked, "ssl", True, variable) and len(asked) == 1):
        return url, {}
    try:
        return url, {"ssl": _context(asked, variable)}
    except OSError as error:
        raise SourceError(
            f"what the URL in the variable {variable} asks of TLS cannot be done: {error.strerror or error}.",
            "Give certificates and keys as PEM files that belong together.",
        ) from None


def _context(asked: dict[str, str], variable: str) -> ssl.SSLContext:
    """Who names an authority wants the server's certificate and name verified, unless the URL says otherwise."""
    authority, folder = asked.get("ssl_ca"), asked.get("ssl_capath")
    context = ssl.create_default_context(cafile=authority, capath=folder)
    # As PyMySQL does: the certificates that MySQL makes for itself are not strict.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    by_name = _yes(asked, "ssl_verify_identity", _yes(asked, "ssl_check_hostname", True, variable), variable)
    demanded = _yes(asked, "ssl_verify_identity", False, variable)
    verified = demanded or _yes(asked, "ssl_verify_cert", bool(authority or folder), variable)
    context.check_hostname = verified and by_name
    context.verify_mode = ssl.CERT_REQUIRED if verified else ssl.CERT_NONE
    if certificate := asked.get("ssl_cert"):
        context.load_cert_chain(certificate, asked.get("ssl_key"), asked.get("ssl_key_password"))
    if ciphers := asked.get("ssl_cipher"):
        context.set_ciphers(ciphers)
    return context


def _yes(asked: dict[str, str], name: str, otherwise: bool, variable: str) -> bool:
    word = asked.get(name, "").lower()
    if word and word not in YES + NO:
        raise SourceError(
            f"'{name}' in the URL in the variable {variable} is neither true nor false.", f"Write {name}=true or false."
        )
    return word in YES if word else otherwise


def streamable(url: URL, kind: str) -> URL | None:
    """The URL as connectorx takes it; None if it, or what stands beside it, asks for what connectorx does not know."""
    if kind == "postgresql":
        known = all(name == "sslmode" and value in WITHOUT_VERIFYING for name, value in url.query.items())
        return url if known and not _libpq_has_own_rules() else None
    rest = dict(url.query)
    never = str(rest.pop("ssl_disabled", "")).lower() in ("", *YES)
    return url.set(query={}) if never and not rest else None


def _libpq_has_own_rules() -> bool:
    """psycopg follows these by itself, and connectorx does not."""
    folder = Path("~/.postgresql").expanduser()
    named = any(name.startswith("PGSSL") or name == "PGREQUIRESSL" for name in os.environ)
    return named or any((folder / name).is_file() for name in ("root.crt", "postgresql.crt"))


def is_encrypted(connection: Connection) -> bool:
    """Whether MySQL or MariaDB says that this session is encrypted."""
    found = connection.exec_driver_sql("SHOW SESSION STATUS LIKE 'Ssl_cipher'").first()
    return bool(found and found[1])
