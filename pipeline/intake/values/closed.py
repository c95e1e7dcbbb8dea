"""Questions with a fixed list of answers: scales, choices, counts and languages."""

import re
from datetime import date

from pipeline.intake.values.fault import Fault
from pipeline.intake.values.numbers import number_in, whole_number_in
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.questionnaire import Option, Question
from pipeline.spreadsheets.folding import DASHES, fold, western_digits
from pipeline.spreadsheets.places import Cell, as_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# How Excel shows a date that it made of 2-3, in a CSV file saved from it: 02-Mar, 3-Feb, Mar-03.
_SHORT_DATE = re.compile(r"(?:(\d{1,2})[- ]([a-z]{3})|([a-z]{3})[- ](\d{1,2}))\.?", re.IGNORECASE)

# A number of a scale with its label, as forms and reports write them: 4 – agree, 4: agree, 4 (agree).
_NUMBERED = re.compile(rf"([{DASHES}]?)(\d{{1,4}})\s*[{DASHES}:(]\s*([^\d\s].*)", re.ASCII | re.DOTALL)


class Answers:
    """The answers of one closed question, as the kit's vocabulary knows them."""

    def __init__(self, question: Question, vocabulary: Vocabulary) -> None:
        self.question = question
        self.labels = vocabulary.labels(question)
        self.offered = vocabulary.offered(question)
        self.codes = vocabulary.scale_codes(question)

    def parse_scale(self, cell: Cell) -> int | Fault:
        """Return the code of a scale, from its number or label."""
        if number_in(cell) is None:
            code = self.labels.get(fold(as_text(cell)))
            return self._parse_numbered(cell) if code is None else int(code)
        number = whole_number_in(cell)
        return self._refuse(cell) if number is None or number not in self.codes else number

    def _parse_numbered(self, cell: Cell) -> int | Fault:
        """Return the code that stands with its label; the two have to agree."""
        match = _NUMBERED.fullmatch(western_digits(as_text(cell).strip()))
        code = self.labels.get(fold(match[3])) if match else None
        if match is None or code is None:
            return self._refuse(cell)
        if int(match[2]) * (-1 if match[1] else 1) != int(code):
            message = "The number and the words of this answer say different things."
            return Fault(message, f"Write {self._choices}, or nothing.")
        return int(code)

    def parse_choice(self, cell: Cell) -> str | Fault:
        """Return the id of the option that a cell names, or the code of its language."""
        code = None if isinstance(cell, date) else self.labels.get(fold(as_text(cell)))
        return self._refuse(cell) if code is None else code

    def parse_count(self, cell: Cell) -> str | Fault:
        """Return the bin of a whole number, or the bin that a cell names."""
        if number_in(cell) is None:
            return self.parse_choice(cell)
        count = whole_number_in(cell)
        if count is None or count < 0:
            return Fault("This is not a whole number from 0 on.", f"Write a number, or {self._choices}.")
        option = self._bin(count)
        return self._refuse(cell) if option is None else option.id

    def _bin(self, count: int) -> Option | None:
        fitting = [o for o in self.question.options if o.at_least is not None and o.at_least <= count]
        return max(fitting, key=lambda option: option.at_least or 0, default=None)

    def _refuse(self, cell: Cell) -> Fault:
        intended = self._intended(cell)
        if intended is not None:
            return Fault(
                f"The spreadsheet turned the answer {intended} into a date.",
                f"Write {intended} again; in a spreadsheet program, format the cell as text first.",
            )
        if isinstance(cell, date):
            return Fault(
                "This is a date; the spreadsheet may have made it of an answer such as 2-3.",
                f"Format the cell as text and write {self._choices}.",
            )
        return Fault("This is none of the answers to choose from.", f"Write {self._choices}, or nothing.")

    def _intended(self, cell: Cell) -> str | None:
        """Return the answer that was turned into this date, if one of the answers could be."""
        parts = _day_and_month(cell)
        for first, second in (parts, parts[::-1]) if parts else ():
            code = self.labels.get(f"{first}-{second}")
            if code is not None:
                return f"{first}-{second}"
        return None

    @property
    def _choices(self) -> str:
        *most, last = self.offered
        return f"{', '.join(most)} or {last}" if most else last


def _day_and_month(cell: Cell) -> tuple[int, int] | None:
    if isinstance(cell, date):
        return cell.day, cell.month
    match = _SHORT_DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if not match:
        return None
    month = (match[2] or match[3]).casefold()
    return (int(match[1] or match[4]), _MONTHS.index(month) + 1) if month in _MONTHS else None
