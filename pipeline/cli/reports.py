"""``roadmap reports``: the main job."""

from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, get_args

import click

from pipeline.cli.options import Session, command, inputs_argument, json_option
from pipeline.cli.terminal import say
from pipeline.models.making import MOST_WORKERS, STANDARD_ENGINE, EngineName

if TYPE_CHECKING:
    from pipeline.practice import Practice
    from pipeline.workflow.candidates import Wish
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
    from pipeline.cli.printing import print_json
    from pipeline.cli.shapes import of_batch
    from pipeline.workflow.candidates import Wish

    chosen = engine or session.practice.settings.reports.engine
    if cluster is not None and workers:
        raise click.UsageError("--workers is for this machine; a cluster has as many as were started.")
    wish = Wish(clients, force=force, language=language, workers=workers, limit=limit, engine=chosen)
    batch = _make(session, inputs, wish, cluster)
    if as_json:
        print_json(of_batch(batch))
    else:
        _print_batch(session, batch)
    _tell_what_is_left(session, batch)
    _end(session, batch)


def _make(session: Session, inputs: tuple[Path, ...], wish: "Wish", cluster: str | None) -> "Batch":
    """Make what is wished for, here or on a cluster."""
    from pipeline.cli.watching import watch_progress
    from pipeline.workflow.clusters import on_cluster
    from pipeline.workflow.making import make_reports, prepare

    make = partial(make_reports, session.practice, inputs, now=session.now)
    with watch_progress(quiet=session.quiet) as watch:
        if cluster is not None:
            with on_cluster(cluster, wish) as (asked, open_there):
                return make(asked, watch=watch, open_executor=open_there)
        prepare(session.practice, wish)
        return make(wish, watch=watch)


def _end(session: Session, batch: "Batch") -> None:
    """Suggest what comes next; end with 1 where somebody's documents could not be made."""
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
    """Tell of PDFs that were put away, of clients whom the limit left for later, and what drafts lack."""
    from pipeline.cli.printing import count
    from pipeline.rendering.printing.engines import LACKING

    moved = {
        "of people no longer in the inputs, or passed over there,": batch.put_away,
        "that the ledger did not know": batch.strays,
    }
    for which, places in moved.items():
        if places:
            verb = "was" if len(places) == 1 else "were"
            old = session.practice.relative(session.practice.old)
            session.tell(f"{count(len(places), 'PDF')} {which} {verb} moved to {old}/.")
    if batch.waiting:
        session.tell(f"{count(batch.waiting, 'more client')} due, left for later by --limit.")
    if batch.is_of_drafts:
        session.tell(f"Drafts are never mailed. They lack {LACKING}.")


def _print_batch(session: Session, batch: "Batch") -> None:
    """Print a row for each client, how many there are of each kind, and the problems."""
    from pipeline.cli.printing import count, print_problems, print_table
    from pipeline.workflow.reasons import say_reasons

    wording = session.wording(batch.reading.kit)
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
        f"in {batch.seconds:.1f} seconds.{_where(batch, session.practice)}"
    )
    print_problems(batch.problems, wording, batch.reading.owner)


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
