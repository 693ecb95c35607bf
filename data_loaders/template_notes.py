"""The spreadsheet's first sheet: how to fill it in, and what each figure means, in the catalogue's own words."""

from collections.abc import Iterator
from math import ceil

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders import template_form as form
from data_loaders.template_form import Form
from data_loaders.template_looks import BLUE, FONT, print_well, put
from kpis.catalogue import Catalogue
from kpis.costs import BASES, EXCLUDED
from kpis.documentation import WORDS
from kpis.wording import joined

WHAT_TO_DO = (
    f"Fill in the white cells of {form.VOLUMES}, {form.COST} and {form.RATINGS}. What you do not have may stay empty.",
    "An empty cell is a gap on the page, never a zero. Write 0 only where you know that there was none.",
    "Write figures as numbers, without words beside them. A cell with words is not counted; the page about the data "
    "names it.",
    f"If a figure is an estimate, choose {form.YES} in its row under '{form.ESTIMATED}' and say beside it how it was "
    "made. It is then marked [e] wherever it is shown, and the method stands on the page about the data.",
    "Leave the codes, the headings and the names of the sheets as they are. Rows that do not apply may be deleted.",
    f"Of a cost that is '{form.BASIS}: full' every line needs an amount, 0 if there was none. Or type the whole cost "
    f"over the formula in its '{form.TOTAL}' and leave the lines empty.",
)

WIDE, ACROSS, HIGH = 100.0, 88, 15.5
"""Width of the explanations, how many characters go into a line of them, and how high a line is."""

DEFINED = ("completion_rate", "digital_take_up", "cost_per_transaction", "user_satisfaction")
"""KPIs that the figures of the spreadsheet make."""


def write_notes(sheet: Worksheet, asked: Form, catalogue: Catalogue) -> None:
    """Fill the sheet: a title, then headings each with their paragraphs."""
    put(
        sheet,
        1,
        1,
        f"{asked.council.full_name}: figures to fill in",
        font=Font(name=FONT, size=16, bold=True, color=BLUE),
    )
    put(sheet, 2, 1, f"Months: {asked.span}. Costs: {asked.year.dates}.")
    row = 4
    for heading, pairs in _sections(catalogue):
        put(sheet, row, 1, heading, font=Font(name=FONT, size=13, bold=True, color=BLUE))
        row += 1
        for word, meaning in pairs:
            put(sheet, row, 1, word, font=Font(name=FONT, size=11, bold=True), wrap=True)
            sheet.row_dimensions[row].height = HIGH * ceil(len(meaning) / ACROSS)
            put(sheet, row, 2, meaning, alignment=Alignment(vertical="top", wrap_text=True))
            row += 1
        row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, WIDE
    sheet.row_dimensions[1].height = 26
    print_well(sheet, landscape=False)


def _sections(catalogue: Catalogue) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    yield "How to fill it in", [(f"{number}.", words) for number, words in enumerate(WHAT_TO_DO, 1)]
    yield "What is counted", [(word, _sentence(meaning)) for word, meaning in WORDS.items() if word != "Cell"]
    bases = [(basis.capitalize(), _sentence(meaning)) for basis, meaning in BASES.items()]
    yield (
        "What a cost holds",
        [*bases, ("Never part of a cost", _sentence(joined([EXCLUDED[0], *map(_small, EXCLUDED[1:])])))],
    )
    kpis = [kpi for key in DEFINED if (kpi := catalogue.get(key))]
    yield "What is made of it", [(kpi.name, f"{kpi.definition} {kpi.guidance}".strip()) for kpi in kpis]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
