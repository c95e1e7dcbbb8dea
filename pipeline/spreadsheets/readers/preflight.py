"""A look at a workbook's bytes before anything opens it: whether it is one, and of a sane size."""

import io
import zipfile
from collections.abc import Callable, Sequence

from pipeline.models.problem import Problem
from pipeline.spreadsheets.archives import BROKEN, is_locked
from pipeline.spreadsheets.limits import MEGABYTE, Limits
from pipeline.spreadsheets.places import Place
from pipeline.spreadsheets.readers.kinds import OLE, PASSWORD, inspect_archive, inspect_ole, inspect_text

Members = Sequence[zipfile.ZipInfo]

_ENTRY = b"PK\x01\x02"
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Real sheets shrink to a twentieth, the emptiest to a fiftieth; what is made to burst, to a thousandth.
_DENSEST = 150
_SMALL = 10 * MEGABYTE
_DAMAGED = ("The workbook is damaged or incomplete.", "Download or save it again.")


def inspect(data: bytes, place: Place, limits: Limits) -> Problem | None:
    """Return what keeps these bytes from being opened as a workbook, or None."""
    if data.startswith(OLE):
        return place.problem(*inspect_ole(data))
    if not data.startswith(b"PK"):
        return place.problem(*inspect_text(data))
    try:
        # Counted before they are listed: a list of millions takes longer than anybody waits.
        problem = _too_many(data.count(_ENTRY), place, limits)
        if problem:
            return problem
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except BROKEN:
        return place.problem(*_DAMAGED)
    checks: tuple[Callable[[], Problem | None], ...] = (
        lambda: _too_many(len(members), place, limits),
        lambda: _odd_archive(members, place),
        lambda: _too_large(members, len(data), place, limits),
    )
    return next(filter(None, (check() for check in checks)), None)


def _too_many(count: int, place: Place, limits: Limits) -> Problem | None:
    if count <= limits.members:
        return None
    return place.problem(
        f"The workbook holds {count:,} parts; {limits.members:,} can be read.",
        "Save it again without pictures, or raise members under [intake.limits] in roadmap.toml.",
    )


def _odd_archive(members: Members, place: Place) -> Problem | None:
    """What is odd about the archive itself: locked, another program's, or names that mean two things."""
    if any(map(is_locked, members)):
        return place.problem(*PASSWORD)
    # Readers look names up without regard to case.
    names = [member.filename.casefold().replace("\\", "/") for member in members]
    other = inspect_archive(names)
    if other:
        return place.problem(*other)
    if len(set(names)) < len(names) or any(map(_leaves, names)):
        return place.problem(*_DAMAGED)
    return None if {member.compress_type for member in members} <= _READABLE else place.problem(*_DAMAGED)


def _leaves(name: str) -> bool:
    """Whether a part's name is a path to somewhere else."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _too_large(members: Members, size: int, place: Place, limits: Limits) -> Problem | None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_mb * MEGABYTE:
        return place.problem(
            f"The workbook unpacks to {unpacked / MEGABYTE:,.0f} MB; {limits.unpacked_mb:,} MB can be read.",
            "Delete what is not needed, or raise unpacked_mb under [intake.limits] in roadmap.toml.",
        )
    if unpacked > _SMALL and unpacked > _DENSEST * size:
        return place.problem(
            f"The workbook unpacks to {unpacked / size:,.0f} times its size, which no real one does.",
            "Copy the answers into a new workbook and save that.",
        )
    return None
