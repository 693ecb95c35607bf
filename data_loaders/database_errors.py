"""A database driver's refusals as sentences, without the credentials that some of them repeat."""

import re
from urllib.parse import quote, quote_plus

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from data_loaders.driver_codes import Refusal, refusal, refusal_to_connect
from data_loaders.errors import SourceError

SHOWN = 300
"""Characters of a driver's own words that are shown."""

PASSING = frozenset({Refusal.LOST, Refusal.DEADLOCK})


class PassingError(SourceError):
    """A fault that may be gone in a moment: the whole source is worth reading again."""


def unreachable(error: Exception, url: URL, variable: str) -> SourceError:
    """The connection failed."""
    words = own_words(error, url)
    if refusal_to_connect(error, url.get_backend_name()) is Refusal.LOGIN:
        return SourceError(
            f"the database did not let the loader in: {words}.",
            f"Correct user, password and database in the URL in the variable {variable}.",
        )
    return PassingError(
        f"the database could not be reached: {words}.",
        f"Check the URL in the variable {variable}, and that the server runs and lets this machine in.",
    )


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
    names = {str(part) for part in (url.username, *url.query.values()) if part and len(str(part)) > 2}
    secrets = {url.password or ""} | (names if url.get_backend_name() != "sqlite" else set())
    spelled = {spelling for secret in secrets for spelling in (secret, quote(secret), quote_plus(secret))}
    for secret in sorted((whole | spelled) - {""}, key=len, reverse=True):
        words = words.replace(secret, "…")
    return words
