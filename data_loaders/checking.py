"""What a source would become: a few of its rows read and mapped, and nothing changed."""

from collections import Counter
from collections.abc import Callable
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from configuration import Configuration, Source
from data_loaders.deployment import known_sources
from data_loaders.errors import SourceError
from data_loaders.reading import make_mapping, open_source
from data_loaders.register import full_register
from data_loaders.transaction_mapping import as_if_whole
from kpis.councils import Register
from warehouse.arrival import Batch

ROWS = 1000
"""How many rows are mapped."""

SHOWN = 8
"""How many different values of a column are shown."""

Say = Callable[[str], None]


def check_sources(configuration: Configuration, names: tuple[str, ...], say: Say) -> bool:
    """Say what each source's first rows would become; False if one cannot be read or gives no figure.

    Raises ConfigurationError for a source that is not there.
    """
    chosen = known_sources(configuration, names)
    register = full_register(configuration)
    went_well = [_checked(configuration, source, register, say) for source in chosen]
    return all(went_well)


def _checked(configuration: Configuration, source: Source, register: Register, say: Say) -> bool:
    try:
        with open_source(configuration, source) as rows:
            mapping = make_mapping(configuration, as_if_whole(source), register, rows)
            say(
                f"{source.name}: {rows.returned} {len(rows.headers)} columns: {', '.join(map(_one_line, rows.headers))}"
            )
            raw = (batch.first(ROWS) for batch in islice(rows.batches(mapping.plan.wanted), 1))
            batches = list(mapping.batches(raw))
    except SourceError as error:
        say(f"{source.name}: {error}")
        return False
    for line in _in_words(batches):
        say(f"  {line}")
    return any(batch.observations.num_rows for batch in batches)


def _in_words(batches: list[Batch]) -> list[str]:
    observations = pa.concat_tables([batch.observations for batch in batches])
    read = sum(batch.rows_read for batch in batches)
    refusals = [refusal for batch in batches for refusal in batch.refusals]
    lines = [f"the first {read:,} rows would give {observations.num_rows:,} observations"]
    lines += [
        f"{name}: {_values(observations, name)}" for name in ("council", "service", "channel", "segment", "measure")
    ]
    if observations.num_rows:
        starts, ends = pc.min(observations["period_start"]), pc.max(observations["period_end"])
        lines.append(f"periods: {starts} to {ends}, by {_values(observations, 'frequency')}")
    counted = Counter((refusal.column, refusal.value, refusal.reason, refusal.remedy) for refusal in refusals)
    lines += [
        f"refused, {count:,} times: '{value}' in column '{_one_line(column)}': {reason}. {remedy}"
        for (column, value, reason, remedy), count in counted.most_common(SHOWN)
    ]
    left_out: Counter[str] = Counter()
    for batch in batches:
        left_out.update(batch.left_out)
    return [*lines, *(f"left out, {count:,} rows: {reason}" for reason, count in left_out.items())]


def _values(observations: pa.Table, name: str) -> str:
    counts = observations[name].cast(pa.string()).value_counts().to_pylist()
    found = sorted(((each["values"], each["counts"]) for each in counts), key=lambda pair: (-pair[1], pair[0]))
    shown = ", ".join(f"{value or 'none'} ({count:,})" for value, count in found[:SHOWN])
    return shown + (f" and {len(found) - SHOWN} more" if len(found) > SHOWN else "")


def _one_line(header: str) -> str:
    return " ".join(header.split())
