"""Reads ``roadmap.toml``."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import SettingsError
from pipeline.models.settings import Settings
from pipeline.practice.faults import place, plain_faults
from pipeline.practice.folder import SETTINGS_FILE, Practice

_PHOTOS = (".png", ".jpg", ".jpeg")
_LOGOS = (".svg", *_PHOTOS)


def load_practice(root: Path) -> Practice:
    """Read and check the practice in ``root``.

    Raises:
        SettingsError: the file is missing or wrong; every fault is told with its key and line.
    """
    root = root.resolve()
    text = _read(root / SETTINGS_FILE)
    try:
        settings = Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise _refused([f"it is not valid TOML: {error}"]) from None
    except RecursionError:
        raise _refused(["it nests tables or lists far too deeply"]) from None
    except ValidationError as error:
        raise _refused(plain_faults(text, error)) from None
    if faults := [f"{place(text, key)}: {what}" for key, what in _picture_faults(root, settings)]:
        raise _refused(faults)
    return Practice(root, settings)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"There is no {SETTINGS_FILE} in {path.parent}.",
            "Name your practice's folder with --practice, or make one: roadmap init my-practice",
        ) from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", "Check its permissions.") from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{path} is not saved as UTF-8.", "Open it in a text editor and save it with the encoding UTF-8."
        ) from None


def _picture_faults(root: Path, settings: Settings) -> Iterator[tuple[str, str]]:
    pictures = (
        ("brand.logo", settings.brand.logo, _LOGOS, "an SVG, PNG or JPEG"),
        ("practice.coach_photo", settings.practice.coach_photo, _PHOTOS, "a PNG or JPEG"),
    )
    for key, name, endings, kinds in pictures:
        if not name:
            continue
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            yield key, f'"{name}" lies outside the practice; copy the picture into the practice\'s folder'
        elif path.suffix.lower() not in endings:
            yield key, f'"{name}" must be {kinds} picture'
        elif not path.is_file():
            yield key, f'there is no file "{name}"; put the picture there or take the line out'


def _refused(faults: list[str]) -> SettingsError:
    what = "a setting is" if len(faults) == 1 else f"{len(faults)} settings are"
    return SettingsError(
        f"In {SETTINGS_FILE}, {what} not right:\n" + "\n".join(f"  {fault}" for fault in faults),
        f"Mend {SETTINGS_FILE} there and run the command again.",
    )
