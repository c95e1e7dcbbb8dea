"""What scoring and planning 10,000 clients costs, in ratio to ``roadmap check`` on their file (asked: ≤ 1.5).

The file is the one of the intake's benchmark: the rows of the sample, with all columns of the kit.
"""  # noqa: INP001

import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time

from intake import ROUNDS, ROWS, SETTINGS, cpu_seconds, write_clean

from pipeline.planning import Planner
from pipeline.practice import load_practice
from pipeline.scoring import Scorer
from pipeline.workflow.reading import Reading, check


def cpu_of_plans(reading: Reading) -> tuple[float, float]:
    """Return the CPU time of scoring, then of planning, all clients that were read."""
    started = process_time()
    scorer = Scorer(reading.kit.questionnaire)
    cards = [scorer.score(client) for client in reading.intake.clients]
    scored = process_time()
    planner = Planner(reading.kit)
    for client, card in zip(reading.intake.clients, cards, strict=True):
        planner.plan(client, card)
    return scored - started, process_time() - scored


def main() -> None:
    """Print the costs, and the ratio of scoring and planning together to the check."""
    with tempfile.TemporaryDirectory() as folder:
        practice = Path(folder)
        (practice / "roadmap.toml").write_text(SETTINGS, encoding="utf-8")
        clients = practice / "clients.xlsx"
        write_clean(clients, ROWS)
        checked = cpu_seconds(sys.executable, "-m", "pipeline", "check", "--practice", folder, str(clients))
        reading = check(load_practice(practice), [clients])
        rounds = [cpu_of_plans(reading) for _ in range(ROUNDS)]
    score, plan = (statistics.median(times) for times in zip(*rounds, strict=True))
    sys.stdout.write(
        f"{len(reading.intake.clients)} clients: roadmap check {checked:.2f} s, scoring {score:.2f} s, "
        f"planning {plan:.2f} s: "
        f"× {(score + plan) / checked:.2f}\n"
    )


if __name__ == "__main__":
    main()
