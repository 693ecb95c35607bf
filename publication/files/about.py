"""What must be known to use a file of figures: of what it is, whose, how it was made and what to beware of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kpis.catalogue import Kpi
from kpis.markers import MEANINGS
from publication.files.columns import NAMES, is_illustrative
from publication.files.licence import attributions, publishers, sources
from views.compare_words import CAN_OPENER, CAUTION
from views.file_about import UNITS
from views.open.release import Finished, ReleaseFacts, ReleaseReader

DEMONSTRATION = "This is a demonstration: figures marked illustrative are invented and of no real council."


@dataclass(frozen=True)
class Subject:
    """Of what a file is: the title of its page, and the page's permanent address."""

    title: str
    address: str


def about(reader: ReleaseReader, rows: Sequence[Finished], subject: Subject) -> dict[str, Any]:
    """What stands over the rows of a JSON file."""
    councils = named(rows)
    return {
        "title": subject.title,
        "address": subject.address,
        "release": release(reader.facts),
        "kpis": [kpi_facts(reader.catalogue[key]) for key in kpi_keys(reader, rows)],
        "markers": markers(rows),
        "cautions": cautions(reader, rows),
        "licence": " ".join(attributions(reader, rows)),
        "licence_link": reader.facts.licence_link,
        "publishers": publishers(reader, rows),
        "sources": [
            {"title": one.title, "publisher": one.publisher, "link": one.link, "licence": one.licence}
            for one in sources(reader, rows)
        ],
        "illustrative": any(is_illustrative(reader, key) for key in councils),
        "columns": NAMES,
    }


def release(facts: ReleaseFacts) -> dict[str, Any]:
    """The release in a few values; times are in UTC."""
    return {
        "number": facts.number,
        "title": facts.title,
        "published_at": moment(facts.published_at),
        "next_at": moment(facts.next_at) if facts.next_at else None,
        "notes": facts.notes,
        "previous": facts.previous,
        "demonstration": facts.demonstration,
    }


def moment(when: datetime) -> str:
    """'2026-11-22T09:30:00Z': a release's times are in UTC, whether or not they say so."""
    utc = when.astimezone(UTC) if when.tzinfo else when
    return f"{utc.replace(tzinfo=None, microsecond=0).isoformat()}Z"


def kpi_facts(kpi: Kpi) -> dict[str, Any]:
    """A KPI's definition."""
    return {
        "key": kpi.key,
        "name": kpi.name,
        "description": kpi.description,
        "definition": kpi.definition,
        "definition_version": kpi.version,
        "guidance": kpi.guidance,
        "numerator": kpi.numerator_name,
        "denominator": kpi.denominator_name,
        "unit": kpi.unit,
        "value_is": UNITS[kpi.unit],
        "better": kpi.better,
    }


def named(rows: Sequence[Finished]) -> list[str]:
    """The councils that the rows name, each once, in the rows' order."""
    return list(dict.fromkeys(row.council for row in rows))


def kpi_keys(reader: ReleaseReader, rows: Sequence[Finished]) -> list[str]:
    """The KPIs of the rows in the order of the catalogue."""
    have = {row.kpi for row in rows}
    return [kpi.key for kpi in reader.catalogue if kpi.key in have]


def markers(rows: Sequence[Finished]) -> dict[str, str]:
    """Each marker that stands in the rows, and what it means."""
    have = {marker for row in rows for marker in row.figure.markers}
    return {f"[{letter}]": words for letter, words in MEANINGS.items() if letter in have}


def cautions(reader: ReleaseReader, rows: Sequence[Finished]) -> list[str]:
    """What to beware of: councils beside each other, a demonstration, what councils said of their own part."""
    councils = named(rows)
    notes = [reader.parts[key].notes for key in councils if key in reader.parts]
    return [
        *([f"{CAN_OPENER} {CAUTION}"] if len(councils) > 1 else []),
        *([DEMONSTRATION] if reader.facts.demonstration else []),
        *dict.fromkeys(note for note in notes if note),
    ]
