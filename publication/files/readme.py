"""What stands in words beside a release's tables, for somebody who has nothing but the folder."""

from kpis.markers import MEANINGS, bracketed
from kpis.periods import long_date
from kpis.wording import counted
from publication.files.about import DEMONSTRATION
from publication.files.columns import COLUMNS, council_name, service_name
from publication.files.licence import addresses, attributions
from publication.files.revisions import REVISION_COLUMNS
from views.compare_words import CAN_OPENER, CAUTION
from views.open.release import CouncilPart, ReleaseReader, Threshold


def readme(reader: ReleaseReader, address: str) -> str:
    """README.txt: what this is, what to beware of, and what every marker and column means."""
    facts = reader.facts
    following = f"The next release is due on {long_date(facts.next_at.date())}." if facts.next_at else ""
    titles = {"Beware": _cautions(reader), "Councils": [_part(reader, part) for part in reader.parts.values()]}
    titles |= {
        "Markers": [f"{bracketed(marker)} {meaning}" for marker, meaning in MEANINGS.items()],
        "Small numbers": [_threshold(reader, key, one) for key, one in reader.thresholds.items()],
        "Measures": [f"{kpi.key} (version {kpi.version}): {kpi.name}. {kpi.definition}" for kpi in reader.catalogue],
        "Columns of figures.csv": [f"{column.name}: {column.says}" for column in COLUMNS],
        "Columns of revisions.csv": [f"{column.name}: {column.says}" for column in REVISION_COLUMNS],
    }
    opening = [
        f"{facts.title}: release {facts.number}",
        f"Published on {long_date(facts.published_at.date())}. {following}".strip(),
        f"On the web: {address}",
        *([facts.notes] if facts.notes else []),
    ]
    parts = [_titled(title, points) for title, points in titles.items() if points]
    return "\n".join(opening) + "\n\n" + "\n".join(parts)


def licence_text(reader: ReleaseReader) -> str:
    """LICENCE.txt: the licence and every attribution."""
    lines = [*attributions(reader, None), "", *addresses(reader)]
    return "\n".join(lines) + "\n"


def _cautions(reader: ReleaseReader) -> list[str]:
    demonstration = [DEMONSTRATION] if reader.facts.demonstration else []
    return [*demonstration, f"{CAN_OPENER} {CAUTION}", "An empty value is not a zero; its marker says why."]


def _part(reader: ReleaseReader, part: CouncilPart) -> str:
    name = council_name(reader, part.council)
    invented = " (illustrative)" if part.illustrative else ""
    approved = f"approved by {part.approved_by} on {long_date(part.approved_on)}"
    since = f"as it stands since release {part.since}"
    covered = f"{part.provided:,} of {counted(part.expected, 'value')} provided, {part.hidden:,} hidden"
    notes = f" {part.notes}" if part.notes else ""
    return f"{name}{invented}: {part.publisher}, {part.contact}; {approved}; {since}; {covered}.{notes}"


def _threshold(reader: ReleaseReader, key: str, one: Threshold) -> str:
    which = (
        service_name(reader, key) if key else "Every other service" if len(reader.thresholds) > 1 else "All services"
    )
    zero = "Zero is hidden too." if one.zero_too else "Zero is shown."
    return f"{which}: counts from 1 to {one.below - 1} are hidden, and others that would reveal them. {zero}"


def _titled(title: str, points: list[str]) -> str:
    return f"{title}\n{'-' * len(title)}\n" + "".join(f"- {point}\n" for point in points)
