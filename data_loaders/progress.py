"""What is told while sources load: a bar each on a terminal, a line each anywhere else."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from time import monotonic

from configuration import Source
from data_loaders.loading import Loaded
from data_loaders.reading import Told
from data_loaders.refresh import Progress
from kpis.catalogue import Catalogue
from warehouse.store import Store


class Lines:
    """One line per source, for logs."""

    def __init__(self) -> None:
        self.started: dict[str, float] = {}

    def begins(self, _sources: Iterable[Source]) -> None:
        """Nothing is said of what has not begun."""

    def begin(self, source: Source) -> Told:
        """Nothing is said before a source is in."""
        self.started[source.name] = monotonic()
        return lambda _rows: None

    def loaded(self, source: Source, loaded: Loaded) -> None:
        """What came of it, in a line."""
        seconds = monotonic() - self.started[source.name]
        print(f"{source.name}: {in_words(loaded)} {seconds:.1f} seconds.", flush=True)
        for oddity in loaded.report.oddities:
            print(f"{source.name}: look at this: {oddity}.", flush=True)

    def failed(self, _source: Source, sentence: str) -> None:
        """The sentence, where errors go."""
        print(sentence, file=sys.stderr, flush=True)

    def says(self, sentence: str) -> None:
        """Anything else."""
        print(sentence, flush=True)


class JsonLines:
    """One JSON object per source, for machines."""

    def begins(self, _sources: Iterable[Source]) -> None:
        """Nothing is said of what has not begun."""

    def begin(self, _source: Source) -> Told:
        """Nothing is said before a source is in."""
        return lambda _rows: None

    def loaded(self, source: Source, loaded: Loaded) -> None:
        """What came of it."""
        report = loaded.report
        outcome = "held" if report.held else "loaded" if report.changed else "unchanged"
        facts = asdict(report) | {"outcome": outcome, "refused": dict(loaded.refused.most_common())}
        print(json.dumps(facts | {"source": source.name}), flush=True)

    def failed(self, source: Source, sentence: str) -> None:
        """Why it could not be loaded."""
        print(json.dumps({"source": source.name, "outcome": "failed", "message": sentence}), flush=True)

    def says(self, sentence: str) -> None:
        """Anything else."""
        print(json.dumps({"message": sentence}), flush=True)


@contextmanager
def progress(as_json: bool, store: Store, catalogue: Catalogue) -> Iterator[Progress]:
    """Bars on a terminal, lines elsewhere, JSON lines where asked for."""
    if as_json:
        yield JsonLines()
    elif not sys.stdout.isatty():
        yield Lines()
    else:
        from data_loaders.bars import bars  # no night's run, which nobody watches, waits for what draws them

        with bars(store, catalogue) as drawn:
            yield drawn


def in_words(loaded: Loaded) -> str:
    """'384 rows read, 6 refused (unknown length of year 6), 768 observations.'"""
    report = loaded.report
    reasons = ", ".join(f"{reason.lower()} {count:,}" for reason, count in loaded.refused.most_common())
    why = f" ({reasons})" if reasons else ""
    if report.held:
        return f"{report.rows_read:,} rows read. Held back: {report.held}{why}"
    same = "" if report.changed else " The figures are as they were."
    refused = f", {report.rows_refused:,} refused{why}" if report.rows_refused else ""
    left_out = f", {report.rows_left_out:,} left out" if report.rows_left_out else ""
    return f"{report.rows_read:,} rows read{refused}{left_out}, {report.observations:,} observations.{same}"
