"""The rows that are held, with what holds each."""

from collections.abc import Iterator

from pipeline.intake import Intake
from pipeline.models.client import fold_id
from pipeline.models.making import Outcome
from pipeline.spreadsheets.folding import fold_name


def list_held(intake: Intake, wanted: set[str]) -> Iterator[Outcome]:
    """Tell of the held rows of these folded ids (none: all), unless another row of the client goes on."""
    good = {fold_id(client.id): fold_name(client.name) for client in intake.clients}
    errors: dict[tuple[str, str | None, int | None], list[str]] = {}
    for problem in filter(lambda problem: problem.is_error, intake.problems):
        errors.setdefault((problem.file, problem.sheet, problem.row), []).append(problem.message)
    for row in intake.rows:
        key = fold_id(row.id) if row.id else ""
        if row.ok or good.get(key) == fold_name(row.name or "") or (wanted and key not in wanted):
            continue
        reasons = tuple(errors.get((row.file, row.sheet, row.row), ()))
        yield Outcome(row.id, row.name, "held", reasons)
