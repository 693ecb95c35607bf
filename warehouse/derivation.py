"""Observations become KPI cells, in the warehouse, for the councils that a load touched.

Each step is one statement over the ones before: what is known of each series (`known`), summed over channels (`sums`),
then both sides of a KPI brought together and judged (`meeting`), then cells, and what pages want to know of them at a
glance (`summaries`).
"""

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
from sqlalchemy import Connection, select, text

from kpis.catalogue import Catalogue
from kpis.channels import ALL, CHANNELS, DIGITAL, UNDIVIDED_DIGITAL
from kpis.figure import ABOVE
from warehouse import bulk, known, meeting, sums
from warehouse.calendar import lay_calendar
from warehouse.cell_tables import OF_A_COUNCIL
from warehouse.labels import Labels
from warehouse.schema import BASES, source
from warehouse.summaries import sum_up
from warehouse.terms import channel_bits, lay_terms

MOST_AT_ONCE = 1_500_000
"""Observations whose cells are made together: enough for speed, few enough for memory."""

MANY = 1000
"""Series of cells made together from which the engine's idea of the tables is made anew."""

SIZES = """
SELECT p.council, count(o.series) AS observations
FROM (SELECT DISTINCT council FROM touched) AS t
JOIN place AS p ON p.council = t.council
JOIN series AS s ON s.place = p.id
LEFT JOIN observation AS o ON o.series = s.id
GROUP BY p.council ORDER BY p.council
"""

REASONS = """
SELECT DISTINCT fault, basis, other_basis, missing, numerator_covers, denominator_covers FROM judged WHERE fault <> ''
"""

CELLS = f"""
INSERT INTO {{table}}
SELECT k.kpi, p.council, p.service, k.channel, p.breakdown, p.segment, k.frequency, j.period_start,
    j.numerator, j.denominator,
    CASE WHEN j.fault = '' OR (j.fault = '{ABOVE}' AND j.kind = 'completion' AND j.basis = :event) THEN 1 ELSE 0 END,
    j.expected, j.estimated, coalesce(j.basis, 0), coalesce(r.reason, 0)
FROM judged AS j
JOIN track AS k ON k.id = j.track
JOIN place AS p ON p.id = k.place
LEFT JOIN reasons AS r ON r.fault = j.fault AND r.basis IS NOT DISTINCT FROM j.basis
    AND r.other_basis IS NOT DISTINCT FROM j.other_basis AND r.missing = j.missing
    AND r.numerator_covers = j.numerator_covers AND r.denominator_covers = j.denominator_covers
WHERE (k.channel = 0 AND p.breakdown = 0) = {{whole}}
ORDER BY j.track, j.period_start
"""
"""In the order in which pages ask, so that a page reads few blocks. More finished than began is a value all the same
where each event is counted by its own date (METHODS D3)."""


def derive_cells(connection: Connection, labels: Labels, catalogue: Catalogue) -> None:
    """Make the cells of the councils in the temporary table `touched` anew from every source's observations."""
    sizes = connection.execute(text(SIZES)).all()
    if not sizes:
        return
    bulk.expect(connection, sum(size for _, size in sizes))
    lay_terms(connection, labels, catalogue)
    lay_calendar(connection, labels)
    _lay_bases(connection, labels)
    _lay(connection, {"given_years": known.GIVEN_YEARS})
    for table in OF_A_COUNCIL:
        connection.execute(text(f"DELETE FROM {table.name} WHERE council IN (SELECT council FROM touched)"))
    for councils in _chunks(sizes):
        bulk.temporary(connection, "chunk", pa.table({"council": pa.array(councils, pa.int32())}))
        _derive_chunk(connection, labels)
    if _count(connection, "track") >= MANY:
        bulk.survey(connection, "whole_cell", "part_cell")
    sum_up(connection)


def _chunks(sizes: Iterable[Sequence[int]]) -> Iterator[list[int]]:
    """The touched councils, as many at a time as memory holds; `sizes` are (council, observations)."""
    together: list[int] = []
    observations = 0
    for council, size in sizes:
        if together and observations + size > MOST_AT_ONCE:
            yield together
            together, observations = [], 0
        together.append(council)
        observations += size
    if together:
        yield together


def _derive_chunk(connection: Connection, labels: Labels) -> None:
    bits = channel_bits(labels.of_kind("channel"))
    parts = sum(bits[channel] for channel in DIGITAL if channel != UNDIVIDED_DIGITAL)
    digital = bits[UNDIVIDED_DIGITAL]
    masks = {"total": bits[ALL], "digital": digital, "any_digital": parts | digital, "not_parts": ~parts}
    _lay(connection, known.STEPS | sums.STEPS | {"wanted": meeting.WANTED})
    _lay(connection, meeting.steps(_count(connection, "wanted") > 0, masks))
    _lay_reasons(connection, labels, bits)
    event = {"event": labels.learn("basis", ["event"])["event"]}
    for table, whole in (("whole_cell", "true"), ("part_cell", "false")):
        connection.execute(text(CELLS.format(table=table, whole=whole)), event)


def _lay(connection: Connection, steps: dict[str, str]) -> None:
    for name, query in steps.items():
        bulk.make(connection, name, query)


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() or 0)


def _lay_bases(connection: Connection, labels: Labels) -> None:
    """Temporary table `basis`: each source and the labels of what it says about how it counts."""
    kinds = {name.removesuffix("_basis"): source.c[name] for name in BASES}
    rows = connection.execute(select(source.c.id, *kinds.values())).all()
    numbers = labels.learn("basis", [name for _, *bases in rows for name in bases])
    columns = {kind: [numbers[row[place]] for row in rows] for place, kind in enumerate(kinds, 1)}
    columns["source"] = [row[0] for row in rows]
    bulk.temporary(connection, "basis", pa.table({name: pa.array(ids, pa.int32()) for name, ids in columns.items()}))


def _lay_reasons(connection: Connection, labels: Labels, bits: dict[str, int]) -> None:
    """Temporary table `reasons` with the label of each reason that the chunk's cells give."""
    found = [row._asdict() for row in connection.execute(text(REASONS))]
    said = [_reason(row, bits, labels.texts) for row in found]
    numbers = labels.learn("reason", said)
    keys = ("basis", "other_basis", "missing", "numerator_covers", "denominator_covers")
    columns = {name: pa.array([row[name] for row in found], pa.int64()) for name in keys}
    columns["fault"] = pa.array([row["fault"] for row in found], pa.string())
    columns["reason"] = pa.array([numbers[reason] for reason in said], pa.int32())
    bulk.temporary(connection, "reasons", pa.table(columns))


def _reason(row: dict[str, int | str], bits: dict[str, int], names: dict[int, str]) -> str:
    if row["fault"] == "bases":
        bases = sorted(names[int(row[key])] or "not stated" for key in ("basis", "other_basis"))
        return f"different bases: {'; '.join(bases)}"
    if row["fault"] not in ("missing", "channels"):
        return str(row["fault"])
    lacking = int(row["missing"])
    if row["fault"] == "channels":
        lacking = int(row["numerator_covers"]) ^ int(row["denominator_covers"])
    return ",".join(channel for channel in CHANNELS if lacking & bits[channel] and channel != ALL)
