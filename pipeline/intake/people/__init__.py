"""Rows of the same person become one client, and what contradicts itself is held.

settling     rows of one person -> a verdict    signs       by what a row tells whose it is
faulty       rows with faults: whose are they   candidates  good rows: which of them say the same
passed_over  rows for which another one stands  reasons     why rows do not go on, in words
namesakes    one name, several addresses
"""

from pipeline.intake.people.candidates import folds_of
from pipeline.intake.people.settling import Verdict, settle

__all__ = ["Verdict", "folds_of", "settle"]
