"""Loads by a process of their own, which a test may kill; forked from one that has imported everything and no more."""

import os
import resource
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from tests.warehouse.given import Given, Town
from warehouse.store import WarehouseError

NOBODY = 65534


def child(work: Callable[..., None], *given: Any) -> BaseProcess:
    """The process, at work."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.warehouse.children"])
    process = context.Process(target=work, args=given, daemon=True)
    process.start()
    return process


def told_by_child(work: Callable[..., None], *given: Any) -> str:
    """What a process says that sends one sentence to the connection it is given first."""
    ours, theirs = get_context("forkserver").Pipe()
    process = child(work, theirs, *given)
    theirs.close()
    said: str = ours.recv()
    process.join()
    return said


def opened(place: Path | URL) -> Town:
    """A warehouse that is there already."""
    return Town.opened(place)


def load(place: Path | URL, rows: list[Given], told: Any) -> None:
    """Load the rows, having told that it begins."""
    town = opened(place)
    told.set()
    town.load(rows)


def load_without_room(told: Any, place: Path | URL, rows: list[Given], room: int) -> None:
    """Load the rows where no file may be larger than so many bytes, and tell what the loader says."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    _tell(told, place, rows)


def keep_without_room(told: Any, work: Callable[..., None], *given: Any) -> None:
    """Do the work where no file may be larger than a thousand bytes, and tell the fault that it meets."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        work(*given)
    except Exception as error:
        told.send(f"{type(error).__name__}: {error}")
    else:
        told.send("kept")


def load_without_right(told: Any, place: Path, rows: list[Given]) -> None:
    """Load the rows as a user who may not write there, and tell what the loader says."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    _tell(told, place, rows)


def _tell(told: Any, place: Path | URL, rows: list[Given]) -> None:
    try:
        opened(place).load(rows)
    except WarehouseError as error:
        told.send(str(error))
    except BaseException as error:
        told.send(f"not a sentence: {error!r}")
    else:
        told.send("loaded")


def hold(place: Path | URL, told: Any) -> None:
    """Begin a load that does not end by itself, and tell when it is at work."""
    with opened(place).store.writing():
        told.set()
        signal.pause()
