"""Where templates run: Jinja's sandbox, without what could turn client text into markup or break out.

Everything a client typed is data: escaped where it is printed, never read as a template. A name that does not
exist is an error.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from types import CodeType
from typing import Any

from pipeline.files import is_hidden
from pipeline.rendering.assets.colour import make_safe, make_tint
from pipeline.rendering.templates.compiled import Compiled
from pipeline.rendering.templates.contents import put_in_order
from pipeline.rendering.templates.jinja import (
    Call,
    Context,
    Environment,
    EnvironmentAttribute,
    FileSystemLoader,
    For,
    ImmutableSandboxedEnvironment,
    Parser,
    SecurityError,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from pipeline.rendering.templates.limits import OPERATORS, STRETCHING, Rounds, batch, check_operands, cut
from pipeline.rendering.templates.qr import draw_code
from pipeline.rendering.templates.starts import is_plain, tell_missing
from pipeline.rendering.templates.trees import TEXT_IN_MARKUP, TOO_DEEP, TOO_LARGE, find_unfit, line_behind
from pipeline.rendering.text.typography import (
    clean_family,
    direction_of,
    give_breaks,
    join_ending,
    strip_controls,
    write_css_text,
    write_number,
)

_UNSAFE = ("safe", "attr")
_RANDOM = ("random",)
_EXPLOSIVE = ("center", "format", "indent", "tojson")


class _Loader(FileSystemLoader):
    """Finds templates in folders, and knows each by its name, wherever its kit lies."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text and its name, which errors are told with."""
        if is_hidden(PurePosixPath(template)):
            raise TemplateNotFound(template, tell_missing(template))
        source, _, is_current = super().get_source(environment, template)
        return source, template, is_current


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without what lets client text become markup, pages differ by chance, or memory run out."""

    intercepted_binops = OPERATORS

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(
            loader=_Loader(folders),
            autoescape=_is_markup,
            undefined=StrictUndefined,
            finalize=_finalize,
            optimized=False,  # or Jinja would work out what it can as it compiles, where nothing limits it
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=Compiled(),
        )
        self._safe: dict[tuple[type, str], bool] = {}
        self._rounds = Rounds()
        for name in (*_UNSAFE, *_RANDOM, *_EXPLOSIVE):
            del self.filters[name]
        del self.globals["lipsum"]
        self.filters |= {
            "breaks": give_breaks,
            "nowidow": join_ending,
            "n": write_number,
            "css_name": clean_family,
            "css_text": write_css_text,
            "direction": direction_of,
            "in_order": put_in_order,
            "batch": batch,
            "slice": cut,
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

    def begin(self) -> None:
        """Begin another document, whose rounds are counted anew."""
        self._rounds = Rounds()

    def go_through(self, entries: Iterable[Any]) -> Iterable[Any]:
        """Return what a loop goes through, unless the document goes round too often."""
        return self._rounds.go_through(entries)

    def _generate(self, source: Template, *given: Any, **more: Any) -> str:  # noqa: ANN401
        """Write the code of a template, in which every loop counts its rounds."""
        for loop in source.find_all(For):
            counter = EnvironmentAttribute("go_through", lineno=loop.iter.lineno)
            loop.iter = Call(counter, [loop.iter], [], None, None, lineno=loop.iter.lineno)
        return super()._generate(source, *given, **more)

    def _compile(self, source: str, filename: str) -> CodeType:
        """Compile the code of a template; Python has its own limit to how deep things may be nested."""
        try:
            return super()._compile(source, filename)
        except SyntaxError as error:
            message = TOO_DEEP if error.msg.startswith("too many") else error.msg
            line = line_behind(source, error.lineno or 1)
            raise TemplateSyntaxError(message, line, filename=filename) from None

    def join_path(self, template: str, parent: str) -> str:
        """Return the name of a template that another takes in; none that is plain text goes into markup."""
        if is_plain(template) and not is_plain(parent):
            raise SecurityError(TEXT_IN_MARKUP)
        self._rounds.take()
        return super().join_path(template, parent)

    def call(self, context: Context, called: Any, /, *given: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call a macro or a function, which counts as a round: macros may call themselves."""
        self._rounds.take()
        return super().call(context, called, *given, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Work out ``*``, ``**`` and ``%``, but nothing that would fill the memory."""
        check_operands(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Whether a template may reach it; methods that stretch a text to any length are out of reach."""
        key = type(obj), attr  # what decides is the kind of object alone
        if (is_safe := self._safe.get(key)) is None:
            stretches = isinstance(obj, str) and attr in STRETCHING
            is_safe = self._safe[key] = not stretches and super().is_safe_attribute(obj, attr, value)
        return is_safe

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401
        """Refuse a text's ``format()``, which Jinja would let through with any width."""
        if super().wrap_str_format(value) is not None:
            raise SecurityError("format() is out of a template's reach; join the parts of a text with ~")


def _is_markup(name: str | None) -> bool:
    return not is_plain(name)


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
