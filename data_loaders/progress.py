"""What a person sees while sources load: a bar each on a terminal, a line each anywhere else."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from time import monotonic

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichProgress
from rich.text import Text

from configuration import Source
from data_loaders.loading import Loaded, Told


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


class Bars:
    """One bar per source, which fills as its rows pass; how many there will be is taken from the load before."""

    def __init__(self, bars: RichProgress, rows_before: Mapping[str, int]) -> None:
        self.bars = bars
        self.rows_before = rows_before
        self.tasks: dict[str, TaskID] = {}

    def begins(self, _sources: Iterable[Source]) -> None:
        """Nothing is said of what has not begun."""

    def begin(self, source: Source) -> Told:
        """A new bar."""
        total = self.rows_before.get(source.name) or None
        task = self.tasks[source.name] = self.bars.add_task(escape(source.name), total=total, mark=" ", came="")
        return lambda rows: self.bars.advance(task, rows)

    def loaded(self, source: Source, loaded: Loaded) -> None:
        """The bar is full, and says what was not counted."""
        rows = loaded.report.rows_read or 1
        mark, task = ("[red]✗[/red]" if loaded.report.held else "[green]✓[/green]"), self.tasks[source.name]
        self.bars.update(task, total=rows, completed=rows, mark=mark, came=escape(_not_counted(loaded)))
        if loaded.report.held:
            self.bars.console.print(escape(held_in_words(source, loaded)), style="red", soft_wrap=True)
        for oddity in loaded.report.oddities:
            self.bars.console.print(escape(f"{source.name}: look at this: {oddity}."), soft_wrap=True)

    def failed(self, source: Source, sentence: str) -> None:
        """The bar stops, and the sentence stands above the bars."""
        if task := self.tasks.get(source.name):
            self.bars.update(task, mark="[red]✗[/red]", came=", failed")
            self.bars.stop_task(task)
        self.bars.console.print(escape(sentence), style="red", soft_wrap=True)

    def says(self, sentence: str) -> None:
        """Anything else, above the bars."""
        self.bars.console.print(escape(sentence), soft_wrap=True)


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
def progress(as_json: bool, rows_before: Callable[[], Mapping[str, int]]) -> Iterator[Lines | Bars | JsonLines]:
    """Bars on a terminal, lines elsewhere, JSON lines where asked for."""
    if as_json:
        yield JsonLines()
        return
    if not sys.stdout.isatty():
        yield Lines()
        return
    columns = (
        TextColumn("{task.fields[mark]} {task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} rows{task.fields[came]}"),
        RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with RichProgress(*columns, console=Console(highlight=False)) as bars:
        yield Bars(bars, rows_before())


class RateColumn(ProgressColumn):
    """Rows a second, while they pass."""

    def render(self, task: Task) -> Text:
        """'12,400/s', or nothing."""
        return Text(f"{task.speed:,.0f}/s" if task.speed and not task.finished else "")


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


def held_in_words(source: Source, loaded: Loaded) -> str:
    """Which source kept its figures, and why."""
    return f"Source '{source.name}': {loaded.report.held}"


def _not_counted(loaded: Loaded) -> str:
    report = loaded.report
    counts = {"refused": report.rows_refused, "left out": report.rows_left_out}
    return "".join(f", {count:,} {word}" for word, count in counts.items() if count)
