"""The headers of a message as they stand in its octets, read without the standard library."""

from email.header import decode_header, make_header

import pytest
from hypothesis import given, settings

from pipeline.delivery.headers import decode, is_sound, read_headers
from pipeline.delivery.mime import write_text
from tests.delivery.letters import lines


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Your roadmap", "Your roadmap"),
        ("=?utf-8?B?2YXYp9mK2Kc=?=", "مايا"),
        ("=?utf-8?B?2YXYpw==?= =?utf-8?B?2YrYpw==?=", "مايا"),
        ("=?utf-8?B?2YXYp9mK2Kc=?= <maya@example.com>", "مايا <maya@example.com>"),
        ("=?utf-8?Q?a?=", "=?utf-8?Q?a?="),
        ("=?utf-8?B?/w==?=", "=?utf-8?B?/w==?="),
        ("=?utf-8?B?a?=", "=?utf-8?B?a?="),
    ],
)
def test_coded_words_are_read_as_they_are_written_here_and_not_otherwise(value: str, text: str) -> None:
    assert decode(value) == text


def test_headers_are_unfolded_and_kept_in_their_order() -> None:
    message = b"B: 1\r\n 2\r\n\t3\r\nA: 4\r\nB: 5\r\n\r\nC: 6\r\n"
    assert read_headers(message) == (("B", "1 2\t3"), ("A", "4"), ("B", "5"))


@pytest.mark.parametrize("block", [b"", b"A", b"A:1", b"A : 1", b" A: 1", b"A: 1\r\nb", b"A1: 1", b"A: \xff"])
def test_what_is_no_header_is_not_read(block: bytes) -> None:
    assert read_headers(block + b"\r\n\r\nx\r\n") is None
    assert read_headers(b"A: 1\r\n") is None


@pytest.mark.parametrize(
    ("message", "sound"),
    [
        (b"A: 1\r\n\r\nx\r\n", True),
        (b"A: \xd9\x85\r\n\r\nx\r\n", True),
        (b"A: 1\r\n\r\n" + b"x" * 998 + b"\r\n", True),
        (b"A: 1\r\n\r\n" + b"x" * 999 + b"\r\n", False),
        (b"A: 1\r\n\r\n\xd9\x85\r\n", False),
        (b"A: 1\r\n\r\nx", False),
        (b"A: 1\r\n\r\nx\n", False),
        (b"A: 1\r\n\r\nx\ry\r\n", False),
        (b"A: 1\r\n\r\nx\n\ry\r\n", False),
        (b"A: 1\r\n\r\nx\r\r\n", False),
        (b"A: 1\r\n\r\n\0\r\n", False),
    ],
)
def test_a_message_that_a_server_could_change_is_not_sound(message: bytes, *, sound: bool) -> None:
    assert is_sound(message) == sound


@settings(max_examples=200, deadline=None)
@given(lines())
def test_what_is_written_into_a_header_is_read_from_it(text: str) -> None:
    written = write_text(text)
    assert written.isascii()
    assert all(len(line) <= 78 - len("Subject: ") for line in written.split("\r\n"))
    (header,) = read_headers(f"A: {written}\r\n\r\n".encode()) or ()
    assert decode(header[1]) == text
    assert str(make_header(decode_header(written.replace("\r\n", "")))) == text
