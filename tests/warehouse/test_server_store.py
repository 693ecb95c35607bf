"""What a warehouse on a PostgreSQL server has to itself: its lock, its versions, its rights, its going away."""

import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import make_url

from configuration import Warehouse
from kpis.definitions import catalogue
from tests.servers.postgresql import PASSWORD, PostgreSQL, program
from tests.warehouse.children import child, hold
from tests.warehouse.conftest import ServerTown
from tests.warehouse.given import Given, Town, table
from tests.warehouse.test_derivation import cells, sides
from tests.warehouse.test_writer import observed
from views.reader import CellQuery
from warehouse.address import store_at
from warehouse.arrival import Arrival, Batch, SourceRecord
from warehouse.library import Library
from warehouse.store import WarehouseError

ROWS = [Given("completed", 30), Given("completed", 10, channel="phone")]


@pytest.fixture
def own_server() -> Iterator[PostgreSQL]:
    """A server that a test may stop."""
    server = PostgreSQL()
    yield server
    server.remove()


@pytest.fixture
def stoppable(own_server: PostgreSQL) -> ServerTown:
    """A warehouse on a server that the test may stop."""
    own_server.execute("CREATE DATABASE figures")
    return ServerTown(own_server, "figures")


def interrupted_by(what: Callable[[], None]) -> Arrival:
    """A load of other figures in whose middle something happens."""

    def batches() -> Iterator[Batch]:
        rows = table([Given("completed", 99)])
        yield Batch(rows, rows.num_rows)
        what()

    return Arrival(SourceRecord("crm", "Crm", "csv"), batches(), datetime(2026, 4, 14))


# --- Versions


def test_every_load_that_changes_something_is_a_version_that_readers_see_at_their_next_question(
    server_town: ServerTown,
) -> None:
    before = server_town.reader
    assert before.version == "guildhall-000001"
    server_town.load(ROWS)
    assert server_town.reader.version == "guildhall-000002"
    assert not server_town.load(ROWS).changed
    assert server_town.reader.version == "guildhall-000002"
    assert before.sources() == []


def test_a_reader_answers_from_its_version_while_a_writer_commits_between_two_questions(
    server_town: ServerTown,
) -> None:
    server_town.load(ROWS)
    reader = server_town.reader
    query = CellQuery(("digital_take_up",), frozenset({"council", "service"}))
    first = reader.observed("arden-vale", "missed-bin", ("completed",))
    server_town.load([Given("completed", 50), Given("completed", 50, channel="post"), Given("started", 60)])
    assert reader.observed("arden-vale", "missed-bin", ("completed",)) == first
    assert [sides(cell) for cell in reader.cells(query)] == [(30, 40)]
    assert [source.observations for source in reader.sources()] == [2]
    assert [sides(cell) for cell in server_town.reader.cells(query)] == [(50, 100)]


def test_a_stream_that_was_begun_goes_on_with_its_version(server_town: ServerTown) -> None:
    months = [Given("completed", 10 + month, f"2025-{month:02}") for month in range(1, 13)]
    server_town.load(months)
    stream = server_town.reader.stream_cells(CellQuery(("digital_take_up",), frozenset({"council"})))
    begun = next(stream)
    server_town.load([Given("completed", 1)])
    assert [sides(cell)[0] for cell in (begun, *stream)] == [10 + month for month in range(1, 13)]


def test_a_version_whose_keeper_the_server_took_back_is_read_on_if_it_is_still_the_current_one(
    server_town: ServerTown,
) -> None:
    server_town.load(ROWS)
    reader = server_town.reader
    end_keepers(server_town)
    assert [one.value for one in reader.observed("arden-vale", "missed-bin", ("completed",))] == [10, 30]


def test_one_that_is_no_longer_current_then_says_that_the_figures_were_renewed(server_town: ServerTown) -> None:
    server_town.load(ROWS)
    reader = server_town.reader
    end_keepers(server_town)
    server_town.load(ROWS[:1])
    with pytest.raises(WarehouseError, match=r"The figures were renewed while this was read\. Ask again"):
        reader.observed("arden-vale", "missed-bin", ("completed",))
    assert observed(server_town) == [("web", "2025-04", 30)]


