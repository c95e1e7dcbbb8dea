"""From a view to its markup, by the page templates of a kit; every fault of these says where it is."""

import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import TemplateError
from pipeline.rendering.templates.jinja import JinjaError, Template, TemplateNotFound, TemplateSyntaxError
from pipeline.rendering.templates.links import find_lost
from pipeline.rendering.templates.proofs import Grammar, Proof, Slip, proofread
from pipeline.rendering.templates.sandbox import Sandbox
from pipeline.rendering.templates.starts import STARTS, View, is_template, tell_lacking
from pipeline.rendering.templates.trees import TOO_DEEP, prints_nothing
from pipeline.rendering.views.mail import Mail

_ADVICE = "Correct the template, or remove your copy of it to use the built-in one."


class Pages:
    """The page templates of a kit, looked up file by file in its folders, the first folder first.

    Templates see ``report`` (a view: :class:`pipeline.rendering.views.report.Report`,
    :class:`pipeline.rendering.views.brief.Brief`, :class:`pipeline.rendering.views.cohort.CohortSheet` or
    :class:`pipeline.rendering.views.mail.Mail`),
    ``t("key")`` for its fixed words, ``safe_colour``, ``tint`` and ``qr``, and the filters ``nowidow``,
    ``breaks``, ``n`` (a coordinate), ``css_name``, ``css_text``, ``direction`` and ``in_order``.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._sandbox = Sandbox(tuple(folders))

    def check(self, texts: Mapping[str, Collection[str]] = MappingProxyType({})) -> None:
        """Read every template as a proofreader does, without a client.

        ``texts`` are the keys of the wording's texts by language; without them they are not looked at.

        Raises:
            TemplateError: names file, line and reason of every fault.
        """
        trees: dict[str, Template | None] = {}
        slips: set[Slip] = set()
        for name in self._sandbox.list_templates(filter_func=is_template):
            trees[name], found = self._parse(name)
            slips |= found
        jinja = self._sandbox
        grammar = Grammar(frozenset(jinja.globals), frozenset(jinja.filters), frozenset(jinja.tests))
        for report, start in STARTS.items():
            lacking = partial(tell_lacking, texts, (start.texts,))
            anywhere = partial(tell_lacking, texts, tuple(each.texts for each in STARTS.values()))
            for name in start.templates:
                slips |= proofread(Proof(name, report, lacking, anywhere), trees, grammar)
                tree = trees.get(name)
                if tree is not None and prints_nothing(tree):
                    slips.add(Slip(name, 1, f"it prints nothing; every {start.unit} would be empty"))
        slips = slips or set(self._compile(trees))
        if slips:
            told = [f"{slip.file}, line {slip.line}: {slip.message}" for slip in sorted(slips)]
            raise TemplateError("The page templates cannot be used:\n  " + "\n  ".join(told), _ADVICE)

    def _parse(self, name: str) -> tuple[Template | None, set[Slip]]:
        """Return the tree of a template, if it can be read, and what is wrong with it by itself."""
        try:
            source, *_ = self._sandbox.loader.get_source(self._sandbox, name)  # type: ignore[union-attr]
            tree = self._sandbox.parse(source, name)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            return None, {Slip(name, line, "this is not UTF-8 text; save the file as UTF-8")}
        except TemplateSyntaxError as error:
            return None, {Slip(name, error.lineno, str(error.message))}
        return tree, {Slip(name, line, message) for line, message in find_lost(tree)}

    def _compile(self, names: Collection[str]) -> Iterator[Slip]:
        """Tell what Jinja alone finds: a macro's argument given twice, a block named twice."""
        for name in names:
            try:
                self._sandbox.get_template(name)
            except TemplateSyntaxError as error:
                yield Slip(name, error.lineno, str(error.message))

    def markup(self, report: View) -> str:
        """Return a whole document as HTML. Raises :class:`TemplateError` naming file, line and name."""
        return self._fill(STARTS[type(report)].template, report)

    def plain(self, mail: Mail) -> str:
        """Return a letter as plain text. Raises :class:`TemplateError` as :meth:`markup` does."""
        return self._fill(STARTS[Mail].plain, mail).rstrip("\n") + "\n"

    def _fill(self, template: str, report: View) -> str:
        self._sandbox.begin()
        try:
            return self._sandbox.get_template(template).render(report=report)
        except RecursionError as error:
            place = self._place(error, template)
            raise TemplateError(f"{place}: {TOO_DEEP}, or takes in itself without end", _ADVICE) from error
        except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise TemplateError(
                f"{self._place(error, template)}: {error}",
                _ADVICE,
            ) from error

    def _place(self, error: Exception, start: str) -> str:
        """Say in which file and line of the kit an error came up."""
        if isinstance(error, TemplateNotFound):
            return str(error.name)
        if isinstance(error, TemplateSyntaxError):
            return f"{error.name or error.filename}, line {error.lineno}"
        names = frozenset(self._sandbox.list_templates())
        frames = reversed(traceback.extract_tb(error.__traceback__))
        inside = (frame for frame in frames if frame.filename in names)
        return next((f"{frame.filename}, line {frame.lineno}" for frame in inside), start)
