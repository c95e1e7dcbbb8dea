"""From a report to its markup: the only door to Jinja2.

Everything a client typed is data: escaped where it is printed, never read as a template. Templates run in a
sandbox, and a name they use that does not exist is an error that says where.
"""

import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2 import TemplateError as JinjaError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.filters import do_batch, sync_do_slice
from jinja2.nodes import Template
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.errors import TemplateError
from pipeline.rendering.assets.colour import make_safe, make_tint
from pipeline.rendering.templates.proofs import Grammar, Proof, Slip, proofread
from pipeline.rendering.templates.qr import draw_code
from pipeline.rendering.templates.trees import (
    TOO_DEEP,
    TOO_LARGE,
    find_unfit,
    line_behind,
    nearest,
    prints_nothing,
)
from pipeline.rendering.text.typography import (
    clean_family,
    direction_of,
    join_ending,
    strip_controls,
    write_number,
)
from pipeline.rendering.views.brief import Brief
from pipeline.rendering.views.cohort import CohortSheet
from pipeline.rendering.views.report import Report


@dataclass(frozen=True, slots=True)
class Start:
    """The template that a kind of document begins with, and the table of the wording with its texts."""

    template: str
    texts: str


STARTS: Mapping[type, Start] = {
    Report: Start("report.html", "page"),
    Brief: Start("brief.html", "brief.page"),
    CohortSheet: Start("cohort.html", "cohort.page"),
}

_COMPILED: dict[str, bytes] = {}
"""What templates came to when they were compiled, for as long as this process lives."""

LONGEST = 100_000
"""The most characters or entries that a template may get by repeating something."""

_UNSAFE = ("safe", "attr")
_RANDOM = ("random",)
_EXPLOSIVE = ("center", "format", "indent", "tojson")
_STRETCHING = frozenset({"center", "expandtabs", "ljust", "rjust", "zfill"})
"""What makes a text of any length from a number."""

_ADVICE = "Correct the template, or remove your copy of it to use the built-in one."


class _Compiled(BytecodeCache):
    """Keeps in memory what is compiled: a template is compiled again only when its text has changed."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is known of a template; Jinja tells by its checksum whether it is still right."""
        if known := _COMPILED.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template."""
        _COMPILED[bucket.key] = bucket.bytecode_to_string()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without what lets client text become markup, pages differ by chance, or memory run out."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            optimized=False,  # or Jinja would work out what it can as it compiles, where nothing limits it
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(),
        )
        for name in (*_UNSAFE, *_RANDOM, *_EXPLOSIVE):
            del self.filters[name]
        del self.globals["lipsum"]
        self.filters |= {
            "nowidow": join_ending,
            "n": write_number,
            "css_name": clean_family,
            "direction": direction_of,
            "batch": _batch,
            "slice": _slice,
        }
        self.globals |= {"t": _say, "safe_colour": make_safe, "tint": make_tint, "qr": draw_code}

    def _parse(self, source: str, name: str | None, filename: str | None) -> Template:
        """Read a template, and refuse one that could not be compiled or looked through."""
        parser = Parser(self, source, name, filename)
        try:
            tree = parser.parse()
            unfit = find_unfit(tree)
            if unfit is None:
                return tree
        except RecursionError:
            unfit = parser.stream.current.lineno, TOO_DEEP
        except ValueError:  # Python reads no whole number of more than some thousand digits
            unfit = parser.stream.current.lineno, TOO_LARGE
        line, message = unfit
        raise TemplateSyntaxError(message, line, name, filename)

    def _compile(self, source: str, filename: str) -> CodeType:
        """Compile the code of a template; Python has its own limit to how deep things may be nested."""
        try:
            return super()._compile(source, filename)
        except SyntaxError as error:
            message = TOO_DEEP if error.msg.startswith("too many") else error.msg
            line = line_behind(source, error.lineno or 1)
            raise TemplateSyntaxError(message, line, filename=filename) from None

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Work out ``*``, ``**`` and ``%``, but nothing that would fill the memory."""
        lengths = [len(side) for side in (left, right) if isinstance(side, (str, list, tuple))]
        if operator == "*" and lengths:
            times = next((side for side in (left, right) if isinstance(side, int)), 0)
            if lengths[0] * times > LONGEST:
                raise SecurityError(f"something is repeated {times:,} times; that is too long for a page")
        elif operator == "**" and (abs(left) > LONGEST or abs(right) > LONGEST.bit_length()):
            raise SecurityError("a power of these numbers is too large for a page")
        elif lengths:
            raise SecurityError("a text cannot be put together with %; join its parts with ~")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Whether a template may reach it; methods that stretch a text to any length are out of reach."""
        stretches = isinstance(obj, str) and attr in _STRETCHING
        return not stretches and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401
        """Refuse a text's ``format()``, which Jinja would let through with any width."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("format() is out of a template's reach; join the parts of a text with ~")


