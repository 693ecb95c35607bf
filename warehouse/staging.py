"""A source's rows on their way in: names become numbers, duplicates go, several codes of one thing are added."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sqlalchemy import Connection, text

from warehouse import bulk
from warehouse.arrays import amounts, column, decimals, numbered
from warehouse.arrival import Refusal
from warehouse.crowds import Crowds
from warehouse.facts import Flags
from warehouse.labels import Labels
from warehouse.numbering import Numbering
from warehouse.schema import ESTIMATED, LARGEST, NOT_APPLICABLE, NOT_PROVIDED, PROVIDED

ADDED = "series INTEGER, period_start DATE, value NUMERIC(18, 6), status SMALLINT"

STATUS = {
    "provided": PROVIDED,
    "estimated": ESTIMATED,
    "not_provided": NOT_PROVIDED,
    "not_applicable": NOT_APPLICABLE,
}

REPEATED = {"row": pa.int64(), "code": pa.string()}
"""What tells one from the other where something came more than once."""

CROWDED = "SELECT series, period_start FROM added GROUP BY series, period_start HAVING count(*) > 1"

UNCROWDED = """
DELETE FROM added WHERE (series, period_start) IN (SELECT series, period_start FROM crowded)
"""

COUNTED = """
SELECT *, row_number() OVER (PARTITION BY series, period_start, code ORDER BY row, status, value) AS nth FROM repeated
"""

TOGETHER = f"""
    CASE WHEN count(CASE WHEN status = {NOT_PROVIDED} THEN 1 END) = 0 THEN sum(value) END,
    CASE WHEN count(CASE WHEN status = {NOT_PROVIDED} THEN 1 END) > 0 THEN {NOT_PROVIDED}
        WHEN count(value) = 0 THEN {NOT_APPLICABLE}
        WHEN count(CASE WHEN status = {ESTIMATED} THEN 1 END) > 0 THEN {ESTIMATED} ELSE {PROVIDED} END
"""
"""A sum that lacks one of its parts is not known (METHODS A2)."""

ADD = f"""
INSERT INTO added
SELECT series, period_start, {TOGETHER} FROM counted WHERE nth = 1 GROUP BY series, period_start
"""

WHOLES = f"""
INSERT INTO added
SELECT whole.id, part.period_start, {TOGETHER}
FROM added AS part
JOIN series AS s ON s.id = part.series
JOIN place AS p ON p.id = s.place AND p.breakdown <> 0
JOIN place AS w ON w.council = p.council AND w.service = p.service AND w.breakdown = 0
JOIN series AS whole ON whole.place = w.id AND whole.channel = s.channel AND whole.measure = s.measure
    AND whole.frequency = s.frequency
WHERE NOT EXISTS (
    SELECT 1 FROM added AS given WHERE given.series = whole.id AND given.period_start = part.period_start
)
GROUP BY whole.id, part.period_start
"""


class Staging:
    """The temporary table `added`: one row for each observation of the source, once it is finished."""

    def __init__(self, connection: Connection, labels: Labels, segments_make_whole: bool) -> None:
        self._connection = connection
        self._numbering = Numbering(connection, labels, segments_make_whole)
        self._make_whole = segments_make_whole
        self._crowds = Crowds()
        self._too_large: list[Refusal] = []
        bulk.empty(connection, "added", ADDED)

    def add(self, rows: pa.Table) -> None:
        """Take a batch of observations (schema OBSERVATIONS) in."""
        if not rows.num_rows:
            return
        staged, kept = self._staged(rows)
        if not kept.all():
            self._too_large += _refused(rows.filter(pa.array(~kept)))
        self._crowds.add(column(staged["series"]), column(staged["period_start"]))
        bulk.append(self._connection, "added", staged)

    def finish(self, again: Iterable[pa.Table]) -> list[Refusal]:
        """Add up several codes of one thing and make wholes; returns what was left out, and why.

        `again` gives the same batches once more, and is asked for them only if something came more than once.
        """
        repeated = self._add_up(again) if self._crowds.may_be else []
        if self._make_whole:
            self._connection.execute(text(WHOLES))
        return [*repeated, *self._too_large]

    def _add_up(self, again: Iterable[pa.Table]) -> list[Refusal]:
        connection = self._connection
        bulk.make(connection, "crowded", CROWDED)
        found = bulk.fetch(connection, "SELECT series, period_start FROM crowded")
        if not found.num_rows:
            return []
        wanted = _key(found)
        bulk.empty(connection, "repeated", f"{ADDED}, row BIGINT, code VARCHAR")
        for rows in again:
            staged, kept = self._staged(rows)
            whole = rows if kept.all() else rows.filter(pa.array(kept))
            for name in REPEATED:
                staged = staged.append_column(name, whole[name].cast(REPEATED[name]))
            bulk.append(connection, "repeated", staged.filter(pa.array(np.isin(_key(staged), wanted))))
        bulk.make(connection, "counted", COUNTED)
        connection.execute(text(UNCROWDED))
        connection.execute(text(ADD))
        return _duplicates(connection)

    def _staged(self, rows: pa.Table) -> tuple[pa.Table, Flags]:
        """The rows as `added` has them, without those whose amount is too large; and which are kept."""
        values, valued, kept = decimals(rows["value"])
        said = numbered(rows["status"], lambda _: STATUS)
        given = (said <= ESTIMATED) & valued
        status = np.where((said <= ESTIMATED) & ~valued, NOT_PROVIDED, said).astype(np.int16)
        table = {
            "series": pa.array(self._numbering.number(rows)),
            "period_start": rows["period_start"].combine_chunks(),
            "value": amounts(np.where(kept, values, 0), given),
            "status": pa.array(status),
        }
        staged = pa.table(table)
        return (staged if kept.all() else staged.filter(pa.array(kept))), kept


def _key(rows: pa.Table) -> npt.NDArray[np.int64]:
    series, start = (column(rows[name]).astype(np.int64) for name in ("series", "period_start"))
    key: npt.NDArray[np.int64] = series << 32 | start + 2**31
    return key


def _duplicates(connection: Connection) -> list[Refusal]:
    found = connection.execute(text("SELECT DISTINCT row, code FROM counted WHERE nth > 1 ORDER BY row, code"))
    reason, remedy = "Duplicate of an earlier row", "The first row is kept. Remove the second from the source."
    return [Refusal(str(row), "", code[:80], reason, remedy) for row, code in found]


def _refused(rows: pa.Table) -> list[Refusal]:
    reason = f"A figure of {LARGEST:,} or more"
    remedy = "Correct its unit or its multiplier in the source's description."
    found = sorted(set(zip(rows["row"].to_pylist(), rows["value"].to_pylist(), strict=True)))
    return [Refusal(str(row), "", str(value), reason, remedy) for row, value in found]
