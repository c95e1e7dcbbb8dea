"""``roadmap reports``: the main job."""

from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, get_args

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option
from pipeline.cli.terminal import say
from pipeline.models.making import MOST_WORKERS, STANDARD_ENGINE, EngineName

if TYPE_CHECKING:
    from pipeline.models.wording import Wording
    from pipeline.practice import Practice
    from pipeline.workflow.making import Batch

_AT_LEAST_ONE = click.IntRange(min=1)
_WORKERS = click.IntRange(1, MOST_WORKERS)


@command("reports")
@inputs_argument
@click.option(
    "--client", "clients", multiple=True, metavar="CLIENT", help="This client alone; may be repeated."
)
@click.option("--force", is_flag=True, help="Make them again even if nothing changed.")
@click.option("--language", metavar="CODE", help="Reports in this language instead of the client's.")
@click.option("--workers", type=_WORKERS, metavar="N", help="Print with so many processes.")
@click.option(
    "--engine",
    type=click.Choice(get_args(EngineName)),
    help="What prints (default: as in roadmap.toml); plutoprint: drafts only, ten times as fast.",
)
@click.option("--cluster", metavar="ADDRESS", help="Print on the cluster of this Dask scheduler.")
@click.option("--limit", type=_AT_LEAST_ONE, metavar="N", help="Make those of at most so many clients.")
@json_option
def run(
    session: Session,
    inputs: tuple[Path, ...],
    *,
    clients: tuple[str, ...],
    force: bool,
    language: str | None,
    workers: int | None,
    engine: EngineName | None,
    cluster: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Make the reports and briefs that are new or changed.

    INPUTS are files or folders (default: the practice's inputs/). CLIENT is an id, an e-mail or a part of a
    name. Reports lie in outputs/reports/. Beside each there is a brief in outputs/briefs/: one page for you,
    in your own language.
    """
    from pipeline.cli.printing import print_json, print_problems
    from pipeline.cli.shapes import of_batch
    from pipeline.cli.watching import watch_progress
    from pipeline.rendering.printing.engines import LACKING
    from pipeline.workflow.candidates import Wish
    from pipeline.workflow.clusters import on_cluster
    from pipeline.workflow.making import make_reports

    chosen = engine or session.practice.settings.reports.engine
    wish = Wish(clients, force=force, language=language, workers=workers, limit=limit, engine=chosen)
    if cluster and workers:
        raise click.UsageError("--workers is for this machine; a cluster has as many as were started.")
    make = partial(make_reports, session.practice, inputs, now=session.now)
    with watch_progress(quiet=session.quiet) as watch:
        if cluster:
            with on_cluster(cluster, wish) as (asked, open_there):
                batch = make(asked, watch=watch, open_executor=open_there)
        else:
            batch = make(wish, watch=watch)
    if as_json:
        print_json(of_batch(batch))
    else:
        wording = session.wording(batch.reading.kit)
        _print_batch(batch, session.practice, wording)
        print_problems(batch.problems, wording, batch.reading.owner)
    _tell_what_is_left(session, batch)
    if batch.is_of_drafts:
        session.tell(f"Drafts are never mailed. They lack {LACKING}.")
    if any(outcome.status in {"held", "failed"} for outcome in batch.outcomes) or any(
        problem.is_error for problem in batch.problems
    ):
        session.suggest("check", "lists what to mend; then make the reports again")
        raise click.exceptions.Exit(1)
    if batch.is_of_drafts:
        session.suggest(f"reports --engine {STANDARD_ENGINE}", "makes the real reports")
    else:
        session.suggest("review", "shows what to look at before they are sent")


def _tell_what_is_left(session: Session, batch: "Batch") -> None:
    """Tell of PDFs that were put away, and of clients whom the limit left for later."""
    from pipeline.cli.printing import count

    if batch.put_away:
        number = len(batch.put_away)
        session.tell(
            f"{count(number, 'PDF')} of people no longer in the inputs {'was' if number == 1 else 'were'} "
            f"moved to {session.practice.relative(session.practice.old)}/."
        )
    if batch.strays:
        number = len(batch.strays)
        session.tell(
            f"{count(number, 'PDF')} that the ledger did not know {'was' if number == 1 else 'were'} "
            f"moved to {session.practice.relative(session.practice.old)}/."
        )
    if batch.waiting:
        session.tell(f"{count(batch.waiting, 'more client')} due, left for later by --limit.")


def _print_batch(batch: "Batch", practice: "Practice", wording: "Wording") -> None:
    """Print a row for each client, and how many there are of each kind."""
    from pipeline.cli.printing import count, print_table
    from pipeline.workflow.reasons import say_reasons

    rows = [
        [
            batch.reading.label(outcome.id, outcome.name) or "–",
            outcome.status,
            PurePath(outcome.pdf).name if outcome.pdf else "–",
            say_reasons(outcome.reasons, wording),
        ]
        for outcome in batch.outcomes
    ]
    if rows:
        print_table(["Client", "Report", "PDF", "Why"], rows, whole="PDF")
    statuses = [outcome.status for outcome in batch.outcomes]
    made, current, held, failed = (statuses.count(name) for name in ("made", "current", "held", "failed"))
    say(
        f"Made for {count(made, 'client')}, {current} unchanged, {held} held, {failed} failed, "
        f"in {batch.seconds:.1f} seconds.{_where(batch, practice)}"
    )


def _where(batch: "Batch", practice: "Practice") -> str:
    """Say where the PDFs are, of the kinds that there are."""
    has_reports = any(outcome.pdf for outcome in batch.outcomes)
    if batch.is_of_drafts:
        return f" Drafts are in {practice.relative(practice.drafts)}/." if has_reports else ""
    told = []
    if has_reports:
        told.append(f"Reports are in {practice.relative(practice.reports)}/")
    if any(outcome.brief for outcome in batch.outcomes):
        told.append(f"briefs for you in {practice.relative(practice.briefs)}/")
    return f" {', '.join(told)}." if told else ""
