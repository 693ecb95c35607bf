"""A release as the interface tells of it."""

from kpis.markers import MEANINGS
from publication.api.answers import Measure, Named, Part, Release, ReleaseListed, SmallNumbers, Source
from publication.files.about import kpi_facts, moment
from publication.files.bundle import bundle_name
from publication.files.columns import council_name
from publication.files.licence import attributions
from views.open.release import CouncilPart, ReleaseFacts, ReleaseReader


def listed(facts: ReleaseFacts, base: str) -> ReleaseListed:
    """A release in a list; `base` is what the site's addresses begin with."""
    address = f"{base}/open/release/{facts.number}/"
    return ReleaseListed(
        number=facts.number,
        title=facts.title,
        published_at=moment(facts.published_at),
        next_at=moment(facts.next_at) if facts.next_at else None,
        notes=facts.notes,
        previous=facts.previous,
        demonstration=facts.demonstration,
        withdrawn_at=moment(facts.withdrawn_at) if facts.withdrawn_at else None,
        withdrawn_because=facts.withdrawn_because,
        address=address,
        bulk=f"{address}{bundle_name(facts.number)}",
    )


def whole(reader: ReleaseReader, base: str) -> Release:
    """A release with its parts, definitions and sources."""
    named = {kpi for part in reader.parts.values() for kpi in part.kpis}
    return Release(
        **listed(reader.facts, base).model_dump(),
        councils=[_part(reader, part) for part in reader.parts.values()],
        services=[Named(key=key, name=service.name) for key, service in reader.services.items()],
        kpis=[Measure(**kpi_facts(kpi)) for kpi in reader.catalogue if kpi.key in named],
        small_numbers=[
            SmallNumbers(service=key, below=one.below, zero_too=one.zero_too) for key, one in reader.thresholds.items()
        ],
        sources=[
            Source(
                title=one.title,
                publisher=one.publisher,
                link=one.link,
                licence=one.licence,
                illustrative=one.illustrative,
            )
            for one in reader.sources.values()
        ],
        markers={f"[{letter}]": words for letter, words in MEANINGS.items()},
        licence=" ".join(attributions(reader, None)),
    )


def _part(reader: ReleaseReader, part: CouncilPart) -> Part:
    council = reader.register.with_code(part.council)
    return Part(
        council=part.council,
        gss=council.gss if council else "",
        name=council_name(reader, part.council),
        illustrative=part.illustrative,
        since=part.since,
        publisher=part.publisher,
        contact=part.contact,
        approved_by=part.approved_by,
        approved_on=part.approved_on,
        next_at=moment(part.next_at) if part.next_at else None,
        notes=part.notes,
        services=list(part.services),
        kpis=list(part.kpis),
        provided=part.provided,
        expected=part.expected,
        hidden=part.hidden,
    )
