"""Columns side by side whose headers are the answers of one question: one column an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.intake.columns.composites import FEWEST_OPTIONS, OTHER, OptionColumns
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.questionnaire import Question
from pipeline.spreadsheets import decoration
from pipeline.spreadsheets.folding import fold_header
from pipeline.spreadsheets.places import as_text
from pipeline.spreadsheets.tables import Cells


@dataclass(slots=True)
class Run:
    """Columns from left to right, and the answers that they may be, by question."""

    labels: dict[int, str] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=dict)
    other: int | None = None

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions of which all the headers are answers."""
        return tuple(self.codes)

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns of the run."""
        return OptionColumns(self.labels, self.other).columns

    def touches(self, column: int) -> bool:
        """Whether a column is the next one."""
        return column - 1 in self.labels

    def extended(self, answers: dict[str, str]) -> dict[str, set[str]]:
        """Return the codes by question with one answer more; nothing if no question has them all."""
        if not self.labels:
            return {question: {code} for question, code in answers.items()}
        return {
            question: codes | {answers[question]}
            for question, codes in self.codes.items()
            if question in answers and answers[question] not in codes
        }


def find_runs(
    header: Cells, free: Sequence[int], questions: Iterable[Question], vocabulary: Vocabulary
) -> list[Run]:
    """Return the runs of answers among the free columns; ``questions`` are those without a column."""
    known = {question.id: _answers(question, vocabulary) for question in questions}
    runs: list[Run] = []
    run = Run()
    for column in free:
        key = fold_header(header[column])
        answers = {question: codes[key] for question, codes in known.items() if key in codes}
        if not answers and key in OTHER and run.touches(column):
            run.other = column
            continue
        extended = run.extended(answers) if run.touches(column) else {}
        if not extended:
            runs.append(run)
            run = Run()
            extended = run.extended(answers)
        if extended:
            run.codes = extended
            run.labels[column] = decoration.bare(as_text(header[column]))
    return [each for each in (*runs, run) if len(each.labels) >= FEWEST_OPTIONS]


def _answers(question: Question, vocabulary: Vocabulary) -> dict[str, str]:
    missing = {key: str(code) for key, code in vocabulary.missing.items()} if question.accepts_missing else {}
    return missing | vocabulary.labels(question)
