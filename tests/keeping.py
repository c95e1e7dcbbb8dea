"""A practice that keeps all it can of three people, one of whom has a name that is part of another's."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pikepdf

from pipeline.practice import Practice
from pipeline.workflow.fixing import write_fixits
from pipeline.workflow.privacy.exporting import export
from pipeline.workflow.reading import check
from pipeline.workflow.review import refresh
from tests.posting import Desk, client, mailing_practice
from tests.practices import write_inputs

GOAL = "A guest house by the harbour, with my sister in the kitchen"
ADA = client(1, "Ada Byron", G1=GOAL)
ANN = client(10, "Ada Byron Lovelace", G1="To build engines that weave numbers, and to see them work")
BEN = client(2, "Ben Osei")
"""Ann's name begins with Ada's, and her number with Ada's number."""

TRACES = (b"Ada Byron", b"ada byron", b"ada_byron-c-1.", b"c-1@example.com", b"C-1", GOAL.encode())
NO_TRACES = (b"Ada Byron Lovelace", b"ada byron lovelace", b"C-10", b"c-10")


def unpacked(path: Path) -> bytes:
    """The bytes of a file, with those of what is packed in it; this owes nothing to the program's search."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join((content, *(archive.read(name) for name in archive.namelist())))
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            said = [str(value).encode() for value in pdf.docinfo.values()]
        return b"\n".join((content, *said))
    return content


def traces(practice: Practice) -> Mapping[str, list[bytes]]:
    """Which files, inputs aside, hold something of Ada's, and what; Ann's own is hers."""
    found = {}
    for path in sorted(practice.root.rglob("*")):
        name = path.relative_to(practice.root).as_posix()
        if path.is_file() and not name.startswith("inputs/"):
            content = unpacked(path) + b"\n" + name.encode()
            for other in NO_TRACES:
                content = content.replace(other, b"")
            if held := [trace for trace in TRACES if trace in content]:
                found[name] = held
    return found


def full_practice(folder: Path) -> Practice:
    """Make reports, briefs, an old and a draft PDF, mails, a review, a copy to fix, scores and an export."""
    practice = mailing_practice(folder, ADA, ANN, BEN)
    Desk(practice).approve()
    report = next(practice.reports.glob("*-c-1.pdf")).read_bytes()
    for place in (practice.old / "ada_byron-c-1.pdf", practice.drafts / "briefs" / "ada_byron-c-1.pdf"):
        place.parent.mkdir(parents=True)
        place.write_bytes(report)
    refresh(practice, ())
    write_inputs(practice.root, ADA, ANN, BEN | {"A8": "nowhere"})
    write_fixits(practice, check(practice))
    write_inputs(practice.root, ADA, ANN, BEN)
    export(practice, "C-1")
    return practice
