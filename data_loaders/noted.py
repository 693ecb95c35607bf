"""Councils that events, re-basings and targets are about: a misspelt one would be shown nowhere, and not be missed."""

from difflib import get_close_matches

from configuration import Configuration, ConfigurationError
from kpis.councils import Register


def refuse_unknown_councils(configuration: Configuration, register: Register) -> None:
    """Raise ConfigurationError if a note or a target is about a council that no register knows."""
    keys = [council.key for council in register.councils]
    tables = {
        "annotation": configuration.annotation,
        "rebase": configuration.rebase,
        "target": configuration.target,
    }
    for table, entries in tables.items():
        for entry in entries:
            if entry.council not in keys:
                near = get_close_matches(entry.council, keys, n=1)
                hint = f"Is '{near[0]}' meant? " if near else "Write the council's key. "
                raise ConfigurationError(
                    f"{configuration.path}: [[{table}]] is about the council '{entry.council}', which the register "
                    f"does not know. {hint}Nothing was loaded or changed."
                )
