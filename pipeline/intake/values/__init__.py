"""What a cell says: one parser for every kind of question, from a raw cell to a value or a fault."""

from pipeline.intake.values.addresses import LONGEST as LONGEST_ADDRESS
from pipeline.intake.values.closed import OFF_SCALE
from pipeline.intake.values.day_orders import orders_of
from pipeline.intake.values.fault import Fault, Value
from pipeline.intake.values.numbers import written_number
from pipeline.intake.values.parsers import Parser, parser_for
from pipeline.intake.values.texts import is_broken_encoding
from pipeline.intake.values.zones import LEFT_OUT, is_left_out, localise

__all__ = [
    "LEFT_OUT",
    "LONGEST_ADDRESS",
    "OFF_SCALE",
    "Fault",
    "Parser",
    "Value",
    "is_broken_encoding",
    "is_left_out",
    "localise",
    "orders_of",
    "parser_for",
    "written_number",
]