def end_keepers(town: ServerTown) -> None:
    """As the server does with one that was not used for long."""
    town.server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%keeper'")


# --- Going away


def test_a_server_stopped_in_the_middle_of_a_load_leaves_the_last_figures_and_the_next_load_is_right(
    stoppable: ServerTown,
) -> None:
    stoppable.load(ROWS)
    with pytest.raises(WarehouseError) as refusal:
        stoppable.writer.load(interrupted_by(stoppable.server.stop))
    assert "'figures' on 127.0.0.1, which holds the warehouse, does not answer" in str(refusal.value)
    with pytest.raises(WarehouseError, match="does not answer"):
        stoppable.library.reader()
    assert "does not answer" in stoppable.library.trouble
    stoppable.server.start()
    time.sleep(2)  # for as long it is not asked again
    assert observed(stoppable) == [("phone", "2025-04", 10), ("web", "2025-04", 30)]
    assert stoppable.library.trouble == ""
    stoppable.load([Given("completed", 99)])
    assert observed(stoppable) == [("web", "2025-04", 99)]


def test_a_reader_whose_server_went_away_says_so_in_a_sentence(stoppable: ServerTown) -> None:
    stoppable.load(ROWS)
    reader = stoppable.reader
    stoppable.server.stop()
    with pytest.raises(WarehouseError) as refusal:
        reader.observed("arden-vale", "missed-bin", ("completed",))
    assert str(refusal.value) == (
        "The PostgreSQL database 'figures' on 127.0.0.1, which holds the warehouse, does not answer. Until it does "
        "there are no figures to show; those loaded before stay. Have it started, or correct the warehouse's URL."
    )


def test_a_loader_that_was_killed_leaves_no_lock_behind(server_town: ServerTown) -> None:
    server_town.load(ROWS)
    begun = get_context("forkserver").Event()
    first = child(hold, server_town.store.url, begun)
    assert begun.wait(300)
    with pytest.raises(WarehouseError, match="Another load is writing to the PostgreSQL database"):
        server_town.load([Given("completed", 99)])
    assert observed(server_town) == [("phone", "2025-04", 10), ("web", "2025-04", 30)]
    first.kill()
    first.join()
    assert server_town.load([Given("completed", 99)]).changed
    assert observed(server_town) == [("web", "2025-04", 99)]


