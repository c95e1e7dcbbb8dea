"""What scoring and planning 10,000 clients costs, in ratio to ``roadmap check`` on their file (asked: ≤ 1.5).

The file is the one of the intake's benchmark: the rows of the sample, with all columns of the kit.
"""  # noqa: INP001

import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import process_time

from intake import ROWS, SETTINGS, check_of, take_turns, tell_ratio, write_clean

from pipeline.models.answers import responses_of
from pipeline.planning import Planner
from pipeline.practice import load_practice
from pipeline.scoring import Scorer
from pipeline.workflow.reading import Reading, check


def cpu_of_scores(reading: Reading) -> float:
    """Return the CPU time of scoring all clients that were read, one after the other."""
    started = process_time()
    asked = reading.kit.questionnaire
    scorer = Scorer(asked)
    for client in reading.intake.clients:
        scorer.score(responses_of(client.answers, asked))
    return process_time() - started


def cpu_of_plans(reading: Reading) -> float:
    """Return the CPU time of scoring and planning all clients that were read, as reports are made."""
    started = process_time()
    asked = reading.kit.questionnaire
    scorer, planner = Scorer(asked), Planner(reading.kit)
    for client in reading.intake.clients:
        planner.plan(client, scorer.score(responses_of(client.answers, asked)))
    return process_time() - started


def main() -> None:
    """Print the costs, and the ratio of scoring and planning to the check."""
    with tempfile.TemporaryDirectory() as folder:
        practice = Path(folder)
        (practice / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
        clients = practice / "clients.xlsx"
        write_clean(clients, ROWS)
        reading = check(load_practice(practice), [clients])
        works = check_of(practice, clients), partial(cpu_of_scores, reading), partial(cpu_of_plans, reading)
        checked, scored, planned = zip(*take_turns(*works), strict=True)
    sys.stdout.write(
        f"{len(reading.intake.clients)} clients: roadmap check {statistics.median(checked):.2f} s, "
        f"scoring {statistics.median(scored):.2f} s, "
        f"scoring and planning {statistics.median(planned):.2f} s: {tell_ratio(planned, checked)}\n"
    )


if __name__ == "__main__":
    main()
