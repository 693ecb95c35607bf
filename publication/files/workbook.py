"""A spreadsheet as the Analysis Function asks for it (METHODS P6), written by gptables."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from gptables import Cover, GPTable

from kpis.periods import long_date
from publication.files.about import Subject
from publication.files.licence import attributions, publishers
from publication.files.sheets import Sheet, notes, sheets, text
from publication.files.swift_workbook import swift_workbook
from views.open.release import Finished, ReleaseReader

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""No text is taken for a formula, an address or a number, whatever it begins with."""

CORE = "docProps/core.xml"
LANGUAGE = b"<dc:language>en-GB</dc:language>"
FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file, so that the same figures give the same bytes."""


def workbook(reader: ReleaseReader, rows: Sequence[Finished], subject: Subject) -> bytes:
    """The rows as a spreadsheet: cover, contents, notes, then a sheet for each KPI."""
    explained, file = notes(reader, rows), BytesIO()
    references = "".join(f"$$note{place}$$" for place in range(len(explained)))
    book = swift_workbook(
        file,
        {sheet.label: _table(sheet, references) for sheet in sheets(reader, rows)} or {"Figures": _nothing(references)},
        _cover(reader, rows, subject),
        pd.DataFrame(
            {"reference": [f"note{place}" for place in range(len(explained))], "Note": explained}, dtype=object
        ),
        dict(PLAIN),
    )
    book.set_properties(_properties(reader, rows, subject))
    book.close()
    return _with_language(file.getvalue())


def _cover(reader: ReleaseReader, rows: Sequence[Finished], subject: Subject) -> Cover:
    facts = reader.facts
    following = f" The next release is due on {long_date(facts.next_at.date())}." if facts.next_at else ""
    contacts = [f"{one['title']}: {one['contact']}" for one in publishers(reader, rows)]
    return Cover(
        text(subject.title),
        intro=[
            text(
                f"{facts.title}: release {facts.number}, published {long_date(facts.published_at.date())}.{following}"
            ),
            *([text(facts.notes)] if facts.notes else []),
            text(f"These figures on the web: {subject.address}"),
        ],
        about=[*map(text, attributions(reader, rows)), *filter(None, [facts.licence_link])],
        contact=[text(one) for one in contacts] or ["No contact was given."],
    )


def _table(sheet: Sheet, references: str) -> GPTable:
    wide = [
        {"column": {"columns": [name], "format": {"num_format": picture}, "include_names": False}}
        for name, picture in sheet.pictures.items()
    ]
    return GPTable(
        pd.DataFrame(sheet.rows, columns=list(sheet.headings), dtype=object),
        sheet.name,
        sheet.title,
        instructions=f"This worksheet contains one table. Notes about it are on the notes worksheet.{references}",
        legend=list(sheet.about),
        index_columns={},
        additional_formatting=wide,
    )


def _nothing(references: str) -> GPTable:
    """A page without figures still has a file that says so."""
    said = pd.DataFrame({"Figures": ["none"]}, dtype=object)
    return GPTable(
        said,
        "figures",
        "Table 1: No figures",
        instructions=f"This worksheet contains one table, which says that there are no figures.{references}",
        index_columns={},
    )


def _properties(reader: ReleaseReader, rows: Sequence[Finished], subject: Subject) -> dict[str, str | datetime]:
    whose = ", ".join(one["title"] for one in publishers(reader, rows))
    return {
        "title": subject.title,
        "subject": f"{reader.facts.title} (release {reader.facts.number})",
        "author": whose,
        "comments": subject.address,
        "created": reader.facts.published_at.replace(tzinfo=None),
    }


def _with_language(content: bytes) -> bytes:
    """The same file with its language in its properties, which the writer cannot set, and no time of writing."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            part = given.read(name)
            if name == CORE:
                part = part.replace(b"</cp:coreProperties>", LANGUAGE + b"</cp:coreProperties>")
            made.writestr(ZipInfo(name, FIXED), part, ZIP_DEFLATED)
    return file.getvalue()
