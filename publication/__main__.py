"""The command line of releases: python -m publication COMMAND CONFIG."""

import sys

import typer

from publication.pages.serving import serve

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def about() -> None:
    """Make, look at, serve and withdraw releases: finished figures that never change."""


def with_the_warehouse() -> None:
    """The commands that make and change releases: only they import what opens the warehouse."""
    from publication.commands.comparing import compare
    from publication.commands.listing import list_releases, show
    from publication.commands.making import preview, release
    from publication.commands.site_writing import site
    from publication.commands.withdrawing import withdraw

    app.command()(release)
    app.command()(preview)
    app.command("list")(list_releases)
    app.command()(show)
    app.command()(compare)
    app.command()(withdraw)
    app.command()(site)


app.command()(serve)
if sys.argv[1:2] != ["serve"]:
    with_the_warehouse()

if __name__ == "__main__":
    app(prog_name="python -m publication")
