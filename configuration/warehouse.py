"""Where the dashboard keeps its own figures."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from configuration.entry import Entry

VARIABLE = r"[A-Za-z_][A-Za-z0-9_]*"


class Warehouse(Entry):
    """Where the dashboard keeps its own figures."""

    url: str = Field(
        default="",
        description="'duckdb:///folder' for the embedded store, a folder of versioned files, taken from the TOML "
        "file's own folder if it is relative; or 'postgresql://user@host/database' for a PostgreSQL server, whose "
        "password never stands here: it comes from PGPASSWORD or a password file, or with the URL from `url_variable`.",
    )
    url_variable: str | None = Field(
        default=None,
        pattern=VARIABLE,
        description="The *name* of the environment variable that holds the URL, in place of `url`.",
    )

    @model_validator(mode="after")
    def is_one_place_without_a_password(self) -> Self:
        """A password in a file is copied with it; two places would leave open which one counts."""
        if bool(self.url) == bool(self.url_variable):
            raise ValueError("needs either 'url' or 'url_variable'; give one of them")
        if "://" in self.url and _has_password(self.url):
            raise ValueError(
                "has a URL with a password in it; take it out, and put the whole URL into an environment variable that "
                "'url_variable' names"
            )
        return self


def _has_password(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.password) or "password=" in parts.query
