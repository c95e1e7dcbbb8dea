"""Where documents are made: what a worker sets up once, and what it does for one client after another."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from pipeline.batch.containment import JobError, contain
from pipeline.batch.executors import Means, open_local
from pipeline.batch.selection import Job, Page, Request
from pipeline.batch.worker import Recipe, begin_part, tools
from pipeline.errors import PipelineError
from pipeline.files import output_error
from pipeline.models.assessment import Assessment
from pipeline.models.kit import Kit
from pipeline.models.making import STANDARD_ENGINE, Context, EngineName, Kind
from pipeline.practice import Practice
from pipeline.scratch import temporary_folder
from pipeline.workflow.printing import Composer, assets_of

if TYPE_CHECKING:
    from pipeline.rendering.printing.preflight import Finding

_SHARED = (
    "pipeline.rendering.templates.page",
    "pipeline.rendering.building.report",
    "pipeline.rendering.building.brief",
    "pipeline.workflow.workshop",
    "pipeline.workflow.preloading",
)
PRELOAD = ("pipeline.rendering.printing.pdf", *_SHARED)
"""What worker processes share: WeasyPrint alone takes most of a second to import."""

PRELOAD_FOR_DRAFTS = ("pipeline.rendering.printing.draft", *_SHARED)


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF, and how long the engine took; see ``Document`` in ``rendering.printing.document``.

    ``digest`` is that of the pages, before they were printed.
    """

    content: bytes
    pages: int
    findings: "tuple[Finding, ...]"
    digest: str
    seconds: float
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The pages are those that were printed last."""


@dataclass(frozen=True, slots=True)
class Unprintable:
    """What kept a document from being made."""

    error: PipelineError | JobError


Done = Printed | Unchanged | Unprintable
Print = Callable[[Kind, Page], Printed]


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker makes documents with."""

    composer: Composer
    print: Print


@dataclass(frozen=True, slots=True)
class Workshop:
    """The recipe for a practice's documents. It goes to workers, which read the kit's files themselves.

    ``context`` is what they were when the run began, ``engine`` what prints.
    """

    practice: Practice
    kit: Kit
    context: Context
    engine: EngineName = STANDARD_ENGINE

    @property
    def preload(self) -> tuple[str, ...]:
        """The modules that workers share."""
        return preload_for(self.engine)

    @contextmanager
    def __call__(self) -> Iterator[Bench]:
        """Read templates, stylesheet, fonts and pictures.

        Raises:
            SettingsError, RenderError: a picture of the brand or a file of the kit cannot be used.
            OutputError: the temporary folder cannot be written.
        """
        from pipeline.rendering.printing.engines import open_engine

        try:
            printer = open_engine(self.engine, assets_of(self.practice, self.kit))
        except OSError as error:
            raise output_error(temporary_folder(), error) from error

        def print_page(_: Kind, page: Page) -> Printed:
            started = perf_counter()
            document = printer.print(page.markup, page.metadata, page.attached)
            seconds = perf_counter() - started
            return Printed(
                document.content, document.pages, document.findings, page.digest, seconds, document.lacking
            )

        with closing(printer):
            yield Bench(Composer(self.practice, self.kit, self.context), print_page)


def preload_for(engine: EngineName) -> tuple[str, ...]:
    """Return the modules that workers share which print with an engine."""
    return PRELOAD if engine == STANDARD_ENGINE else PRELOAD_FOR_DRAFTS


def open_workers(recipe: Recipe, means: Means) -> Executor:
    """Return processes on this machine that share what printing needs."""
    return open_local(recipe, means, getattr(recipe, "preload", PRELOAD))


def stand_by() -> None:
    """Do nothing: a worker that can do this is set up."""


def make_papers(job: Job) -> tuple[Done, ...]:
    """Make the documents of one client, in a worker; each has the whole time that is allowed for one."""
    bench: Bench = tools()
    assessment = bench.composer.assess(job.client, job.earlier, job.review)
    return tuple(_make(bench, assessment, request) for request in job.requests)


def _make(bench: Bench, assessment: Assessment, request: Request) -> Done:
    """Fill the pages of a document, and print them if they are not those that were printed last."""
    begin_part()
    try:
        return contain(partial(_fill_and_print, bench, assessment, request))
    except (PipelineError, JobError) as error:
        return Unprintable(error)


def _fill_and_print(bench: Bench, assessment: Assessment, request: Request) -> Printed | Unchanged:
    page = bench.composer.compose(assessment, request.kind, request.language)
    return Unchanged() if page.digest == request.printed else bench.print(request.kind, page)
