"""What differs from the release before, as a table: what each figure was, what it is now, and why."""

from collections.abc import Iterator, Sequence

from kpis.figure import Figure
from kpis.markers import bracketed
from publication.files.columns import IDENTITY, KEY, Column, identity
from views.file_values import Value
from views.open.release import ReleaseReader, Revision

NEW = (
    Column("change", "text", "'added', 'revised' or 'withdrawn' since the release before.", "Change", always=True),
    Column("value_before", "number", "The value in the release before; empty if it had none.", "Value before"),
    Column("marker_before", "text", "Why there was none, or what limited it.", "Marker before"),
    Column("value", "number", "The value in this release; empty if it has none.", "Value"),
    Column("marker", "text", "Why there is none, or what limits it.", "Marker"),
    Column("reason", "text", "Why it changed, as the council gave it.", "Reason"),
    Column("kpi", "text", "The KPI's key.", "KPI", always=True),
    Column("release", "integer", "Number of the release that made the change.", "Release", always=True),
)
REVISION_COLUMNS = (*IDENTITY, *NEW)
REVISION_NAMES = tuple(column.name for column in REVISION_COLUMNS)
REVISION_KEY = KEY


def revision_lines(reader: ReleaseReader, revisions: Sequence[Revision]) -> Iterator[tuple[Value, ...]]:
    """Each change's values in the order of REVISION_COLUMNS."""
    for change in revisions:
        yield (
            *identity(reader, change.row),
            change.kind,
            *_found(change.before),
            *_found(change.now),
            change.reason,
            change.row.kpi,
            reader.facts.number,
        )


def _found(figure: Figure | None) -> tuple[Value, Value]:
    return (figure.value, " ".join(map(bracketed, figure.markers))) if figure else (None, "")
