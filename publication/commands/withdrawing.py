"""Taking a release back."""

from typing import Annotated

import typer

from configuration import read_configuration
from kpis.wording import joined
from publication.commands.words import Config, Number, told_in_words
from publication.releases.archive import root_of, still_in, take_back
from publication.releases.shelf import now

Because = Annotated[str, typer.Option(help="Why, for readers: the release's address will answer with it.")]


def withdraw(config: Config, number: Number, because: Because) -> None:
    """Withdraw a release: its addresses answer 410 with the reason; the release before is the newest again."""
    with told_in_words():
        root = root_of(read_configuration(config))
        release = take_back(root, number, because, now())
        print(
            f"Release {number}, '{release.facts.title}', is withdrawn. Its addresses stay and say why. What was copied "
            "or downloaded from it cannot be called back; a static site must be written anew."
        )
        for other, councils in still_in(root, number).items():
            print(
                f"Release {other} still holds what release {number} said of {joined(councils)}. If that is wrong too, "
                f"withdraw release {other}, or release those councils anew."
            )
