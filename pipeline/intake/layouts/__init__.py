"""The form tools whose exports are recognised. A further one is a module and an entry in ``LAYOUTS``."""

from collections.abc import Sequence

from pipeline.intake.layouts import google, jotform, microsoft, typeform
from pipeline.intake.layouts.layout import Layout
from pipeline.spreadsheets.places import Cell

__all__ = ["LAYOUTS", "Layout", "guess", "recognise"]

LAYOUTS = (microsoft.FORM, typeform.FORM, jotform.FORM, google.FORM, google.SHEET)
"""The first that fits is taken."""


def recognise(header: Sequence[Cell], answers: Sequence[Cell]) -> Layout | None:
    """Return the layout of a header row and the first row of answers below it; None if made by hand."""
    return next((layout for layout in LAYOUTS if layout.fits(header, answers)), None)


def guess(header: Sequence[Cell], answers: Sequence[Cell]) -> Layout | None:
    """Return the layout of a header in a language that is not known, by the shape of the answers.

    A list of calls may have the same shape.
    """
    return microsoft.by_shape(header, answers)
