"""What a person sees while sources load: a bar each on a terminal, a line each anywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from configuration import Source
from data_loaders.loading import Loaded, Told


class Lines:
    """One line per source, for logs."""

    def __init__(self) -> None:
        self.started = monotonic()

    def begin(self, _source: Source) -> Told:
        """Nothing is said before a source is in."""
        self.started = monotonic()
        return lambda _rows: None

    def loaded(self, source: Source, loaded: Loaded) -> None:
        """What came of it, in a line."""
        print(f"{source.name}: {in_words(loaded)} {monotonic() - self.started:.1f} seconds.", flush=True)

    def failed(self, _source: Source, sentence: str) -> None:
        """The sentence, where errors go."""
        print(sentence, file=sys.stderr, flush=True)

    def says(self, sentence: str) -> None:
        """Anything else."""
        print(sentence, flush=True)


class Bars:
    """One bar per source, which fills as its rows pass."""

    def __init__(self, bars: RichProgress) -> None:
        self.bars = bars
        self.task = TaskID(0)

    def begin(self, source: Source) -> Told:
        """A new bar."""
        task = self.task = self.bars.add_task(escape(source.title), total=None, came="")
        return lambda rows: self.bars.advance(task, rows)

    def loaded(self, _source: Source, loaded: Loaded) -> None:
        """The bar is full, and says what was not counted."""
        rows = loaded.report.rows_read or 1
        self.bars.update(self.task, total=rows, completed=rows, came=escape(_not_counted(loaded)))

    def failed(self, source: Source, sentence: str) -> None:
        """The bar stops, and the sentence stands above the bars."""
        self.bars.update(self.task, description=f"[red]✗[/red] {escape(source.title)}", came=", failed")
        self.bars.stop_task(self.task)
        self.bars.console.print(escape(sentence), style="red", soft_wrap=True)

    def says(self, sentence: str) -> None:
        """Anything else, above the bars."""
        self.bars.console.print(escape(sentence), soft_wrap=True)


@contextmanager
def progress() -> Iterator[Lines | Bars]:
    """Bars on a terminal, lines elsewhere."""
    if not sys.stdout.isatty():
        yield Lines()
        return
    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} rows{task.fields[came]}"),
        TimeElapsedColumn(),
    )
    with RichProgress(*columns, console=Console(highlight=False)) as bars:
        yield Bars(bars)


def in_words(loaded: Loaded) -> str:
    """'384 rows read, 6 refused (unknown length of year 6), 768 observations.'"""
    report = loaded.report
    same = "" if report.changed else " The figures are as they were."
    return f"{report.rows_read:,} rows read{_not_counted(loaded)}, {report.observations:,} observations.{same}"


def _not_counted(loaded: Loaded) -> str:
    report, tally = loaded.report, loaded.tally
    words = ""
    if report.rows_refused:
        reasons = ", ".join(f"{reason.lower()} {count:,}" for reason, count in tally.refused.most_common())
        words += f", {report.rows_refused:,} refused" + (f" ({reasons})" if reasons else "")
    if report.rows_left_out:
        words += f", {report.rows_left_out:,} left out"
    return words
