"""Intake: spreadsheets in, clients and problems out.

    search   folders -> files                     inputs   files -> everything they say
    layouts  whose export a sheet is              columns  header row -> questions
    values   a cell -> an answer or a fault       rows     a row -> a client or problems
    people   rows of one person -> one client     calls    call lists -> when clients are called
    fixing   a sheet -> a copy to mend            blank    a kit -> a workbook to fill in

Nothing that a file holds raises: what is wrong is a :class:`~pipeline.models.problem.Problem`.
"""

from pipeline.intake.calls import LAYOUT as CALL_LIST
from pipeline.intake.inputs import read_inputs
from pipeline.intake.results import InputFile, InputRow, Intake
from pipeline.intake.search import Found, find_files

__all__ = ["CALL_LIST", "Found", "InputFile", "InputRow", "Intake", "find_files", "read_inputs"]
