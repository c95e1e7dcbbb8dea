"""From scores and plan to a printed report.

Importing this costs little: WeasyPrint, which takes most of a second, is loaded with the first printer.
"""

from pipeline.rendering.build import build_report
from pipeline.rendering.view import Report

__all__ = ["Report", "build_report"]
