"""A database driver's refusals as sentences, without the credentials that some of them repeat."""

from urllib.parse import quote, quote_plus

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from data_loaders.errors import SourceError

SHOWN = 300
"""Characters of a driver's own words that are shown."""


def unreachable(error: Exception, url: URL, variable: str) -> SourceError:
    """The connection failed."""
    return SourceError(
        f"the database could not be reached: {own_words(error, url)}.",
        f"Check the URL in the variable {variable}, and that the server runs and lets this machine in.",
    )


def refused_query(error: Exception, url: URL) -> SourceError:
    """The database would not run the query, or broke off."""
    return SourceError(
        f"the database refused the query: {own_words(error, url)}.", "Correct 'query', or grant the right to read."
    )


def own_words(error: Exception, url: URL) -> str:
    """What the driver said, on one line, cut short, with user names, passwords and URLs blotted out."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    words = " ".join(str(original).split()).rstrip(".") or type(original).__name__
    return _blotted(words, url)[:SHOWN]


def _blotted(words: str, url: URL) -> str:
    whole = {url.render_as_string(hide_password=False), url.render_as_string()}
    names = {str(part) for part in (url.username, *url.query.values()) if part and len(str(part)) > 2}
    secrets = {url.password or ""} | (names if url.get_backend_name() != "sqlite" else set())
    spelled = {spelling for secret in secrets for spelling in (secret, quote(secret), quote_plus(secret))}
    for secret in sorted((whole | spelled) - {""}, key=len, reverse=True):
        words = words.replace(secret, "…")
    return words
