"""What the figures of a release mean: measures, channels, markers and words, by which they were made."""

import re
from dataclasses import dataclass

from kpis.definitions import built_in
from kpis.documentation import WORDS
from kpis.markers import MEANINGS
from views.meanings import Definition, channels, definition
from views.open.about_release import ReleaseBox, release_box
from views.open.addresses import DEFINITIONS
from views.open.release import ReleaseReader
from views.table import Table

CODES = re.compile(r" \([A-Z]\d[^)]*\)")
"""Numbers of rules, which say nothing to the public."""


@dataclass(frozen=True)
class OpenDefinitions:
    """Everything that explains a figure."""

    title: str
    path: str
    lead: str
    measures: tuple[Definition, ...]
    words: tuple[tuple[str, str], ...]
    markers: tuple[tuple[str, str], ...]
    channels: Table
    release: ReleaseBox


def open_definitions(reader: ReleaseReader) -> OpenDefinitions:
    """The page, from the definitions that the release holds."""
    common = {kpi.key for kpi in built_in()}
    return OpenDefinitions(
        title="Definitions",
        path=DEFINITIONS,
        lead="What each measure counts, how to read it, and what the marks beside figures mean.",
        measures=tuple(definition(kpi, kpi.key not in common) for kpi in reader.catalogue),
        words=tuple((name, CODES.sub("", f"{words[:1].upper()}{words[1:]}")) for name, words in WORDS.items()),
        markers=tuple((f"[{letter}]", f"{words[:1].upper()}{words[1:]}.") for letter, words in MEANINGS.items()),
        channels=channels(),
        release=release_box(reader),
    )
