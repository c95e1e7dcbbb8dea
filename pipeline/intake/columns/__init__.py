"""Which column answers which question: from the cells of a header row to columns by question.

header_cells  one header cell -> the question it names      header_rows  grids in two rows, ids below texts
hints         what a hint beside a question says of its numbers
matching      all columns -> questions, the form tool, nobody
slips         misspelt headers                  likeness  headers to advise about
composites, option_runs  questions that are spread over several columns
accounts      accounts of form tools that are not the clients'
problems      what is wrong with the columns    header    the outcome
"""

from pipeline.intake.columns.header import Header, find_header, match_header
from pipeline.intake.columns.header_rows import FEWEST_COLUMNS

__all__ = ["FEWEST_COLUMNS", "Header", "find_header", "match_header"]
