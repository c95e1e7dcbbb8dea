"""Imported occupations are part of a kit: digested, unpacked late, refused when they were changed."""

from pathlib import Path

import pytest

from pipeline.errors import KitError
from pipeline.kit import load_kit
from pipeline.kit.occupations import OCCUPATIONS, decode, encode
from pipeline.models.kit import Kit
from pipeline.models.occupations import Occupation, Occupations, Origin, pack
from tests.people import BUILT_IN_KITS

BODY = pack([Occupation("29-1141.00", "Registered Nurses", 3, ("29-1171.00",))], {"RN": ["29-1141.00"]})
KNOWN = Occupations(Origin("db.zip", "f" * 64, "30.2"), BODY)
FILE = encode(KNOWN, "A credit line.")


def load(folder: Path, content: bytes) -> Kit:
    (folder / OCCUPATIONS).write_bytes(content)
    return load_kit("career", BUILT_IN_KITS / "career", folder)


def test_what_is_written_is_read_again() -> None:
    assert decode(FILE) == KNOWN
    assert decode(FILE.replace(b"\n", b"\r\n")) == KNOWN
    assert b"A credit line." in FILE


def test_a_kit_holds_its_occupations_and_its_digest_knows_them(tmp_path: Path) -> None:
    bare = load_kit("career", BUILT_IN_KITS / "career")
    kit = load(tmp_path, FILE)
    assert bare.occupations is None
    assert kit.occupations == KNOWN
    assert kit.digests[OCCUPATIONS]
    assert kit.digest != bare.digest
    again = Occupations(Origin("db.zip", "e" * 64, "30.3"), BODY)
    assert load(tmp_path, encode(again, "")).digest != kit.digest


def test_data_are_unpacked_when_a_title_is_looked_up(tmp_path: Path) -> None:
    occupations = load(tmp_path, FILE).occupations
    assert occupations is not None
    assert "_unpacked" not in vars(occupations)
    assert occupations.find("rn") is not None
    assert "_unpacked" in vars(occupations)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"version https://git-lfs.github.com/spec/v1\n",
        FILE[:-20],
        FILE.replace(b"Registered", b"Unregistered"),
        FILE.replace(b'"layout": 1', b'"layout": 2'),
        b"[1]\n" + BODY.encode(),
        b"[" * 100_000,
        b"{}\n{}",
        b"\xff\xfe\n",
    ],
)
def test_a_file_that_was_changed_or_cut_short_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(KitError) as caught:
        load(tmp_path, content)
    assert "occupations.json: was changed or cut short; import the database again" in caught.value.message
