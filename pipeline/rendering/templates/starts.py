"""The kinds of documents: what each begins with, and where its fixed words stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.files import is_hidden
from pipeline.rendering.templates.trees import nearest
from pipeline.rendering.views.brief import Brief
from pipeline.rendering.views.cohort import CohortSheet
from pipeline.rendering.views.mail import Mail
from pipeline.rendering.views.report import Report

View = Report | Brief | CohortSheet | Mail
"""What a document prints."""


@dataclass(frozen=True, slots=True)
class Start:
    """The template that a kind of document begins with, and the table of the wording with its texts.

    ``plain`` is the template of the same as plain text, if there is one. ``unit`` is what it fills.
    """

    template: str
    texts: str
    plain: str = ""
    unit: str = "page"

    @property
    def templates(self) -> tuple[str, ...]:
        """All templates that something begins with."""
        return tuple(filter(None, (self.template, self.plain)))


STARTS: Mapping[type, Start] = {
    Report: Start("report.html", "page"),
    Brief: Start("brief.html", "brief.page"),
    CohortSheet: Start("cohort.html", "cohort.page"),
    Mail: Start("mail/letter.html", "mail.page", plain="mail/letter.txt", unit="letter"),
}


def is_template(name: str) -> bool:
    """Whether a file of a kit is a template: HTML anywhere, and plain text in the folder of the mail."""
    is_one = name.endswith(".html") or (name.startswith("mail/") and is_plain(name))
    return is_one and not is_hidden(PurePosixPath(name))


def tell_missing(name: str) -> str:
    """Say why a kit has no template of this name, which need not mean that there is no such file."""
    if is_hidden(PurePosixPath(name)):
        return f'"{name}" is no template: files whose names begin with a dot are not part of a kit; rename it'
    return f'there is no template "{name}"'


def is_plain(name: str | None) -> bool:
    """Whether what a template prints is text and no markup, so that ``&`` stays ``&``."""
    return bool(name) and str(name).endswith(".txt")


def tell_lacking(texts: Mapping[str, Collection[str]], tables: Collection[str], key: str) -> str:
    """Say which languages have no text of this key in any of the tables; "" if all of them have one.

    ``texts`` are the keys of the wording's texts by language.
    """
    without = [code for code, keys in texts.items() if not any(f"{table}.{key}" in keys for table in tables)]
    if not without:
        return ""
    heads = tuple(f"{table}." for table in tables)
    known = {name.removeprefix(head) for name in texts[without[0]] for head in heads if name.startswith(head)}
    files = " and ".join(f"wording.{code}.toml" for code in without)
    return f'there is no text "{next(iter(tables))}.{key}" in {files}{nearest(key, known)}'
