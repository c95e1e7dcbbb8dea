"""The QR code is drawn as segno made it."""

import re

import segno
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rendering.templates.qr import draw_code


@given(st.from_regex(r"https://[a-z]{1,20}\.example/[a-z0-9/-]{0,120}", fullmatch=True))
def test_every_dark_module_is_drawn_and_no_other(address: str) -> None:
    code = draw_code(address)
    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
        for step in range(int(length))
    }
    matrix = segno.make_qr(address, error="m").matrix
    assert drawn == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert code.side == len(matrix)


def test_the_same_address_gives_the_same_drawing() -> None:
    assert draw_code("https://book.example.com/nadia") == draw_code("https://book.example.com/nadia")
    assert draw_code("https://book.example.com/nadia") != draw_code("https://book.example.com/karim")
