"""What is not the whole database is refused in one plain sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.onet import read_database
from pipeline.workflow.occupations import _read_workbook
from tests.onet.databases import (
    LAYOUTS,
    tables,
    text_files,
    workbooks,
    write_folder,
    write_zip,
)

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
Make = Callable[[Path], Path]


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_database(path, _read_workbook)
    assert caught.value.exit_code == 3
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message
    assert "onetcenter.org" in caught.value.hint or "permissions" in caught.value.hint
    return caught.value.message


def one_file(content: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / "db_30_2_text.zip").write_bytes(content)
        return folder / "db_30_2_text.zip"

    return make


def folder_with(**changed: bytes | None) -> Make:
    """Return what writes the text layout with some tables changed, or left out."""

    def make(folder: Path) -> Path:
        files = text_files(tables())
        for table, content in changed.items():
            name = f"{table.replace('_', ' ')}.txt"
            if content is None:
                del files[name]
            else:
                files[name] = content
        return write_folder(folder / "db_30_2_text", files)

    return make


def cut(table: str, rows: int, *, more: bytes = b"") -> bytes:
    """Return the beginning of a table: its header, some rows, and perhaps a piece of the next."""
    lines = text_files(tables())[f"{table}.txt"].splitlines(keepends=True)
    return b"".join(lines[: rows + 1]) + more


def zip_with(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_damage(data: bytes) -> bytes:
    middle = len(data) // 3
    return data[:middle] + bytes(255 - byte for byte in data[middle : middle + 40]) + data[middle + 40 :]


TEXT_ZIP = zip_with(text_files(tables()))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: folder / "nothing.zip", "There is no file or folder"),
        (one_file(POINTER), "db_30_2_text.zip is a pointer to a file, not the file itself."),
        (folder_with(Job_Zones=POINTER), "Job Zones.txt is a pointer to a file, not the file itself."),
        (one_file(zip_with(text_files(tables()) | {"Job Zones.txt": POINTER})), "Job Zones.txt is a pointer"),
        (one_file(b"<!doctype html><p>Not found"), "db_30_2_text.zip is neither a zip nor a folder."),
        (one_file(b""), "db_30_2_text.zip is neither a zip nor a folder."),
        (one_file(TEXT_ZIP[: len(TEXT_ZIP) // 2]), "db_30_2_text.zip is damaged or was cut short."),
        (one_file(with_damage(TEXT_ZIP)), "db_30_2_text.zip is damaged or was cut short."),
        (
            one_file(zip_with({"cats.txt": b"miau"})),
            "it holds none of the tables Occupation Data, Job Zones,",
        ),
        (lambda folder: folder, "is not the whole O*NET database: it holds none of the tables"),
        (
            folder_with(Job_Zones=None),
            "db_30_2_text is not the whole O*NET database: it does not hold Job Zones.",
        ),
        (
            folder_with(Job_Zones=b"Code\tZone\r\n11-1011.00\t5\r\n"),
            "Job Zones.txt has no column “O*NET-SOC Code”, “Job Zone”; it begins with “Code”, “Zone”.",
        ),
        (folder_with(Job_Zones=b""), "has no column “O*NET-SOC Code”, “Job Zone”; it is empty."),
        (folder_with(Job_Zones=b" \r\n\r\n"), "has no column “O*NET-SOC Code”, “Job Zone”; it is empty."),
        (
            folder_with(Job_Zones=b"\xff\xfeO\x00*"),
            "Job Zones.txt is no text, whatever its name says.",
        ),
        (folder_with(Job_Zones=b"PK\x03\x04\x00\x00"), "Job Zones.txt is no text, whatever its name says."),
        (
            folder_with(Related_Occupations=cut("Related Occupations", 9, more=b"29-1171.00\t29-11")),
            "Related Occupations.txt was cut short: its last row, 11, is not whole.",
        ),
        (
            folder_with(Occupation_Data=cut("Occupation Data", 4)),
            "Occupation Data was cut short: the other tables name 5 more occupations.",
        ),
        (
            folder_with(Job_Zones=cut("Job Zones", 4)),
            "Job Zones was cut short: it speaks of 4 occupations, another table of 8.",
        ),
        (
            folder_with(Alternate_Titles=cut("Alternate Titles", 5)),
            "Alternate Titles was cut short: it speaks of 3 occupations, another table of 8.",
        ),
        (folder_with(Occupation_Data=cut("Occupation Data", 0)), "Occupation Data holds no occupation."),
        (
            folder_with(Job_Zones=cut("Job Zones", 0), Related_Occupations=cut("Related Occupations", 0)),
            "Job Zones and Related Occupations hold no row that can be used.",
        ),
    ],
)
def test_what_is_no_whole_database_is_refused(tmp_path: Path, make: Make, told: str) -> None:
    assert told in refusal(make(tmp_path))


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    files = workbooks(tables(excel=True)) | {"Job Zones.xlsx": b"PK\x03\x04 nothing more"}
    assert refusal(write_folder(tmp_path / "db", files)).startswith("Job Zones.xlsx: ")


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    files = workbooks(tables(excel=True))
    files["Alternate Titles.xlsx"] = files["Alternate Titles.xlsx"][:-900]
    assert refusal(write_zip(tmp_path / "db.zip", files)).startswith("Alternate Titles.xlsx: ")


def test_a_zip_that_unpacks_to_absurd_sizes_is_refused(tmp_path: Path) -> None:
    files = text_files(tables()) | {"Job Zones.txt": bytes(60_000_000)}
    told = refusal(write_zip(tmp_path / "db.zip", files))
    assert told == "Job Zones.txt is far larger than a table of the O*NET database."


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = LAYOUTS["text zip"](tmp_path)
    real = zipfile.ZipFile.infolist

    def lying(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        for member in real(archive):
            member.file_size //= 2
        return real(archive)

    monkeypatch.setattr(zipfile.ZipFile, "infolist", lying)
    assert refusal(path) == "db_30_2_text.zip is damaged or was cut short."


def test_a_zip_of_thousands_of_files_is_refused(tmp_path: Path) -> None:
    many = {f"{number}.txt": b"" for number in range(2_001)}
    told = refusal(write_zip(tmp_path / "db.zip", many))
    assert told == "db.zip holds far more files than the O*NET database."


def test_a_huge_zip_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "db.zip"
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(600_000_000)
    assert refusal(path) == "db.zip is far larger than the O*NET database."


def test_a_zip_with_a_password_is_refused(tmp_path: Path) -> None:
    data = bytearray(LAYOUTS["text zip"](tmp_path).read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    (tmp_path / "locked.zip").write_bytes(data)
    assert refusal(tmp_path / "locked.zip").endswith("is protected with a password.")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = LAYOUTS[layout](tmp_path)

    def refuse(_: Path, *__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path).endswith("cannot be read: Permission denied.")
