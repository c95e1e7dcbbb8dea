"""What a cell says: one parser for every kind of question, from a raw cell to a value or a fault."""

from pipeline.intake.values.fault import Fault, Value
from pipeline.intake.values.parsers import Parser, parser_for
from pipeline.intake.values.texts import is_broken_encoding

__all__ = ["Fault", "Parser", "Value", "is_broken_encoding", "parser_for"]