class Pages:
    """The page templates of a kit, looked up file by file in its folders, the first folder first.

    Templates see ``report`` (a view: :class:`pipeline.rendering.views.report.Report`,
    :class:`pipeline.rendering.views.brief.Brief` or :class:`pipeline.rendering.views.cohort.CohortSheet`),
    ``t("key")`` for its fixed words, ``safe_colour``, ``tint`` and ``qr``, and the filters ``nowidow``, ``n``
    (a coordinate), ``css_name`` and ``direction``.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._environment = _Sandbox(self._folders)

    def check(self, texts: Mapping[str, Collection[str]] = MappingProxyType({})) -> None:
        """Read every template as a proofreader does, without a client.

        ``texts`` are the keys of the wording's texts by language; without them they are not looked at.

        Raises:
            TemplateError: names file, line and reason of every fault.
        """
        trees: dict[str, Template | None] = {}
        slips: set[Slip] = set()
        for name in self._environment.list_templates(extensions=["html"]):
            trees[name], found = self._parse(name)
            slips |= found
        jinja = self._environment
        grammar = Grammar(frozenset(jinja.globals), frozenset(jinja.filters), frozenset(jinja.tests))
        for report, start in STARTS.items():
            lacking = partial(_lacking, texts, (start.texts,))
            anywhere = partial(_lacking, texts, tuple(each.texts for each in STARTS.values()))
            slips |= proofread(Proof(start.template, report, lacking, anywhere), trees, grammar)
            tree = trees.get(start.template)
            if tree is not None and prints_nothing(tree):
                slips.add(Slip(start.template, 1, "it prints nothing; every page would be empty"))
        slips = slips or set(self._compile(trees))
        if slips:
            told = [f"{slip.file}, line {slip.line}: {slip.message}" for slip in sorted(slips)]
            raise TemplateError("The page templates cannot be used:\n  " + "\n  ".join(told), _ADVICE)

    def _parse(self, name: str) -> tuple[Template | None, set[Slip]]:
        """Return the tree of a template, or else what keeps it from being read."""
        try:
            source, *_ = self._environment.loader.get_source(self._environment, name)  # type: ignore[union-attr]
            return self._environment.parse(source, name), set()
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            return None, {Slip(name, line, "this is not UTF-8 text; save the file as UTF-8")}
        except TemplateSyntaxError as error:
            return None, {Slip(name, error.lineno, str(error.message))}

    def _compile(self, names: Collection[str]) -> Iterator[Slip]:
        """Tell what Jinja alone finds: a macro's argument given twice, a block named twice."""
        for name in names:
            try:
                self._environment.get_template(name)
            except TemplateSyntaxError as error:
                yield Slip(name, error.lineno, str(error.message))

    def markup(self, report: Report | Brief | CohortSheet) -> str:
        """Return a whole document as HTML. Raises :class:`TemplateError` naming file, line and name."""
        template = STARTS[type(report)].template
        try:
            return self._environment.get_template(template).render(report=report)
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
            return f"{error.name or self._name_of(error.filename or '')}, line {error.lineno}"
        frames = reversed(traceback.extract_tb(error.__traceback__))
        named = ((self._name_of(frame.filename), frame.lineno) for frame in frames)
        return next((f"{name}, line {line}" for name, line in named if name), start)

    def _name_of(self, filename: str) -> str:
        """Return what a file of the kit is called among the templates; "" if it is none."""
        path = Path(filename)
        inside = (folder for folder in self._folders if path.is_relative_to(folder))
        return next((path.relative_to(folder).as_posix() for folder in inside), "")


def _lacking(texts: Mapping[str, Collection[str]], tables: Collection[str], key: str) -> str:
    """Say which languages have no text of this key in any of the tables; "" if all of them have one."""
    without = [code for code, keys in texts.items() if not any(f"{table}.{key}" in keys for table in tables)]
    if not without:
        return ""
    heads = tuple(f"{table}." for table in tables)
    known = {name.removeprefix(head) for name in texts[without[0]] for head in heads if name.startswith(head)}
    files = " and ".join(f"wording.{code}.toml" for code in without)
    return f'there is no text "{next(iter(tables))}.{key}" in {files}{nearest(key, known)}'


def _batch(value: Any, linecount: int, fill_with: Any = None) -> Iterator[list[Any]]:  # noqa: ANN401
    """Part a list into lists of so many entries, as Jinja does."""
    return do_batch(value, _few(linecount), fill_with)


def _slice(value: Any, slices: int, fill_with: Any = None) -> Iterator[list[Any]]:  # noqa: ANN401
    """Part a list into so many lists, as Jinja does."""
    return sync_do_slice(value, _few(slices), fill_with)


def _few(count: int) -> int:
    if count > LONGEST:
        raise SecurityError(f"a list is parted by {count:,}; that is too many for a page")
    return count


@pass_context
def _finalize(_: Context, value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Let no character into a page that is none; a Python object a template prints by mistake is refused.

    It asks for the context, without using it, so that Jinja prints nothing as it compiles.
    """
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
