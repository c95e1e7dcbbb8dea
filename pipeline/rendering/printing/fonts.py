"""The fonts that engines see in this process: the kit's, and no others."""

import os
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.errors import RenderError
from pipeline.rendering.assets.files import Asset
from pipeline.scratch import Scratch

_SETTING = "FONTCONFIG_FILE"
_FILE = "fonts.conf"
_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <reset-dirs/>
  <dir>{home}/fonts</dir>
  <cachedir>{home}/cache</cachedir>{rules}
</fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Loan:
    """Fonts that a process sees: the ``files`` of the assets of these names. ``end`` ends that early."""

    files: Mapping[str, Path]
    end: Callable[[], object]


def fonts_among(assets: Mapping[str, Asset]) -> dict[str, Asset]:
    """Return the fonts among assets."""
    return {name: asset for name, asset in assets.items() if asset.is_font}


def lend_fonts(borrower: object, assets: Mapping[str, Asset], rules: str = "") -> Loan:
    """Let this process see the fonts among the ``assets`` alone, as long as the borrower lives.

    Without any font Pango ends the process, and with the machine's own the bytes would differ between hosts.
    ``rules`` are more of what Fontconfig is told, as XML.

    Raises:
        RenderError: there are no fonts.
        OSError: the temporary folder cannot be written.
    """
    fonts = fonts_among(assets)
    if not fonts:
        raise RenderError("The kit has no fonts.", "Put TTF files into its folder fonts/.")
    usual, scratch = os.environ.get(_SETTING), Scratch()
    end = weakref.finalize(borrower, _give_back, scratch, usual)
    folder = scratch.path / "fonts"
    folder.mkdir()
    files = {name: folder / f"{number:04}{Path(name).suffix}" for number, name in enumerate(fonts)}
    for name, file in files.items():
        file.write_bytes(fonts[name].content)
    configuration = scratch.path / _FILE
    configuration.write_text(_CONF.format(home=escape(str(scratch.path)), rules=rules), encoding="utf-8")
    os.environ[_SETTING] = str(configuration)
    return Loan(files, end)


def _give_back(scratch: Scratch, usual: str | None) -> None:
    """Remove the folder of fonts, and let this process and those that it starts see what they did before."""
    scratch.remove()
    if os.environ.get(_SETTING) != str(scratch.path / _FILE):
        return
    if usual is not None and Path(usual).is_file():
        os.environ[_SETTING] = usual
    else:
        os.environ.pop(_SETTING, None)
