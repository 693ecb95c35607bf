"""Alias files: names that a source uses and the register does not know, with the council that is meant."""

import csv
from collections.abc import Mapping
from pathlib import Path


class AliasFileError(Exception):
    """An alias file cannot be used: the beginning of a sentence that says why."""


def read_aliases(path: Path) -> Mapping[str, str]:
    """Name and council's key or code, from the columns 'name' and 'council'; other columns are for people."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["name"]: row["council"].strip() for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise AliasFileError(f"the alias file {path} cannot be read: {cause}") from None
    except (KeyError, AttributeError):
        raise AliasFileError(f"the alias file {path} has not the columns 'name' and 'council' in every row") from None
