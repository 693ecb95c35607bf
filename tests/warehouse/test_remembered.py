"""A load that is remembered leaves the warehouse as the load itself would."""

from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.given import Given, Town
from tests.warehouse.remembered import begun
from tests.warehouse.test_writer import observed

MORE = [Given("completed", 7), Given("completed", 2, "2025-05")]
OTHER = [Given("started", 9), Given("started", 8, "2025-05")]


def two(place: Path) -> None:
    """A town with a first load."""
    Town(place).load([Given("completed", 1)])


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose rows the writer itself was given."""
    told: list[str] = []
    load = Town.load

    def noted(self: Town, rows: object, source: str = "crm", **more: object) -> object:
        told.append(source)
        return load(self, rows, source, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Town, "load", noted)
    return told


def folder(town: Town) -> list[str]:
    return sorted(path.name for path in town.files() if path.suffix != ".lock")


def test_the_same_rows_on_the_same_figures_are_loaded_once_and_stand_as_if_loaded(tmp_path, writes):
    first, second, real = begun(two, tmp_path / "a"), begun(two, tmp_path / "b"), Town(tmp_path / "c")
    real.load([Given("completed", 1)])
    writes.clear()
    for rows in (MORE, MORE[:1], MORE, MORE[:1]):
        reports = [town.load(rows) for town in (first, second, real)]
        assert reports[0] == reports[1] == reports[2]
        assert folder(first) == folder(second) == folder(real)
        assert observed(first) == observed(second) == observed(real)
    assert len(writes) == 3 * 4 - 4, writes
    assert first.reader.sources() == second.reader.sources() == real.reader.sources()


@pytest.mark.parametrize("other", ["rows", "source", "fact", "day", "what stood before"])
def test_what_differs_in_anything_is_loaded(tmp_path, writes, other):
    first, second = begun(two, tmp_path / "a"), begun(two, tmp_path / "b")
    first.load(OTHER, "other", cost_basis="full")
    if other == "day":
        second.today = date(2026, 5, 14)
    if other == "what stood before":
        second.load(MORE)
    writes.clear()
    rows = OTHER[:1] if other == "rows" else OTHER
    second.load(rows, "one" if other == "source" else "other", cost_basis="direct" if other == "fact" else "full")
    assert len(writes) == 1


def test_a_version_that_somebody_wrote_over_is_not_handed_on(tmp_path, writes):
    first, second = begun(two, tmp_path / "a"), begun(two, tmp_path / "b")
    first.load(OTHER, "survey")
    writes.clear()
    (tmp_path / "a" / "guildhall-000003.duckdb").write_bytes(b"no warehouse")
    second.load(OTHER, "survey")
    assert writes == ["survey"]
    assert second.reader.observed("arden-vale", "missed-bin", ("started",)) != []
