"""What must be known to use a file: the measure, where its figures come from, under which licence."""

from collections.abc import Iterable
from typing import Any

from kpis.markers import IN_RELEASES_ONLY, MEANINGS
from kpis.services import Service
from views.compare_words import CAN_OPENER, CAUTION
from views.council_figures import given_by
from views.data_file import FileRequest, extents
from views.file_judged import EXPLAINED
from views.reader import Extent, Reader

UNITS = {"percent": "a fraction of one: 0.25 is 25%", "pounds": "pounds", "number": "a number"}
COUNCIL_CODES = "Council codes: mySociety, CC BY 4.0."


def about(reader: Reader, request: FileRequest) -> dict[str, Any]:
    """What stands over the rows of a JSON file: the measure, where it comes from, under which licence."""
    kpi, made_of = request.kpi, extents(reader, request)
    sources = given_by(reader, made_of, request.by_segment)
    invented = {extent.council for extent in made_of if reader.register.by_key[extent.council.lower()].illustrative}
    licences = [f"{source.title}: {source.licence or 'no licence stated'}." for source in sources]
    return {
        "kpi": kpi.key,
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
        "services": [_numbers(one) for one in _services(reader, made_of) if one.numbers],
        "cautions": [f"{CAN_OPENER} {CAUTION}"] if len({extent.council for extent in made_of}) > 1 else [],
        "illustrative": bool(invented),
        "licence": " ".join([*licences, COUNCIL_CODES]),
        "sources": [
            {"title": source.title, "publisher": source.publisher, "link": source.link, "loaded_at": source.loaded_at}
            for source in sources
        ],
        "markers": {letter: words for letter, words in MEANINGS.items() if letter not in IN_RELEASES_ONLY},
        "as_at": request.as_at,
        "boundaries": request.selection.boundaries or "as_it_was",
        "columns": request.columns,
        **({"normal_variation": dict(EXPLAINED)} if request.judged else {}),
    }


def _services(reader: Reader, made_of: Iterable[Extent]) -> list[Service]:
    return [reader.services()[key] for key in sorted({extent.service for extent in made_of})]


def _numbers(service: Service) -> dict[str, Any]:
    """Under which numbers other systems know it (METHODS D8)."""
    return {"key": service.key, "name": service.name, "lgsl": service.lgsl, "lgil": service.lgil}
