"""Why a row is not counted, in plain words, each with what to do about it."""

from dataclasses import dataclass

from warehouse.arrival import Refusal

SHOWN = 80
"""Characters of an offending value that are kept."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value."""

    reason: str
    remedy: str

    def refusal(self, row: int, column: str, value: str) -> Refusal:
        """The fault, met in a row."""
        return Refusal(str(row), column, value[:SHOWN], self.reason, self.remedy)


NOT_A_NUMBER = Fault(
    "Not a number", "Correct it in the source; if it means 'not known', add it to the source's 'missing'."
)
CELL_ERROR = Fault(
    "Error in a spreadsheet's cell",
    "Correct the formula, open the file in Excel and save it again; if '#N/A' means 'not known', add it to the "
    "source's 'missing'.",
)
TOO_LARGE = Fault("Number too large", "Correct it in the source: no figure is 100,000,000,000,000,000 or more.")
NEGATIVE = Fault("Negative count", "Correct it in the source: a count is never below zero.")
UNKNOWN_MEASURE = Fault(
    "Unknown measure", "Add it to [source.measure] map, or keep such rows out with [[source.filter]]."
)
UNKNOWN_SERVICE = Fault("Unknown service", "Add the code to [source.service] map.")
NOT_A_SERVICE_KEY = Fault(
    "Unknown service", "Add the code to [source.service] map: only letters, digits and '-' can be a key as they stand."
)
UNKNOWN_CHANNEL = Fault("Unknown channel", "Add the code to [source.channel] map.")
UNKNOWN_CODE = Fault(
    "Council not in the register", "Add the code to [source.council] map, or the council as a [[council]]."
)
UNKNOWN_NAME = Fault("Council not in the register", "Add a line to the alias file.")
UNKNOWN_ESTIMATE = Fault("Unknown mark of an estimate", "Add it to [source.estimates]: to methods, or to counted.")
NOT_WHOLE = Fault("Not a whole number", "Write a whole number in that cell, 0 or more, or empty it.")
NOT_AN_AMOUNT = Fault("Not an amount", "Write a number of pounds in that cell, or empty it.")
EMPTY_LINE = Fault(
    "Cost line left empty",
    "The basis is 'full': write 0 if there was none, choose another basis, or give a total only.",
)
NO_BASIS = Fault("Cost without a basis", "Choose the basis above the costs: full, direct or marginal.")
UNKNOWN_TEMPLATE_MARK = Fault("Unknown mark of an estimate", "Choose Yes or No in that cell, or empty it.")
UNKNOWN_TEMPLATE_ROW = Fault("Unknown row of the template", "Put back the row's codes and its figure's name.")
UNKNOWN_OUTCOME = Fault("Unknown outcome", "Add the code to [source.transactions] outcomes: completed, failed or open.")
UNKNOWN_RATING = Fault(
    "Unknown rating", "Correct it in the source, add it to [source.transactions] ratings, or to the source's 'missing'."
)
IN_THE_FUTURE = Fault("Date in the future", "Correct it in the source; the date itself is not kept here.")
ENDED_BEFORE = Fault("Ended before it began", "Correct it in the source; the dates themselves are not kept here.")
NO_END = Fault(
    "Completed without an end", "Give the date in the source, or count by the start: completion_basis 'cohort'."
)
NOT_A_DATE = Fault("Not a date", "Correct it in the source, or say in [source.period] format how dates are written.")
WRONG_WIDTH = "Row does not fit the header"
BLANK = "The row is blank."


def ambiguous(candidates: str) -> Fault:
    """A name that more than one council has."""
    return Fault("More than one council has this name", f"Add a line to the alias file: {candidates}.")


def not_then(why: str) -> Fault:
    """A name whose council did not exist in the row's period."""
    return Fault(
        "Council did not exist in this period",
        f"{why[:1].upper()}{why[1:]}. Add a line to the alias file with the one that is meant.",
    )


def not_a_period(why: str) -> Fault:
    """A label or date that is no period."""
    return Fault("Not a period", f"{why[:1].upper()}{why[1:]}. Correct it in the source or in [source.period].")


def unknown_length(of_years: bool) -> Fault:
    """A length that the source's description does not know."""
    if of_years:
        return Fault(
            "Unknown length of year", "Ask the council which 12 months, then add it to [source.period] lengths."
        )
    return Fault("Unknown length of period", "Ask how long it is, then add it to the source's lengths.")
