"""A run tells the warehouse's journal what it tries and what came of it, so that `status` can tell in the morning."""

from collections.abc import Iterable

from configuration import Source
from data_loaders.loading import Loaded
from data_loaders.reading import Told
from data_loaders.refresh import Progress
from warehouse.attempts import Attempt, Outcome, read, written
from warehouse.store import Store, WarehouseError
from warehouse.writer import utc_now


class Journal:
    """A progress that writes down what it is told and passes it on; what cannot be written down stops nothing."""

    def __init__(self, told: Progress, store: Store) -> None:
        self.told = told
        self.store = store
        self.readable = True

    def begins(self, sources: Iterable[Source]) -> None:
        """These are about to be tried: a run that is killed leaves that behind."""
        self._note((source, "begun", "") for source in sources)

    def begin(self, source: Source) -> Told:
        """Passed on."""
        return self.told.begin(source)

    def loaded(self, source: Source, loaded: Loaded) -> None:
        """Read, and in, held back or as before."""
        report = loaded.report
        outcome: Outcome = "held" if report.held else "loaded" if report.changed else "unchanged"
        self._note([(source, outcome, report.held)])
        self.told.loaded(source, loaded)

    def failed(self, source: Source, sentence: str) -> None:
        """Not loaded, and why."""
        self._note([(source, "failed", sentence)])
        self.told.failed(source, sentence)

    def says(self, sentence: str) -> None:
        """Passed on."""
        self.told.says(sentence)

    def _note(self, entries: Iterable[tuple[Source, Outcome, str]]) -> None:
        now = utc_now()
        new = [Attempt(source.name, now, outcome, sentence) for source, outcome, sentence in entries]
        try:
            self.store.note(written([*read(self.store.noted), *new], now))
        except WarehouseError as error:
            if self.readable:
                self.told.says(f"What this run tries cannot be written down, so 'status' will not tell it: {error}")
            self.readable = False
