"""What a person sees while a site is written: a bar on a terminal, a line now and then anywhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

LINE_EVERY = 1000

Told = Callable[[int, int], None]


@contextmanager
def site_progress() -> Iterator[Told]:
    """Is told how many addresses are written and how many are known; pages make more known as they are read."""
    if not sys.stdout.isatty():
        yield _in_lines()
        return
    columns = (
        TextColumn("Writing"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} addresses"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(highlight=False)) as bar:
        task = bar.add_task("site", total=1)
        yield lambda done, every: bar.update(task, completed=done, total=every)


def _in_lines() -> Told:
    """A line whenever so many more are written."""
    said = [0]

    def told(done: int, every: int) -> None:
        if done - said[0] >= LINE_EVERY:
            said[0] = done
            print(f"{done:,} of at least {every:,} addresses written.", flush=True)

    return told
