from datetime import datetime, timedelta

from flask import Flask

from callbacks.health import register_health
from tests.views.nations import nations, online
from tests.warehouse.given import Town
from warehouse.file_store import FileStore
from warehouse.library import Library


def asked(library: Library, now: datetime | None = None):
    server = Flask("health")
    if now is None:
        register_health(server, library.reader)
    else:
        register_health(server, library.reader, lambda: now)
    return server.test_client().get("/health")


def loaded(tmp_path) -> Town:
    town = nations(tmp_path / "warehouse")
    town.load(online("FIR", 40, 10))
    return town


def test_health_says_which_version_and_how_old_the_data_is(tmp_path):
    town = loaded(tmp_path)
    [source] = town.reader.sources()
    answer = asked(town.library, source.loaded_at + timedelta(hours=25, minutes=30))
    assert answer.status_code == 200
    assert answer.json == {
        "status": "ok",
        "version": town.reader.version,
        "loaded_at": f"{source.loaded_at.isoformat()}Z",
        "age_hours": 25.5,
        "oldest_load_at": f"{source.loaded_at.isoformat()}Z",
        "oldest_age_hours": 25.5,
        "figures_to": "2025-04-30",
        "sources": 1,
        "rows_refused": 0,
    }


def test_without_a_warehouse_health_is_503_and_says_what_to_do(tmp_path):
    town = Town(tmp_path / "other")
    answer = asked(Library(FileStore(tmp_path / "empty"), town.kpis))
    assert answer.status_code == 503
    assert answer.json["status"] == "unavailable"
    assert "Run: python -m data_loaders refresh" in answer.json["reason"]


def test_with_councils_named_and_no_figures_health_is_503(tmp_path):
    answer = asked(nations(tmp_path / "warehouse").library)
    assert answer.status_code == 503
    assert answer.json["reason"].startswith("Nothing has been loaded yet")
