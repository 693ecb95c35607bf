"""What a person sees while sources load: a bar each on a terminal, a line each anywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
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
        task = self.task = self.bars.add_task(escape(source.name), total=None, mark=" ", came="")
        return lambda rows: self.bars.advance(task, rows)

    def loaded(self, _source: Source, loaded: Loaded) -> None:
        """The bar is full, and says what was not counted."""
        rows = loaded.report.rows_read or 1
        self.bars.update(
            self.task, total=rows, completed=rows, mark="[green]✓[/green]", came=escape(_not_counted(loaded))
        )

    def failed(self, _source: Source, sentence: str) -> None:
        """The bar stops, and the sentence stands above the bars."""
        self.bars.update(self.task, mark="[red]✗[/red]", came=", failed")
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
        TextColumn("{task.fields[mark]} {task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} rows{task.fields[came]}"),
        TimeElapsedColumn(),
    )
    with RichProgress(*columns, console=Console(highlight=False)) as bars:
        yield Bars(bars)


def in_words(loaded: Loaded) -> str:
    """'384 rows read, 6 refused (unknown length of year 6), 768 observations.'"""
    report = loaded.report
    reasons = ", ".join(f"{reason.lower()} {count:,}" for reason, count in loaded.refused.most_common())
    why = f" ({reasons})" if reasons else ""
    same = "" if report.changed else " The figures are as they were."
    refused = f", {report.rows_refused:,} refused{why}" if report.rows_refused else ""
    left_out = f", {report.rows_left_out:,} left out" if report.rows_left_out else ""
    return f"{report.rows_read:,} rows read{refused}{left_out}, {report.observations:,} observations.{same}"


def _not_counted(loaded: Loaded) -> str:
    report = loaded.report
    counts = {"refused": report.rows_refused, "left out": report.rows_left_out}
    return "".join(f", {count:,} {word}" for word, count in counts.items() if count)
