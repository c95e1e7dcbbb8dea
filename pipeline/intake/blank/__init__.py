"""The blank questionnaire of a kit: a workbook to fill in, one row a client, that the intake reads back."""

from pipeline.intake.blank.sheets import PREPARED_ROWS, blank_book

__all__ = ["PREPARED_ROWS", "blank_book"]
