"""Councils that events, re-basings and targets are about: a misspelt one would be shown nowhere, and not be missed."""

from difflib import get_close_matches

from configuration import Configuration, ConfigurationError
from kpis.councils import Register


def refuse_unknown_councils(configuration: Configuration, register: Register) -> None:
    """Raise ConfigurationError if a note or a target is about a council that no register knows."""
    keys = [one.key for one in register.councils]
    tables = {
        "annotation": [entry.council for entry in configuration.annotation],
        "rebase": [entry.council for entry in configuration.rebase],
        "target": [entry.council for entry in configuration.target],
    }
    for table, councils in tables.items():
        for council in councils:
            if council not in keys:
                near = get_close_matches(council, keys, n=1)
                hint = f"Is '{near[0]}' meant? " if near else "Write the council's key. "
                raise ConfigurationError(
                    f"{configuration.path}: [[{table}]] is about the council '{council}', which the register "
                    f"does not know. {hint}Nothing was loaded or changed."
                )
