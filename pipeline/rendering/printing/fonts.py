"""The fonts that engines see in this process: the kit's, and no others."""

import os
import weakref
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.errors import RenderError
from pipeline.files import Scratch
from pipeline.rendering.assets.files import Asset

_SETTING = "FONTCONFIG_FILE"
_FILE = "fonts.conf"
_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <reset-dirs/>
  <dir>{home}/fonts</dir>
  <cachedir>{home}/cache</cachedir>
</fontconfig>
"""


def lend_fonts(
    borrower: object, assets: Mapping[str, Asset]
) -> "weakref.finalize[[Scratch, str | None], object]":
    """Let this process see the fonts among the ``assets`` alone, as long as the borrower lives.

    What is returned ends that earlier when it is called. Without any font Pango ends the process, and with
    the machine's own the bytes would differ between hosts.

    Raises:
        RenderError: there are no fonts.
        OSError: the temporary folder cannot be written.
    """
    usual = os.environ.get(_SETTING)
    return weakref.finalize(borrower, _give_back, _own_fonts(assets), usual)


def _own_fonts(assets: Mapping[str, Asset]) -> Scratch:
    """Return the folder that the fonts are kept in meanwhile."""
    fonts = [asset for asset in assets.values() if asset.media_type.startswith("font/")]
    if not fonts:
        raise RenderError("The kit has no fonts.", "Put TTF files into its folder fonts/.")
    scratch = Scratch()
    home = scratch.path
    folder = home / "fonts"
    folder.mkdir()
    for font in fonts:
        (folder / font.name.replace("/", "-")).write_bytes(font.content)
    configuration = home / _FILE
    configuration.write_text(_CONF.format(home=escape(str(home))), encoding="utf-8")
    os.environ[_SETTING] = str(configuration)
    return scratch


def _give_back(scratch: Scratch, usual: str | None) -> None:
    """Remove the folder of fonts, and let this process and those that it starts see what they did before."""
    scratch.remove()
    if os.environ.get(_SETTING) != str(scratch.path / _FILE):
        return
    if usual is not None and Path(usual).is_file():
        os.environ[_SETTING] = usual
    else:
        os.environ.pop(_SETTING, None)
