"""A database driver's refusals as sentences, without the credentials that some of them repeat."""

import re
from urllib.parse import quote, quote_plus

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from data_loaders.driver_codes import Refusal, refusal, refusal_to_connect
from data_loaders.errors import SourceError

SHOWN = 300
"""Characters of a driver's own words that are shown."""

TOLD = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "ssl", "ssl_ca", "ssl_disabled", "ssl_verify_cert"})
"""Options whose values are no secret, and might otherwise be blotted out of any word that they are part of."""

PASSING = frozenset({Refusal.LOST, Refusal.DEADLOCK})


class PassingError(SourceError):
    """A fault that may be gone in a moment: the whole source is worth reading again."""


def unreachable(error: Exception, url: URL, variable: str) -> SourceError:
    """The connection failed."""
    words, kind = own_words(error, url), refusal_to_connect(error, url.get_backend_name())
    happened, remedy = _AT_THE_DOOR.get(kind, _AT_THE_DOOR[Refusal.LOST])
    if kind is Refusal.LOGIN and "ssl_disabled" in url.query:
        remedy += " If the server demands TLS, take ssl_disabled out of it."  # MariaDB refuses both in the same words
    make = SourceError if kind in _AT_THE_DOOR and kind is not Refusal.LOST else PassingError
    return make(happened.format(words=words), remedy.format(variable=variable))


def refused_query(error: Exception, url: URL, seconds: int = 0) -> SourceError:
    """The database would not run the query, or broke off; `seconds` are those that a statement may take."""
    return _sentence(refusal(error, url.get_backend_name()), own_words(error, url), seconds)


def _sentence(kind: Refusal, words: str, seconds: int) -> SourceError:
    happened, remedy = _SENTENCES.get(kind, _SENTENCES[Refusal.OTHER])
    make = PassingError if kind in PASSING else SourceError
    return make(happened.format(words=words, seconds=seconds), remedy)


def broken_stream(words: str, url: URL, seconds: int) -> SourceError:
    """The reading process failed on the way. What no server said is worth another try, by the other way of reading."""
    backend, code = url.get_backend_name(), RuntimeError(words)
    kind = refusal(code, backend)
    told = re.search(r'SqlState\(\w+\), message: "((?:[^"\\]|\\.)*)"|ERROR \d+ \(\w+\): (.*?) \}', words)
    if told or kind is not Refusal.OTHER:
        return _sentence(kind, own_words(RuntimeError(told[1] or told[2]) if told else code, url), seconds)
    return _sentence(Refusal.LOST, own_words(code, url), seconds)


_AT_THE_DOOR = {
    Refusal.LOGIN: (
        "the database did not let the loader in: {words}.",
        "Correct user, password and database in the URL in the variable {variable}.",
    ),
    Refusal.UNTRUSTED: (
        "the server could not prove that it is the one meant, so no password was sent: {words}.",
        "Ask who keeps the server for the certificate of the authority that signed the server's; name that file, and "
        "the server by its full name, in the URL in the variable {variable}. If nothing was changed there, another "
        "machine may be answering.",
    ),
    Refusal.NO_TLS: (
        "the URL asks for TLS and the server has none, so no password was sent: {words}.",
        "Have TLS switched on at the server; ask for none in the URL in the variable {variable} only if nobody else "
        "can listen on the network between.",
    ),
    Refusal.ONLY_TLS: (
        "the server does not let the loader in without TLS: {words}.",
        "Ask for TLS in the URL in the variable {variable}, as docs/sources.md says for each kind of database; or, if "
        "the server has none, have it let this machine in.",
    ),
    Refusal.LOST: (
        "the database could not be reached: {words}.",
        "Check the URL in the variable {variable}, and that the server runs and lets this machine in.",
    ),
}

_SENTENCES = {
    Refusal.LOST: (
        "the connection to the database was lost: {words}.",
        "Load again when the server runs; nothing of this load was kept.",
    ),
    Refusal.DEADLOCK: (
        "the database broke the query off, as others held what it needed: {words}.",
        "Load again at a quieter hour.",
    ),
    Refusal.TIMEOUT: (
        "the query ran longer than the {seconds} seconds it may take: {words}.",
        "Make 'query' faster, or set a longer 'timeout'.",
    ),
    Refusal.PERMISSION: (
        "the database refused the query: {words}.",
        "Grant the loader's user the right to read what 'query' names.",
    ),
    Refusal.WRITING: (
        "'query' would change the database: {words}.",
        "A source is only ever read: make 'query' a SELECT.",
    ),
    Refusal.OTHER: (
        "the database refused the query: {words}.",
        "Correct 'query', or grant the right to read.",
    ),
}


def own_words(error: Exception, url: URL) -> str:
    """What the driver said, on one line, cut short, with user names, passwords and URLs blotted out."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    words = " ".join(_said(original).split()).rstrip(".") or type(original).__name__
    return _blotted(words, url)[:SHOWN]


def _said(error: BaseException) -> str:
    """The words alone, where the driver gives them beside a number, as bytes, or with lines of the query."""
    if told := getattr(getattr(error, "diag", None), "message_primary", None):
        return str(told)
    said = error.args[1] if len(error.args) == 2 and isinstance(error.args[0], int) else error
    return said.decode("utf-8", errors="replace") if isinstance(said, bytes) else str(said)


def _blotted(words: str, url: URL) -> str:
    whole = {url.render_as_string(hide_password=False), url.render_as_string()}
    options = [value for name, value in url.query.items() if name not in TOLD]
    names = {str(part) for part in (url.username, *options) if part and len(str(part)) > 2}
    secrets = {url.password or ""} | (names if url.get_backend_name() != "sqlite" else set())
    spelled = {spelling for secret in secrets for spelling in (secret, quote(secret), quote_plus(secret))}
    for secret in sorted((whole | spelled) - {""}, key=len, reverse=True):
        words = words.replace(secret, "…")
    return words
