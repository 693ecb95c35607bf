"""The one error of this floor: a source that cannot be loaded, in a sentence for whoever runs it."""

import traceback
from pathlib import Path


class SourceError(Exception):
    """A source cannot be loaded: what happened, and what to do about it.

    The message never holds a credential. `sentence` adds the source and what it means for the figures shown.
    """

    def __init__(self, happened: str, remedy: str) -> None:
        super().__init__(f"{happened} {remedy}")
        self.happened = happened
        self.remedy = remedy

    def sentence(self, source: str) -> str:
        """The whole message: which source, what happened, what to do, what becomes of the figures."""
        return f"Source '{source}': {self.happened} {self.remedy} The figures loaded before stay."


class NoRowsError(SourceError):
    """A source with a header and nothing under it; one of several files may be so."""


def own_fault(error: Exception) -> SourceError:
    """A fault of this program rather than of the source; where it arose, and nothing of the data."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return SourceError(
        f"the loader met a fault of its own ({type(error).__name__}{place}).",
        "Report it to whoever keeps the dashboard.",
    )
