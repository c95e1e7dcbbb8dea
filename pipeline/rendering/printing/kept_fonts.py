"""Fonts that the engine for drafts keeps from one document to the next.

PlutoPrint reads a font that a stylesheet loads by its address anew for each document, and works out for each
size what is in it: a third of all its work. What Fontconfig told it of when it laid out its first page it
keeps for as long as the process lives. So each font gets a name there that no other has, the path of its
copy, and stylesheets ask for that first. A printer whose fonts came too late has them loaded as usual.
"""

import re
from collections.abc import Mapping
from math import radians, tan
from pathlib import Path
from urllib.parse import unquote, urljoin

from pipeline.rendering.assets.files import Asset
from pipeline.rendering.printing.home import HOME

_ADDRESS = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<address>[^"')]+)(?P=quote)\s*\)""")

_SLANTS = {"italic": 14, "oblique": 20}
"""By how many degrees the engine slants upright letters where a page asks for others."""

_SLANTED = """
  <match target="font">
    <test name="slant"><const>roman</const></test>
    <test target="pattern" name="slant"><const>{slant}</const></test>
    <edit name="matrix" mode="assign"><matrix>
      <double>1</double><double>{lean}</double><double>0</double><double>1</double>
    </matrix></edit>
  </match>"""

RULES = """
  <match target="scan"><edit name="family" mode="prepend"><name>file</name></edit></match>""" + "".join(
    _SLANTED.format(slant=slant, lean=tan(radians(degrees))) for slant, degrees in _SLANTS.items()
)
"""What Fontconfig is told: every font goes by its path as well, and is slanted as the engine would do it."""


def ask_first(assets: Mapping[str, Asset], files: Mapping[str, Path]) -> dict[str, Asset]:
    """Return the assets with stylesheets that ask for the copies of fonts first; ``files`` by asset."""
    return {name: _ask(asset, files) if asset.is_stylesheet else asset for name, asset in assets.items()}


def _ask(sheet: Asset, files: Mapping[str, Path]) -> Asset:
    def put(found: re.Match[str]) -> str:
        name = unquote(urljoin(HOME + sheet.name, found["address"]).removeprefix(HOME))
        return f'local("{files[name]}"), {found[0]}' if name in files else found[0]

    style = sheet.content.decode(errors="replace")
    return Asset(sheet.name, _ADDRESS.sub(put, style).encode())
