"""The loader's command line: python -m data_loaders COMMAND CONFIG.

A command imports what it needs when it is given: importing all of it takes longer than most of them do.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from configuration import ConfigurationError, read_configuration
from data_loaders.errors import SourceError
from data_loaders.without_pandas import do_without_pandas
from warehouse.faults import WarehouseError
from warehouse.memory import give_back_memory

FAILED, UNUSABLE, HELD_BACK = 1, 2, 3
"""Exit statuses: a source failed (or needs looking at); CONFIG or an option cannot be used; too many rows refused."""

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Config = Annotated[Path, typer.Argument(help="The configuration: a TOML file.")]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be repeated.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for machines.")]
From = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Periods from that day on.")]
To = Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Periods that begin by that day.")]


@app.callback()
def about() -> None:
    """Bring figures from councils' databases and files into the dashboard's warehouse."""


@app.command()
def refresh(
    config: Config,
    source: Sources = None,
    new_only: Annotated[bool, typer.Option("--new-only", help="Load only what changed since the last load.")] = False,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Load only periods that begin on that day or later.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Load all of each source, whatever was read before.")] = False,
    json: Json = False,
) -> None:
    """Load every source. Status 0: all went well; 1: a source failed; 2: CONFIG is unusable; 3: too much refused."""
    from data_loaders.journal import Journal
    from data_loaders.progress import progress
    from data_loaders.refresh import Asked, prepare
    from data_loaders.stopping import stoppable

    asked = Asked(tuple(source or ()), new_only, since.date() if since else None, full)
    with stoppable(), _told_in_words():
        ready = prepare(read_configuration(config), asked.names)
        with progress(json, ready.writer.store, ready.writer.catalogue) as told:
            outcome = ready.run(asked, Journal(told, ready.writer.store))
    if outcome.failed or outcome.held:
        raise typer.Exit(FAILED if outcome.failed else HELD_BACK)


@app.command()
def check(config: Config, source: Sources = None) -> None:
    """Read a few rows of every source and show what they would become; nothing is changed."""
    from data_loaders.checking import check_sources

    with _told_in_words():
        well = check_sources(read_configuration(config), tuple(source or ()), print)
    if not well:
        raise typer.Exit(FAILED)


@app.command()
def status(config: Config, json: Json = False) -> None:
    """Show each source's last load and when new figures are expected; status 1 if one needs looking at."""
    from data_loaders.status import show_status

    with _told_in_words():
        well = show_status(read_configuration(config), json)
    if not well:
        raise typer.Exit(FAILED)


@app.command()
def history(
    config: Config,
    council: Annotated[str, typer.Option(help="The council's key.")] = "",
    service: Annotated[str, typer.Option(help="The service's key.")] = "",
    channel: Annotated[str, typer.Option(help="The channel.")] = "",
    measure: Annotated[str, typer.Option(help="The measure.")] = "",
    segment: Annotated[str, typer.Option(help="The segment.")] = "",
    source: Annotated[str, typer.Option(help="The source.")] = "",
    first: From = None,
    last: To = None,
    json: Json = False,
) -> None:
    """Show every value that was ever given, when it came and when it went."""
    from data_loaders.looking_back import show_history
    from warehouse.history import Which

    which = Which(source, council, service, channel, measure, segment, *_days(first, last))
    with _told_in_words():
        show_history(read_configuration(config), which, json)


@app.command()
def purge(
    config: Config,
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    council: Annotated[str, typer.Option(help="The council's key.")] = "",
    service: Annotated[str, typer.Option(help="The service's key.")] = "",
    channel: Annotated[str, typer.Option(help="The channel.")] = "",
    measure: Annotated[str, typer.Option(help="The measure.")] = "",
    segment: Annotated[str, typer.Option(help="The segment.")] = "",
    source: Annotated[str, typer.Option(help="The source.")] = "",
    first: From = None,
    last: To = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove values for good: from what is shown, from the history and from the versions that are kept."""
    from data_loaders.taking_out import take_out
    from warehouse.history import Which

    which = Which(source, council, service, channel, measure, segment, *_days(first, last))
    if not yes:
        typer.confirm(f"Remove {which.words} for good?", abort=True)
    with _told_in_words():
        print(take_out(read_configuration(config), which, reason))


@app.command()
def template(
    config: Config,
    file: Annotated[Path, typer.Argument(help="The spreadsheet to write, .xlsx; it must not be there yet.")],
    council: Annotated[str, typer.Option(help="Whose figures it asks for: a council's key.")],
    first: Annotated[
        str, typer.Option("--from", help="First month, as 2025-04; else of the last financial year.")
    ] = "",
    months: Annotated[int, typer.Option(min=1, max=36, help="How many months.")] = 12,
) -> None:
    """Write a spreadsheet to fill in: monthly volumes, a year's costs, ratings. Kind 'template' reads it back."""
    from data_loaders import template_command

    with _told_in_words():
        print(template_command.template(config, file, council, first, months))


@contextmanager
def _told_in_words() -> Iterator[None]:
    """What cannot go on ends with its sentence and a status."""
    try:
        yield
    except ConfigurationError as error:
        _stop(error, UNUSABLE)
    except (WarehouseError, SourceError) as error:
        _stop(error, FAILED)


def _days(*moments: datetime | None) -> tuple[date | None, ...]:
    return tuple(moment.date() if moment else None for moment in moments)


def _stop(error: Exception, status: int) -> None:
    print(error, file=sys.stderr)
    raise typer.Exit(status) from None


if __name__ == "__main__":
    do_without_pandas()
    give_back_memory()
    app(prog_name="python -m data_loaders")
