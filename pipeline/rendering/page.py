"""From a report to its markup: the only door to Jinja2.

Everything a client typed is data: escaped where it is printed, never read as a template. Templates run in a
sandbox, and a name they use that does not exist is an error that says where.
"""

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2 import TemplateError as JinjaError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.errors import TemplateError
from pipeline.rendering.colour import make_safe, make_tint
from pipeline.rendering.qr import draw_code
from pipeline.rendering.typography import clean_family, join_ending, strip_controls, write_number
from pipeline.rendering.view import Report
from pipeline.rendering.view_brief import Brief
from pipeline.rendering.view_cohort import CohortSheet

STARTS: Mapping[type, str] = {Report: "report.html", Brief: "brief.html", CohortSheet: "cohort.html"}
"""The template that each kind of document begins with."""

_COMPILED: dict[str, bytes] = {}
"""What templates came to when they were compiled, for as long as this process lives."""

_ADVICE = "Correct the template, or remove your copy of it to use the built-in one."


class Pages:
    """The page templates of a kit, looked up file by file in its folders, the first folder first.

    Templates see ``report`` (a view: :class:`pipeline.rendering.view.Report`,
    :class:`pipeline.rendering.view_brief.Brief` or :class:`pipeline.rendering.view_cohort.CohortSheet`),
    ``t("key")`` for its fixed words, ``safe_colour``, ``tint`` and ``qr``, and the filters ``nowidow``, ``n``
    (a coordinate) and ``css_name``.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self._folders),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(),
        )
        self._environment.filters |= {"nowidow": join_ending, "n": write_number, "css_name": clean_family}
        self._environment.globals |= {"t": _say, "safe_colour": make_safe, "tint": make_tint, "qr": draw_code}

    def check(self) -> None:
        """Compile every template. Raises :class:`TemplateError` naming file and line of the first fault."""
        try:
            for name in self._environment.list_templates(extensions=["html"]):
                self._environment.get_template(name)
        except JinjaError as error:
            raise TemplateError(f"{self._place(error)}: {error}", _ADVICE) from error

    def markup(self, report: Report | Brief | CohortSheet) -> str:
        """Return a whole document as HTML. Raises :class:`TemplateError` naming file, line and name."""
        template = STARTS[type(report)]
        try:
            return self._environment.get_template(template).render(report=report)
        except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise TemplateError(
                f"{self._place(error, template)}: {error}",
                _ADVICE,
            ) from error

    def _place(self, error: Exception, start: str = STARTS[Report]) -> str:
        """Say in which file and line of the kit an error came up."""
        if isinstance(error, TemplateNotFound):
            return str(error.name)
        if isinstance(error, TemplateSyntaxError):
            return f"{error.name}, line {error.lineno}"
        places = (
            f"{Path(frame.filename).relative_to(folder).as_posix()}, line {frame.lineno}"
            for frame in reversed(traceback.extract_tb(error.__traceback__))
            for folder in self._folders
            if Path(frame.filename).is_relative_to(folder)
        )
        return next(places, start)


class _Compiled(BytecodeCache):
    """Keeps in memory what is compiled: a template is compiled again only when its text has changed."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template; Jinja tells by its checksum whether it is still right."""
        if known := _COMPILED.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template."""
        _COMPILED[bucket.key] = bucket.bytecode_to_string()


def _finalize(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Let no character into a page that is none; a Python object a template prints by mistake is refused."""
    if isinstance(value, str):
        return type(value)(strip_controls(value))
    if isinstance(value, bool) or value is None:
        raise TypeError(f"a page may not print {value!r}")
    return value


@pass_context
def _say(context: Context, key: str) -> str:
    """Return a fixed text of the report by its key."""
    try:
        return str(context["report"].texts[key])
    except KeyError:
        raise LookupError(f'the wording has no text "{key}"') from None
