"""What every command shares: its arguments, its errors in words, its tables."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from configuration import ConfigurationError
from publication.releases.errors import ReleaseError

FAILED, UNUSABLE = 1, 2
"""Exit statuses: it could not be done, and nothing was changed; CONFIG cannot be used."""

WIDE = 160

Config = Annotated[Path, typer.Argument(help="The configuration: a TOML file.")]
Number = Annotated[int, typer.Argument(min=1, help="The release's number.")]
Json = Annotated[bool, typer.Option("--json", help="JSON, for machines.")]
Title = Annotated[str, typer.Option(help="The release's title: 'Spring 2026'.")]
Councils = Annotated[
    list[str] | None,
    typer.Option("--council", help="Only this council's part is made anew; may be repeated. Others stay as they were."),
]
Embargo = Annotated[
    str, typer.Option(metavar="TIME", help="When it comes out: '2026-06-01 09:30', UK time. Without it: now.")
]
Notes = Annotated[str, typer.Option(help="What readers must know of the release as a whole.")]
Reason = Annotated[str, typer.Option(help="Why figures differ from the release before.")]


@contextmanager
def told_in_words() -> Iterator[None]:
    """What cannot go on ends with its sentence and a status."""
    try:
        yield
    except ConfigurationError as error:
        _stop(error, UNUSABLE)
    except ReleaseError as error:
        _stop(error, FAILED)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns under their headings; nothing at all without rows."""
    table = Table(*headings, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row))
    if table.row_count:
        Console(width=WIDE, highlight=False, markup=False).print(table)


def _stop(error: Exception, status: int) -> None:
    print(error, file=sys.stderr)
    raise typer.Exit(status) from None
