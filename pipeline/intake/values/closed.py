"""Questions with a fixed list of answers: scales, choices, counts and languages."""

import re
from datetime import date
from functools import cached_property

from pipeline.intake.values.characters import TRUTHS, plain
from pipeline.intake.values.chosen import chosen
from pipeline.intake.values.dated import intended, parts_of
from pipeline.intake.values.fault import Fault
from pipeline.intake.values.numbers import number_in, whole
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.questionnaire import Option, Question
from pipeline.spreadsheets.folding import fold
from pipeline.spreadsheets.places import Cell, as_text

# A number of a scale with its label, as forms and reports write them: 4 – agree, 4. agree, (4) agree,
# 4 = agree; agree (4), agree: 4.
_NUMBER_FIRST = re.compile(r"[(\[]?(-?)\s*(\d{1,4})[)\]]?\s*[-.:=(\[|/]?\s*([^\d\s].*)", re.ASCII | re.DOTALL)
_NUMBER_LAST = re.compile(r"(.*[^\d\s])\s*[-.:=(\[|]\s*(-?)(\d{1,4})\s*[)\]]?", re.ASCII | re.DOTALL)
_RANGE = re.compile(r"(\d{1,6})\s*(?:-|to)\s*(\d{1,6})", re.ASCII | re.IGNORECASE)
_OWN_WORDS = re.compile(r"other\s*[:(-].*", re.IGNORECASE | re.DOTALL)
_MOST_NAMED = 6

OFF_SCALE = "This number is not on the scale."
# Signs of a ticked and an unticked box, and what boxes leave in a cell.
_TICKS = dict.fromkeys("✓✔☑✅🗸🗹", "TRUE") | {"☐": "FALSE"}
_CONSENT = frozenset({"consent_processing", "consent_mailing"})
_AGREED = "yes"


class Answers:
    """The answers of one closed question, as the kit's vocabulary knows them."""

    def __init__(self, question: Question, vocabulary: Vocabulary) -> None:
        self.question = question
        self.labels = _agreement(question, vocabulary) | vocabulary.labels(question)
        self.offered = dict(zip(vocabulary.codes(question), vocabulary.offered(question), strict=False))
        self.codes = vocabulary.scale_codes(question)

    def parse_scale(self, cell: Cell) -> int | Fault:
        """Return the code of a scale, from its number or label."""
        number = number_in(cell)
        if number is None:
            code = self._known(cell)
            return self._parse_numbered(cell) if code is None else int(code)
        found = whole(number)
        if found is None or found not in self.codes:
            return Fault(OFF_SCALE, f"Write {self._choices}, or nothing.")
        return found

    def _parse_numbered(self, cell: Cell) -> int | Fault:
        """Return the code that stands with its label; the two have to agree."""
        text = plain(as_text(cell)).rstrip("; ")
        first, last = _NUMBER_FIRST.fullmatch(text), _NUMBER_LAST.fullmatch(text)
        pairs = [(found[1] + found[2], found[3]) for found in (first,) if found]
        pairs += [(found[2] + found[3], found[1]) for found in (last,) if found]
        for number, words in pairs:
            code = self.labels.get(fold(words))
            if code is not None and int(number) == int(code):
                return int(code)
            if code is not None:
                message = "The number and the words of this answer say different things."
                return Fault(message, f"Write {self._choices}, or nothing.")
        choice = self._parse_several(cell)
        return choice if isinstance(choice, Fault) else int(choice)

    def parse_choice(self, cell: Cell) -> str | Fault:
        """Return the id of the option that a cell names, or the code of its language."""
        return self._known(cell) or self._parse_several(cell)

    def parse_count(self, cell: Cell) -> str | Fault:
        """Return the bin of a whole number, or the bin that a cell names."""
        number = number_in(cell)
        if number is None:
            return self._known(cell) or self._parse_range(cell)
        count = whole(number)
        if count is None or count < 0:
            return Fault("This is not a whole number from 0 on.", f"Write a number, or {self._choices}.")
        option = self._bin(count)
        return self._refuse(cell) if option is None else option.id

    def _known(self, cell: Cell) -> str | None:
        if isinstance(cell, date):
            return None
        text = as_text(cell)
        tick = None if text.isascii() else _TICKS.get(text.strip().removesuffix("\ufe0f"))
        return self.labels.get(fold(tick or text))

    def _piece(self, text: str) -> str | None:
        """Return the code of one of several answers in a cell."""
        number = whole(number_in(text))
        return str(number) if number in self.codes else self._known(text)

    def _parse_range(self, cell: Cell) -> str | Fault:
        """Return the bin in which both ends of a range fall."""
        found = _RANGE.fullmatch(plain(cell)) if isinstance(cell, str) else None
        if not found or intended(parts_of(cell), self.labels):
            return self._parse_several(cell)
        low, high = (self._bin(int(end)) for end in found.groups())
        if low is None or low is not high:
            message = "This range covers more than one of the answers."
            return Fault(message, f"Write a number, or {self._choices}.")
        return low.id

    def _bin(self, count: int) -> Option | None:
        fitting = [o for o in self.question.options if o.at_least is not None and o.at_least <= count]
        return max(fitting, key=lambda option: option.at_least or 0, default=None)

    def _parse_several(self, cell: Cell) -> str | Fault:
        """Return the one option that a form left with its joint, or what is wrong with the cell."""
        codes = chosen(cell, self._piece) if isinstance(cell, str) else ()
        if len(codes) == 1:
            return codes[0]
        if not codes:
            return self._refuse(cell)
        names = [self.offered.get(code, code) for code in self.offered if code in codes][:_MOST_NAMED]
        return Fault(
            f"{len(codes)} answers are chosen here: {', '.join(names)}.",
            "Keep the one that fits best and delete the others.",
        )

    def _refuse(self, cell: Cell) -> Fault:
        answer = intended(parts_of(cell), self.labels)
        if answer is not None:
            return Fault(
                f"The spreadsheet turned the answer {answer} into a date.",
                f"Write {answer} again; in a spreadsheet program, format the cell as text first.",
            )
        if isinstance(cell, date):
            return Fault(
                "This is a date; the spreadsheet may have made it of an answer such as 2-3.",
                f"Format the cell as text and write {self._choices}.",
            )
        message = _oddness(cell)
        return Fault(message, self._unknown.fix) if message else self._unknown

    @cached_property
    def _unknown(self) -> Fault:
        return Fault("This is none of the answers to choose from.", f"Write {self._choices}, or nothing.")

    @cached_property
    def _choices(self) -> str:
        *most, last = self.offered.values()
        return f"{', '.join(most)} or {last}" if most else last


def _agreement(question: Question, vocabulary: Vocabulary) -> dict[str, str]:
    """Return what says yes to a statement of consent: its own words, which forms leave where it is ticked."""
    if question.role not in _CONSENT:
        return {}
    return {fold(text): _AGREED for text, asked in vocabulary.spellings if asked == question.id}


def _oddness(cell: Cell) -> str | None:
    """Return what is wrong with a cell more exactly than that it is none of the answers."""
    if not isinstance(cell, str):
        return "This number or time of day is none of the answers to choose from."
    text = cell.strip()
    if text in TRUTHS:
        return "This is a tick box, which is none of the answers to choose from."
    if _OWN_WORDS.fullmatch(text):
        return "The client answered in words of their own, and the list has no answer for these."
    return None
