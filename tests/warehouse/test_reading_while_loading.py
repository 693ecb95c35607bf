"""Readers at work while versions move, on each engine."""

from threading import Event, Thread
from time import monotonic, sleep

from tests.warehouse.given import Given, Town
from tests.warehouse.test_derivation import sides
from views.reader import CellQuery


def test_readers_at_work_throughout_see_whole_versions_only(town: Town) -> None:
    town.load([Given("completed", 1), Given("completed", 1, channel="phone")])
    done, faults, seen = Event(), [], set()

    def ask() -> None:
        while not done.is_set():
            reader = town.library.reader()
            values = {one.channel: one.value for one in reader.observed("arden-vale", "missed-bin", ("completed",))}
            [cell] = reader.cells(CellQuery(("digital_take_up",), frozenset({"council"})))
            seen.add(reader.version)
            if values["web"] != values["phone"] or sides(cell) != (values["web"], 2 * values["web"]):
                faults.append((reader.version, values, cell))

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for value in range(2, 7):
        town.load([Given("completed", value), Given("completed", value, channel="phone")])
        until = monotonic() + 120
        while town.store.version not in seen and not faults and monotonic() < until:
            sleep(0.01)
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(seen) >= 5
