"""The four tables together: occupations, or a plain reason why they are none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.models.occupations import Occupation, Occupations, Origin, pack
from pipeline.onet import records
from pipeline.onet.records import Related, Sieve, TableReport
from pipeline.onet.sources import (
    AGAIN,
    ALTERNATE_TITLES,
    JOB_ZONES,
    OCCUPATION_DATA,
    RELATED,
    TABLES,
    open_source,
)
from pipeline.onet.tables import ReadWorkbook, read_table

CREDIT = (
    "This file includes information from the {name} by the U.S. Department of Labor, Employment and Training "
    "Administration (USDOL/ETA). Used under the CC BY 4.0 license "
    "(https://creativecommons.org/licenses/by/4.0/). O*NET® is a trademark of USDOL/ETA. {practice} has "
    "modified all or some of this information. USDOL/ETA has not approved, endorsed, or tested these "
    "modifications."
)
"""The credit as the licence asks for it where the data was changed: https://www.onetcenter.org/license_db.html.
Ours are changed: titles are folded, most columns are left out."""

_HEADERS = {
    OCCUPATION_DATA: (records.CODE, records.TITLE),
    JOB_ZONES: (records.CODE, records.ZONE),
    RELATED: (records.CODE, records.OTHER, records.TIER, records.INDEX),
    ALTERNATE_TITLES: (records.CODE, records.ALTERNATE, records.SHORT),
}

_WHOLE = 0.9
"""The share of occupations that tables of one database must have in common. In a real one some have no data
at all (93 of 1,016), and these are missing from all tables alike."""


@dataclass(frozen=True, slots=True)
class Database:
    """What was read. ``with_data`` occupations have a job zone; ``titles`` counts those beside their own."""

    occupations: Occupations
    reports: tuple[TableReport, ...]
    count: int
    with_data: int
    titles: int


def read_database(path: Path, read: ReadWorkbook) -> Database:
    """Read the database in a zip or folder; ``read`` opens an Excel workbook.

    Raises:
        InputError: it is not the O*NET database, or not a whole one.
    """
    with open_source(path) as source:
        rows = {table: read_table(source.tables[table], _HEADERS[table], read) for table in TABLES}
        origin = Origin(source.name, source.digest, source.version)
    sieves = {table: Sieve(table) for table in TABLES}
    titles = records.take_titles(rows[OCCUPATION_DATA], sieves[OCCUPATION_DATA])
    zones = records.take_zones(rows[JOB_ZONES], titles, sieves[JOB_ZONES])
    related = records.take_related(rows[RELATED], titles, sieves[RELATED])
    others = records.take_alternates(rows[ALTERNATE_TITLES], titles, sieves[ALTERNATE_TITLES])
    named = {code for codes in others.values() for code in codes}
    _check_whole(titles, {JOB_ZONES: zones, RELATED: related, ALTERNATE_TITLES: named}, sieves)
    known = [_occupation(code, title, zones, related) for code, title in titles.items()]
    return Database(
        occupations=Occupations(origin, pack(known, others)),
        reports=tuple(sieve.report for sieve in sieves.values()),
        count=len(titles),
        with_data=len(zones),
        titles=len(others),
    )


def _check_whole(
    titles: Mapping[str, str], covered: Mapping[str, Collection[str]], sieves: Mapping[str, Sieve]
) -> None:
    """Refuse tables that do not speak of the same occupations: one of them was cut short."""
    if not titles:
        raise InputError(f"{OCCUPATION_DATA} holds no occupation.", AGAIN)
    unknown = {code for sieve in sieves.values() for code in sieve.unknown}
    if len(titles) < _WHOLE * len(titles.keys() | unknown):
        message = f"{OCCUPATION_DATA} was cut short: the other tables name {len(unknown):,} more occupations."
        raise InputError(message, AGAIN)
    most = max(map(len, (covered[JOB_ZONES], covered[RELATED])))
    if not most:
        raise InputError(f"{JOB_ZONES} and {RELATED} hold no row that can be used.", AGAIN)
    for table, codes in covered.items():
        if len(codes) < _WHOLE * most:
            message = (
                f"{table} was cut short: it speaks of {len(codes):,} occupations, another table of {most:,}."
            )
            raise InputError(message, AGAIN)


def _occupation(
    code: str, title: str, zones: Mapping[str, int], related: Mapping[str, Related]
) -> Occupation:
    kin = related.get(code, Related())
    close, further = (
        tuple(sorted(tier, key=lambda other: (tier[other], other))) for tier in (kin.close, kin.further)
    )
    return Occupation(code, title, zones.get(code), close, further)
