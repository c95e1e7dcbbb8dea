"""``roadmap pathways``: ladders of roles that come from elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.options import Session, command, everywhere, json_option

if TYPE_CHECKING:
    from pipeline.onet import Database, TableReport
    from pipeline.workflow.occupations import Imported


@click.group("pathways")
@everywhere
def run(**_: object) -> None:
    """Import steps for roles: `roadmap pathways import FILE`."""


@command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@json_option
def import_file(session: Session, file: Path, *, as_json: bool) -> None:
    """Import the official O*NET database.

    It names steps for roles that stand on no ladder of the kit.

    FILE is the zip as it is downloaded from onetcenter.org/database.html, or its folder; text or Excel.
    An earlier import is replaced.
    """
    from pipeline.cli.printing import print_json, print_line
    from pipeline.workflow.occupations import import_occupations

    imported = import_occupations(session.practice, file)
    written = session.practice.relative(imported.path)
    if as_json:
        print_json(_of_import(imported, written))
    else:
        for line in _told(imported, written):
            print_line(line)
    session.suggest("reports", "makes the reports again in which it shows")


def _told(imported: "Imported", written: str) -> Iterator[str]:
    database = imported.database
    origin = database.occupations.origin
    for report in database.reports:
        yield from _tell_table(report)
    kept = f"{database.count:,} occupations ({database.with_data:,} with data)"
    yield f"{kept}, {database.titles:,} other titles: from the {origin.name}, now in {written}"
    yield f"SHA-256 of {origin.file}: {origin.digest}"
    yield imported.credit


def _tell_table(report: "TableReport") -> Iterator[str]:
    from pipeline.cli.printing import count

    yield f"{report.table}: {count(report.rows, 'row')} read, {report.kept:,} kept"
    for left in report.left:
        first = ", ".join(map(str, left.first))
        where = f"row {first}" if left.rows == 1 else f"first in rows {first}"
        yield f"  {left.rows:,} left out: {left.why} ({where})"


def _of_import(imported: "Imported", written: str) -> dict[str, Any]:
    database: Database = imported.database
    origin = database.occupations.origin
    return {
        "file": origin.file,
        "version": origin.version,
        "sha256": origin.digest,
        "written": written,
        "credit": imported.credit,
        "occupations": database.count,
        "with_data": database.with_data,
        "titles": database.titles,
        "tables": [
            {
                "table": report.table,
                "rows": report.rows,
                "kept": report.kept,
                "left_out": [
                    {"why": left.why, "rows": left.rows, "first": left.first} for left in report.left
                ],
            }
            for report in database.reports
        ],
    }


run.add_command(import_file)