def test_a_dump_that_is_restored_elsewhere_is_the_same_warehouse(
    server_town: ServerTown, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    server_town.load(ROWS)
    dump = tmp_path / "warehouse.dump"
    url = postgresql.url(server_town.database).replace("+psycopg", "")
    run(program("pg_dump"), "--format=custom", "--schema=guildhall", f"--file={dump}", url)
    with postgresql.database() as name:
        url = postgresql.url(name).replace("+psycopg", "")
        run(program("pg_restore"), "--no-owner", f"--dbname={url}", str(dump))
        restored = Town.opened(make_url(postgresql.url(name)))
        assert [sides(cell) for cell in cells(restored, "digital_take_up")] == [(30, 40)]
        assert not restored.load(ROWS).changed
        assert restored.load([Given("completed", 99)]).changed
        assert observed(restored) == [("web", "2025-04", 99)]


def run(*command: str) -> None:
    """The command, to its end."""
    subprocess.run(command, check=True, capture_output=True)


# --- Rights


def test_a_user_who_may_only_read_reads_and_is_told_that_it_may_not_write(server_town: ServerTown) -> None:
    server_town.load(ROWS)
    server = server_town.server
    server.execute("CREATE ROLE onlooker LOGIN PASSWORD 'S3cret-word'")
    server.execute(
        "GRANT USAGE ON SCHEMA guildhall TO onlooker",
        "GRANT SELECT ON ALL TABLES IN SCHEMA guildhall TO onlooker",
        database=server_town.database,
    )
    onlooker = Town.__new__(Town)
    onlooker.open(make_url(server.url(server_town.database, "onlooker", "S3cret-word")))
    assert [sides(cell) for cell in cells(onlooker, "digital_take_up")] == [(30, 40)]
    with pytest.raises(WarehouseError) as refusal:
        onlooker.load([Given("completed", 99)])
    said = str(refusal.value)
    assert said.startswith("Source 'crm': ")
    assert "may not be used so: permission denied for table" in said
    assert "S3cret" not in said
    assert observed(server_town) == [("phone", "2025-04", 10), ("web", "2025-04", 30)]


def test_a_wrong_password_is_a_sentence_without_it(server_town: ServerTown) -> None:
    other = Town.__new__(Town)
    other.open(make_url(server_town.server.url(server_town.database, password="Wr0ng-word")))
    for use in (other.library.reader, lambda: other.load(ROWS)):
        with pytest.raises(WarehouseError, match="does not let guildhall in") as refusal:
            use()
        assert "Wr0ng" not in str(refusal.value)
        assert refusal.value.__cause__ is None or "Wr0ng" not in repr(refusal.value.__cause__)


def test_a_database_that_is_not_there_is_a_sentence(postgresql: PostgreSQL) -> None:
    nowhere = Town.__new__(Town)
    nowhere.open(make_url(postgresql.url("nowhere")))
    with pytest.raises(WarehouseError, match=r"There is no PostgreSQL database 'nowhere' on 127\.0\.0\.1"):
        nowhere.load(ROWS)


def test_a_database_without_a_warehouse_says_that_nothing_was_loaded(postgres_url: str) -> None:
    empty = Town.__new__(Town)
    empty.open(make_url(postgres_url))
    with pytest.raises(WarehouseError, match="Nothing has been loaded into the PostgreSQL database"):
        empty.library.reader()


def test_a_database_in_another_encoding_is_refused(postgresql: PostgreSQL) -> None:
    refused = pytest.raises(WarehouseError, match=r"a database in UTF8; .* is of version 1[0-9] and in LATIN1")
    with postgresql.database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0") as name, refused:
        Town(make_url(postgresql.url(name)))


# --- Figures as they are on every engine


def test_names_stand_in_the_order_of_their_bytes_wherever_the_server_is(postgresql: PostgreSQL) -> None:
    with postgresql.database("LOCALE_PROVIDER icu ICU_LOCALE 'en-GB' TEMPLATE template0") as name:
        town = ServerTown(postgresql, name)
        town.load([Given("completed", 1, service=service) for service in ("b", "a", "B", "ä", "A")])
        [*found] = town.reader.cells(CellQuery(("digital_take_up",), frozenset({"service"})))
        assert [cell.service for cell in found] == ["A", "B", "a", "b", "ä"]


def test_a_text_with_a_character_that_the_server_cannot_keep_is_loaded_without_it(server_town: ServerTown) -> None:
    server_town.load([Given("completed", 1, service="bins\0")])
    assert {extent.service for extent in server_town.reader.extents()} == {"bins\N{REPLACEMENT CHARACTER}"}


# --- Its address


def test_the_url_may_come_from_the_environment(
    server_town: ServerTown, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    server_town.load(ROWS)
    url = server_town.server.url(server_town.database).replace("+psycopg", "")
    monkeypatch.setenv("GUILDHALL_WAREHOUSE", url)
    store = store_at(Warehouse(url_variable="GUILDHALL_WAREHOUSE"), tmp_path)
    assert Library(store, catalogue()).reader().version == "guildhall-000002"
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    store = store_at(Warehouse(url=url.replace(f":{PASSWORD}", "")), tmp_path)
    assert Library(store, catalogue()).reader_on(date(2026, 4, 14)) is not None


@pytest.mark.parametrize("url", ["mysql://figures@db/figures", "postgresql://figures@db", "postgresql://:x", "figures"])
def test_a_url_of_something_else_is_refused_without_being_repeated(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setenv("GUILDHALL_WAREHOUSE", url)
    with pytest.raises(WarehouseError) as refusal:
        store_at(Warehouse(url_variable="GUILDHALL_WAREHOUSE"), tmp_path)
    assert str(refusal.value) == (
        "The URL in the environment variable GUILDHALL_WAREHOUSE is not 'duckdb:///folder' or "
        "'postgresql://user@host/database'. Correct it; nothing was changed."
    )


def test_a_variable_that_is_not_set_is_named(tmp_path) -> None:
    with pytest.raises(WarehouseError, match=r"The environment variable NO_SUCH_WAREHOUSE, .* is not set"):
        store_at(Warehouse(url_variable="NO_SUCH_WAREHOUSE"), tmp_path)
