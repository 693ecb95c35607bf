"""The faster writer makes the very file that gptables itself makes."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from gptables import produce_workbook

from publication.files import workbook as writing
from publication.files.about import Subject
from publication.files.workbook import workbook
from tests.publication.given import InMemory, hidden, row, rows

SUBJECT = Subject("Figures of two councils", "https://open.example.org/open/release/7/council/ARD/")
GIVEN = {
    "two KPIs, one of money, with a gap and a hidden figure": rows(),
    "no figure at all": [],
    "only markers": [hidden(service="=garden"), row(council="BRI", numerator=None)],
    "one council by channel": [row(channel=channel) for channel in ("web", "phone")],
    "many months": [row(month=f"2025-{month:02d}", numerator=700 + month) for month in range(1, 13)],
}


def by_the_library(file: Any, sheets: Any, cover: Any, notes: Any, options: Any) -> Any:
    return produce_workbook(file, sheets, cover=cover, notes_table=notes, workbook_options=options)


@pytest.mark.parametrize("given", GIVEN.values(), ids=list(GIVEN))
def test_P6_every_part_of_the_file_is_the_one_that_the_library_writes(given, monkeypatch):
    ours = ZipFile(BytesIO(workbook(InMemory(given), given, SUBJECT)))
    monkeypatch.setattr(writing, "swift_workbook", by_the_library)
    theirs = ZipFile(BytesIO(workbook(InMemory(given), given, SUBJECT)))
    assert ours.namelist() == theirs.namelist()
    assert [name for name in ours.namelist() if ours.read(name) != theirs.read(name)] == []
