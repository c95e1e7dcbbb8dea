"""A bound on what is told of one file: a broken export of many rows makes no flood, and fills no memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.intake.rows.reader import ReadRow
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem, Severity
from pipeline.spreadsheets.places import Place

MOST = 1_000
"""How many problems of the rows of one file are told; the others are counted."""

_KINDS = 3


@dataclass(slots=True)
class _Untold:
    """What is left out of one file: how many problems, whether any holds a row, and about which questions."""

    count: int = 0
    holds: bool = False
    questions: Counter[str] = field(default_factory=Counter)


class Tally:
    """Keeps the first problems of each file and counts the rest."""

    def __init__(self) -> None:
        self._untold: dict[str, _Untold] = defaultdict(_Untold)

    def thin(self, rows: Iterable[ReadRow]) -> Iterator[ReadRow]:
        """Yield the rows of one file; once many problems were kept, those of more rows are only counted."""
        kept = 0
        for row in rows:
            if kept < MOST or not row.problems:
                kept += len(row.problems)
                yield row
            else:
                self._untold[row.place.file].questions.update(problem.field or "" for problem in row.problems)
                yield replace(row, problems=(), untold=len(row.problems))

    def tell(
        self, problems: Sequence[Problem], rows: Iterable[ReadRow], vocabulary: Vocabulary
    ) -> list[Problem]:
        """Return the first problems of each file, in the order given, and last how many more there are.

        ``rows`` are those whose problems count. Problems of a file as a whole are always told.
        """
        for row in rows:
            if row.untold:
                self._leave_out(row.place.file, row.untold, holds=row.client is None)
        told: dict[str, list[Problem]] = defaultdict(list)
        of_rows: Counter[str] = Counter()
        for problem in problems:
            of_rows[problem.file] += problem.row is not None
            if problem.row is None or of_rows[problem.file] <= MOST:
                told[problem.file].append(problem)
            else:
                self._leave_out(problem.file, 1, holds=problem.is_error)
                self._untold[problem.file].questions[problem.field or ""] += 1
        for file, untold in self._untold.items():
            if untold.count:
                told[file].append(_closing(file, untold, vocabulary))
        return [problem for of_file in told.values() for problem in of_file]

    def _leave_out(self, file: str, count: int, *, holds: bool) -> None:
        untold = self._untold[file]
        untold.count += count
        untold.holds |= holds


def _closing(file: str, untold: _Untold, vocabulary: Vocabulary) -> Problem:
    often = [
        vocabulary.named(question) if question else "rows as a whole"
        for question, _ in untold.questions.most_common(_KINDS)
    ]
    severity: Severity = "error" if untold.holds else "warning"
    more, are = ("1 more problem", "is") if untold.count == 1 else (f"{untold.count:,} more problems", "are")
    return Place(file).problem(
        f"{more} of this file {are} counted but not listed, most often about {', '.join(often)}.",
        "Mend those that are listed, or export the file again; then check again.",
        severity=severity,
    )
