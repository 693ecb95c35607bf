"""The XML of an .xlsx workbook, for what its cells' values do not tell: errors, formulas that were never worked out."""

import posixpath
import re
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZipFile

ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ERROR_OR_FORMULA = (b'"e"', b"'e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
"""What a sheet with an error or a formula has among its bytes."""

FILLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>/]*>\s*<""")
"""A cell that is not empty; only these make a sheet reach far."""

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
        with ZipFile(BytesIO(self.content)) as file:
            part = file.read(self.sheets[sheet])
        # Most sheets have neither, and looking at their bytes takes a tenth of the time.
        found = _Cells().read(part) if any(mark in part for mark in ERROR_OR_FORMULA) else {}
        filled = FILLED.findall(part)
        columns = {_number(column.decode()) + 1 for column in {column for column, _ in filled}}
        return found, (max(map(int, {row for _, row in filled}), default=0), max(columns, default=0))


class _Cells:
    """Reads a sheet's XML by its events: a tree of every cell takes three times as long."""

    def __init__(self) -> None:
        self.found: dict[Place, str] = {}
        self.row = self.column = -1
        self.kind, self.value, self.formula, self.within = "", "", False, False

    def read(self, part: bytes) -> dict[Place, str]:
        """The cells with an error, and those that lack their value; raises ExpatError if the part is no XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(part, True)
        return self.found

    def _start(self, name: str, said: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            # A file may leave out the addresses of cells and rows that follow one another.
            match = ADDRESS.fullmatch(said.get("r", ""))
            self.column = _number(match[1]) if match else self.column + 1
            self.kind, self.value, self.formula = said.get("t", ""), "", False
        elif tag == "v":
            self.within = True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.row, self.column = int(said.get("r", self.row + 2)) - 1, -1

    def _text(self, text: str) -> None:
        if self.within:
            self.value += text

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "v":
            self.within = False
        elif tag == "c":
            if self.kind == "e":
                self.found[self.row, self.column] = self.value
            elif self.formula and not self.value and self.kind != "str":
                self.found[self.row, self.column] = NO_VALUE


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
