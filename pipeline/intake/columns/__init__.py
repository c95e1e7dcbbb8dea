"""Which column answers which question: from the cells of a header row to columns by question.

header_cells  one header cell -> the question it names
matching      all columns -> questions, the form tool, nobody
slips         misspelt headers                  likeness  headers to advise about
composites, option_runs  questions that are spread over several columns
problems      what is wrong with the columns    header    the outcome
"""

from pipeline.intake.columns.header import FEWEST_COLUMNS, Header, find_header, match_header

__all__ = ["FEWEST_COLUMNS", "Header", "find_header", "match_header"]
