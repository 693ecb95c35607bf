"""The XML of an .xlsx workbook, for what its cells' values do not tell: errors, formulas that were never worked out."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.etree import ElementTree
from zipfile import ZipFile

ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
NO_VALUE = "no value"
"""A formula that has none: a program wrote it, and no spreadsheet has worked it out since."""

Place = tuple[int, int]


class NotAWorkbookError(Exception):
    """A zip file that holds something else."""


@dataclass(frozen=True)
class WorkbookParts:
    """An .xlsx file and where in it each sheet is; `since_1904`: whether its days are counted from 1904."""

    content: bytes
    sheets: dict[str, str]
    since_1904: bool

    @classmethod
    def read(cls, content: bytes) -> "WorkbookParts":
        """Raises NotAWorkbookError if no workbook is there; BadZipFile, KeyError, SyntaxError for a damaged one."""
        with ZipFile(BytesIO(content)) as file:
            book = next((part for kind, part in _related(file, "").values() if kind == "officeDocument"), "")
            if not book.endswith(".xml"):
                raise NotAWorkbookError
            parts = _related(file, book)
            root = ElementTree.fromstring(file.read(book))
        sheets = {}
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            number = next(value for key, value in sheet.items() if key.endswith("}id"))
            sheets[sheet.get("name", "")] = parts[number][1]
        settings = root.find("{*}workbookPr")
        return cls(content, sheets, settings is not None and settings.get("date1904") in ("1", "true"))

    def errors(self, sheet: str) -> tuple[dict[Place, str], Place]:
        """Each cell, from (0, 0), that has an error or lacks its value, and how many rows and columns are filled."""
        found, rows, columns = {}, 0, 0
        with ZipFile(BytesIO(self.content)) as file, file.open(self.sheets[sheet]) as part:
            for (row, column), cell in _cells(part):
                value = cell.find("{*}v")
                formula = cell.find("{*}f") is not None
                text = "" if value is None else value.text or ""
                if cell.get("t") == "e":
                    found[row, column] = text
                elif formula and not text and cell.get("t") != "str":
                    found[row, column] = NO_VALUE
                if value is not None or formula:
                    rows, columns = max(rows, row + 1), max(columns, column + 1)
        return found, (rows, columns)


def _cells(part: IO[bytes]) -> Iterator[tuple[Place, ElementTree.Element]]:
    """Every cell with its place; a file may leave out the addresses of cells that follow one another."""
    row = column = -1
    for event, element in ElementTree.iterparse(part, ("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
        elif event == "end" and tag == "c":
            match = ADDRESS.fullmatch(element.get("r", ""))
            column = _number(match[1]) if match else column + 1
            yield (row, column), element
        elif event == "end" and tag == "row":
            element.clear()


def address(row: int, column: int) -> str:
    """'C7' for the cell in row 6 and column 2, counted from 0."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _related(file: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: kind and path by number."""
    folder, name = posixpath.split(part)
    root = ElementTree.fromstring(file.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in root
    }
