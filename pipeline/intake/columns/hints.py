"""Hints beside a question's text: what its numbers mean must be what they mean to the kit."""

import re

from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets.folding import fold, western_digits

_NUMBERED = re.compile(r"(\d+)([^\d]*)")
_BETWEEN = frozenset(("", "to", "and", "or", "from", "scale", "pointscale"))


def hint_fits(hint: str, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether the numbers of a hint, if any, are those of the question's scale, with the same meanings.

    A scale may be turned round or have other ends in a form: its numbers are then not read as ours.
    """
    numbered = [(int(number), fold(label)) for number, label in _NUMBERED.findall(western_digits(hint))]
    codes = vocabulary.scale_codes(question)
    if not numbered or not codes:
        return True
    numbers = {number for number, _ in numbered}
    if not numbers <= set(codes) or not {codes[0], codes[-1]} <= numbers:
        return False
    labels = vocabulary.labels(question)
    before = fold(_NUMBERED.split(hint, maxsplit=1)[0])
    if any(before.endswith(label) for label in labels if not label.isdigit()):
        return False  # labels stand before their numbers
    return all(label in _BETWEEN or _is_code(label, number, labels) for number, label in numbered)


def _is_code(label: str, number: int, labels: dict[str, str]) -> bool:
    """Whether what stands behind a number begins with the number's label."""
    fitting = [key for key in labels if label.startswith(key) and label[len(key) :] in _BETWEEN]
    return bool(fitting) and labels[max(fitting, key=len)] == str(number)
