"""The loader's command line: python -m data_loaders refresh CONFIG."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from configuration import ConfigurationError, read_configuration
from data_loaders.progress import progress
from data_loaders.refresh import prepare
from data_loaders.without_pandas import do_without_pandas
from warehouse.store import WarehouseError

SOURCE_FAILED = 1
CONFIGURATION_UNUSABLE = 2

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def about() -> None:
    """Bring figures from councils' databases and files into the dashboard's warehouse."""


@app.command()
def refresh(
    config: Annotated[Path, typer.Argument(help="The configuration: a TOML file.")],
    source: Annotated[list[str] | None, typer.Option(help="Load only this source; may be repeated.")] = None,
    new_only: Annotated[bool, typer.Option("--new-only", help="Load only what changed since the last load.")] = False,
) -> None:
    """Load every source. The status is 0 if all went well, 1 if a source failed, 2 if CONFIG cannot be used."""
    names = tuple(source or ())
    try:
        ready = prepare(read_configuration(config), names)
        with progress() as told:
            well = ready.run(names, new_only, told)
    except ConfigurationError as error:
        _stop(error, CONFIGURATION_UNUSABLE)
    except WarehouseError as error:
        _stop(error, SOURCE_FAILED)
    if not well:
        raise typer.Exit(SOURCE_FAILED)


def _stop(error: Exception, status: int) -> None:
    print(error, file=sys.stderr)
    raise typer.Exit(status) from None


if __name__ == "__main__":
    do_without_pandas()
    app(prog_name="python -m data_loaders")
