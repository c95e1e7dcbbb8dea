import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.batch.names import MOST_BYTES, file_name, opaque_file_name
from pipeline.models.client import fold_id

FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)} | {"\x7f"}
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789"
}
ids = st.text(min_size=1, max_size=64)
plain_ids = st.from_regex(r"[a-zA-Z0-9]{1,4}(-[a-zA-Z0-9]{1,4}){0,2}", fullmatch=True)
names = st.text(max_size=120)


@pytest.mark.parametrize(
    ("client", "name", "expected"),
    [
        ("C-001", "Maya Haddad", "maya_haddad-c-001.pdf"),
        ("7", "Jean-Luc O'Neil", "jean_luc_o_neil-7.pdf"),
        ("7", "ليلى منصور", "ليلى_منصور-7.pdf"),
        ("7", "Γιώργος", "γιώργος-7.pdf"),
        ("7", "../../etc/passwd", "etc_passwd-7.pdf"),
        ("con", "", "client-con.pdf"),
        ("7", "???", "client-7.pdf"),
    ],
)
def test_names_are_readable(client: str, name: str, expected: str) -> None:
    assert file_name(client, name) == expected


@given(ids, names)
@example("aux", "con")
@example("x" * 64, "y" * 300)
@example("ﷺ" * 64, "ﷺ" * 100)
def test_a_name_is_safe_on_every_system(client: str, name: str) -> None:
    made = file_name(client, name)
    assert len(made.encode()) <= MOST_BYTES
    assert not set(made) & FORBIDDEN
    assert made.split(".")[0].lower() not in DEVICES
    assert made[0] not in "-. ~"
    assert made.endswith(".pdf")
    assert not made.removesuffix(".pdf").endswith((".", " "))
    assert all(letter.isalnum() or letter in "-_." for letter in made)


@given(ids, names, ids, names)
def test_clients_with_different_ids_never_share_a_name(one: str, first: str, other: str, second: str) -> None:
    same_name = seen_by_disk(file_name(one, first)) == seen_by_disk(file_name(other, second))
    assert not same_name or fold_id(one) == fold_id(other)


@given(plain_ids, names, plain_ids, names)
@example("1", "Maya C", "c-1", "Maya")
@example("a-1", "b", "1", "b a")
def test_nor_do_plain_ids(one: str, first: str, other: str, second: str) -> None:
    same_name = seen_by_disk(file_name(one, first)) == seen_by_disk(file_name(other, second))
    assert not same_name or fold_id(one) == fold_id(other)


@given(ids, names)
def test_an_id_typed_in_another_form_has_the_same_name(client: str, name: str) -> None:
    for typed in (client.casefold(), unicodedata.normalize("NFD", client), f" {client} "):
        assert file_name(typed, name) == file_name(client, name)


def test_an_id_that_loses_something_is_marked() -> None:
    assert file_name("a/1", "Ada") != file_name("a 1", "Ada")
    assert file_name("a/1", "Ada").startswith("ada-a-1_")


def test_an_opaque_name_tells_nothing_without_the_key() -> None:
    made = opaque_file_name("report", "Maya Haddad", b"key")
    assert made == opaque_file_name("report", "MAYA haddad", b"key")
    assert "maya" not in made
    assert opaque_file_name("brief", "Maya Haddad", b"key") == made.replace("report", "brief")
    assert made != opaque_file_name("report", "Maya Haddad", b"other")
    assert len(made.encode()) <= MOST_BYTES


def seen_by_disk(name: str) -> str:
    """How a file system that ignores case and composes letters sees a name."""
    return unicodedata.normalize("NFD", name).casefold()
