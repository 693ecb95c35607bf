"""What a person at a terminal sees while sources load: a bar each."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from configuration import Source
from data_loaders.loading import Loaded
from data_loaders.reading import Told
from kpis.catalogue import Catalogue
from warehouse.library import Library
from warehouse.store import Store, WarehouseError


class Bars:
    """One bar per source, which fills as its rows pass; how many there will be is taken from the load before."""

    def __init__(self, bars: Progress, rows_before: Mapping[str, int]) -> None:
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


@contextmanager
def bars(store: Store, catalogue: Catalogue) -> Iterator[Bars]:
    """Bars on the terminal while the block lasts."""
    columns = (
        TextColumn("{task.fields[mark]} {task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} rows{task.fields[came]}"),
        RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(highlight=False)) as drawn:
        yield Bars(drawn, _rows_before(store, catalogue))


class RateColumn(ProgressColumn):
    """Rows a second, while they pass."""

    def render(self, task: Task) -> Text:
        """'12,400/s', or nothing."""
        return Text(f"{task.speed:,.0f}/s" if task.speed and not task.finished else "")


def held_in_words(source: Source, loaded: Loaded) -> str:
    """Which source kept its figures, and why."""
    return f"Source '{source.name}': {loaded.report.held}"


def _not_counted(loaded: Loaded) -> str:
    report = loaded.report
    counts = {"refused": report.rows_refused, "left out": report.rows_left_out}
    return "".join(f", {count:,} {word}" for word, count in counts.items() if count)


def _rows_before(store: Store, catalogue: Catalogue) -> dict[str, int]:
    """Source and the rows of its last load, by which a bar knows how long it will be."""
    try:
        return {source.name: source.rows_read for source in Library(store, catalogue).reader().sources()}
    except WarehouseError:
        return {}
