"""A bound on what is told of one file: a broken export of many rows makes no flood, and fills no memory."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.intake.rows.outcome import ReadRow
from pipeline.intake.rows.rules import Finding
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem, Severity
from pipeline.spreadsheets.places import Place

MOST = 1_000
"""How many problems of the rows of one file are told, errors before warnings; the others are counted."""

_KINDS = 3


@dataclass(slots=True)
class FileTally:
    """How much is told of the rows of one file.

    ``room`` is left for so many errors and warnings. ``untold`` problems are left out, about ``questions``;
    ``holds`` tells whether any of them holds a row.
    """

    room: dict[Severity, int] = field(default_factory=lambda: {"error": MOST, "warning": MOST})
    untold: int = 0
    holds: bool = False
    questions: Counter[str] = field(default_factory=Counter)

    def admits(self, finding: Finding) -> bool:
        """Whether there is room to tell a finding; if so, it is taken."""
        self.room[finding.severity] -= 1
        if self.room[finding.severity] >= 0:
            return True
        self.questions[finding.question] += 1
        return False

    def leave_out(self, count: int, *, holds: bool) -> None:
        """Count problems that are not told."""
        self.untold += count
        self.holds |= holds

    def tell(self, problems: Sequence[Problem]) -> Iterator[Problem]:
        """Yield the first errors, and as many of the first warnings as there is room for behind them."""
        errors = sum(problem.is_error for problem in problems)
        room = {"error": MOST, "warning": MOST - errors}
        for problem in problems:
            room[problem.severity] -= 1
            if room[problem.severity] >= 0:
                yield problem
            else:
                self.leave_out(1, holds=problem.is_error)
                self.questions[problem.field or ""] += 1


class Tally:
    """What is told of the rows of all files, and how much is not."""

    def __init__(self) -> None:
        self._files: dict[str, FileTally] = defaultdict(FileTally)

    def of(self, file: str) -> FileTally:
        """Return the tally of one file."""
        return self._files[file]

    def drop(self, file: str) -> None:
        """Forget what was counted of a file that is not read after all."""
        self._files.pop(file, None)

    def tell(self, problems: Iterable[Problem], rows: Iterable[ReadRow]) -> Iterator[Problem]:
        """Yield what is told of rows, from all that was found; ``rows`` are those whose problems count."""
        for row in rows:
            if row.untold:
                self.of(row.place.file).leave_out(row.untold, holds=row.client is None)
        by_file: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_file[problem.file].append(problem)
        for file, of_file in by_file.items():
            yield from self.of(file).tell(of_file)

    def close(self, vocabulary: Vocabulary) -> Iterator[Problem]:
        """Yield of each file of which not all is told how much more there is, and about what."""
        for file, tally in self._files.items():
            if tally.untold:
                yield _closing(file, tally, vocabulary)


def _closing(file: str, tally: FileTally, vocabulary: Vocabulary) -> Problem:
    often = [
        vocabulary.named(question) if question else "rows as a whole"
        for question, _ in tally.questions.most_common(_KINDS)
    ]
    more, are = ("1 more problem", "is") if tally.untold == 1 else (f"{tally.untold:,} more problems", "are")
    return Place(file).problem(
        f"{more} of this file {are} counted but not listed, most often about {', '.join(often)}.",
        "Mend those that are listed, or export the file again; then check again.",
        severity="error" if tally.holds else "warning",
    )
