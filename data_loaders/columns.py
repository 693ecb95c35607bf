"""Finding a column by its header, or by its place ('#3') where headers repeat or are empty."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from data_loaders.errors import SourceError

PLACE = re.compile(r"#(\d+)")
LISTED = 12
"""Column names that a message lists at most."""


@dataclass(frozen=True)
class Columns:
    """The headers of what a source returned; `returned` and `file` are words for messages."""

    headers: Sequence[str]
    returned: str
    file: str

    def find(self, address: str, table: str) -> int:
        """The place of a column, from 0; raises SourceError, naming the table of the TOML file to fix."""
        places = [place for place, header in enumerate(self.headers) if header == address]
        if len(places) == 1:
            return places[0]
        remedy = f"Fix {table} in {self.file}."
        if places:
            addresses = " or ".join(f"'#{place + 1}'" for place in places)
            raise SourceError(f"{self.returned} {len(places)} columns '{address}'.", f"Write {addresses}. {remedy}")
        if match := PLACE.fullmatch(address):
            if 0 < int(match[1]) <= len(self.headers):
                return int(match[1]) - 1
            raise SourceError(f"{self.returned} no column {address} (it has {len(self.headers)} columns).", remedy)
        raise SourceError(f"{self.returned} no column '{address}' (it has {self.names_near(address)}).", remedy)

    def names_near(self, address: str) -> str:
        """The columns there are, in words; where they are many, those like the address first."""
        names = sorted({header.replace("\n", "\\n") for header in self.headers if header})
        if len(names) <= LISTED:
            return ", ".join(names) or "no headers"
        near = get_close_matches(address, names, n=3, cutoff=0.4)
        shown = near + [name for name in names if name not in near][: LISTED - len(near)]
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
