"""Reads a kit's folder, and the practice's folder of the same name laid over it."""

import marshal
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import KitError
from pipeline.kit.checks import check_kit
from pipeline.kit.faults import Faults, SourceText
from pipeline.kit.files import gather_files
from pipeline.kit.languages import leave_out
from pipeline.kit.merging import merge, removed_in_vain
from pipeline.kit.occupations import OCCUPATIONS, decode
from pipeline.kit.text_checks import check_texts
from pipeline.models.data import Data
from pipeline.models.kit import Kit
from pipeline.models.occupations import Occupations
from pipeline.models.pathways import Pathways
from pipeline.models.playbook import Playbook
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.wording import Text, Texts, Wording
from pipeline.program import Shelf

_QUESTIONNAIRE, _PLAYBOOK, _PATHWAYS = "questionnaire.toml", "playbook.toml", "pathways.toml"
_TEMPLATE = "report.html"
_BASE = "base"
_TOLD_IN = "wording.en.toml"
"""Problems are told in English, so where a kit speaks it, questions and answers are cited in it."""

_PARSED = Shelf("toml", lambda: "parsed")

Shape = TypeVar("Shape", bound=Data)


def load_kit(name: str, built_in: Path, override: Path | None = None) -> Kit:
    """Return the kit in ``built_in`` with the files of ``override`` laid over it; either may be absent.

    Both are laid over the folder ``base`` beside ``built_in``: pages, fonts, rules of planning and sentences
    that fit any questionnaire. Templates, stylesheets and fonts are overridden file by file, TOML files entry
    by entry.

    Raises:
        KitError: nothing is there, or the files do not fit together; every fault is told with its place.
    """
    own = _own_folders(built_in, override)
    if not own:
        raise KitError(f'There is no kit named "{name}".', f"Check [reports] kit, or add templates/{name}/.")
    faults = Faults({})
    try:
        kit = _read(name, own, built_in.with_name(_BASE), faults)
    except OSError as error:
        raise KitError(
            f"{error.filename} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error
    if kit and not faults.found:
        written = _words_in(override) if override else {}
        kit = leave_out(kit, written) if override else kit
        check_kit(kit, faults)
        if written:
            neighbours = sorted(folder for folder in built_in.parent.iterdir() if folder.is_dir())
            needed = _read_texts((built_in, built_in.with_name(_BASE)))
            check_texts(kit, written, needed, _read_texts(neighbours), faults)
    if faults.found or kit is None:
        raise KitError(
            f'The kit "{name}" does not fit together:\n' + "\n".join(f"  {fault}" for fault in faults.found),
            "Mend the places above; a practice's own files lie in its templates folder.",
        )
    return kit


def digest_kit(built_in: Path, override: Path | None = None) -> Mapping[str, str]:
    """Return the digest of each of a kit's files as they lie there now, by name: as ``Kit.digests``.

    Raises:
        OSError: one cannot be read.
    """
    folders = (*_own_folders(built_in, override), built_in.with_name(_BASE))
    files = gather_files(folders, Faults({}))
    return _digests(files, {file: _sources(file, folders) for file in files if file.endswith(".toml")})


def _own_folders(built_in: Path, override: Path | None) -> tuple[Path, ...]:
    return tuple(folder for folder in (override, built_in) if folder and folder.is_dir())


def _digests(files: Mapping[str, Path], sources: Mapping[str, tuple[SourceText, ...]]) -> dict[str, str]:
    """Return a digest of each file; a TOML file of the practice is laid over the kit's, so both count."""
    whole = {file: sha256(path.read_bytes()).hexdigest() for file, path in files.items()}
    return whole | {file: _digest(source.text for source in texts) for file, texts in sources.items()}


def _read(name: str, own: tuple[Path, ...], base: Path, faults: Faults) -> Kit | None:
    """Read all data files; None if one of them has no valid shape.

    A kit speaks the languages of its own wording files: the base alone names no question.
    """
    folders = (*own, base)
    files = gather_files(folders, faults)
    worded = (file for file in files if file.startswith("wording.") and file.endswith(".toml"))
    spoken = (file for file in worded if any((folder / file).is_file() for folder in own))
    names = sorted(spoken, key=lambda file: file != _TOLD_IN)
    _require(files, names, faults)
    faults.sources |= {file: _sources(file, folders) for file in files if file.endswith(".toml")}
    questionnaire = _load(_QUESTIONNAIRE, Questionnaire, faults)
    playbook = _load(_PLAYBOOK, Playbook, faults)
    pathways = _load(_PATHWAYS, Pathways, faults)
    wordings = {file.split(".")[1]: _load(file, Wording, faults) for file in names}
    if not (questionnaire and playbook and pathways and all(wordings.values())):
        return None
    digests = _digests(files, faults.sources)
    return Kit(
        name=name,
        questionnaire=questionnaire,
        playbook=playbook,
        pathways=pathways,
        wordings={language: wording for language, wording in wordings.items() if wording},
        occupations=_occupations(files.get(OCCUPATIONS), faults),
        folders=folders,
        digests=digests,
        digest=_digest(f"{file}={digests[file]}\n" for file in sorted(digests)),
    )


def _occupations(path: Path | None, faults: Faults) -> Occupations | None:
    if path is None:
        return None
    occupations = decode(path.read_bytes())
    if occupations is None:
        faults.add(OCCUPATIONS, "", "was changed or cut short; import the database again, or remove the file")
    return occupations


def _words_in(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return the words of a folder by language, as they are written there. They were read without fault."""
    return {
        path.name.split(".")[1]: _parse(path.name, path.read_text(encoding="utf-8-sig"))
        for path in sorted(folder.glob("wording.*.toml"))
    }


def _read_texts(folders: Iterable[Path]) -> Iterator[Mapping[str, Text]]:
    """Yield the texts of every file of words in the program's own folders."""
    shape: TypeAdapter[Mapping[str, Text]] = TypeAdapter(Texts)
    for folder in folders:
        for path in sorted(folder.glob("wording.*.toml")):
            yield shape.validate_python(_parse(path.name, path.read_text(encoding="utf-8")).get("texts", {}))


def _require(files: Mapping[str, Path], wordings: Sequence[str], faults: Faults) -> None:
    for file in (_QUESTIONNAIRE, _PLAYBOOK, _PATHWAYS, _TEMPLATE):
        if file not in files:
            faults.add(file, "", "is missing")
    if not wordings:
        faults.add("wording.<language>.toml", "", "is missing: a kit needs at least one language")


def _sources(file: str, folders: Sequence[Path]) -> tuple[SourceText, ...]:
    """Return a data file as each folder has it; those below the first come with the program, and say so."""
    return tuple(
        SourceText(
            file if folder == folders[0] else f"the built-in {file}",
            (folder / file).read_text(encoding="utf-8-sig", errors="surrogateescape"),
        )
        for folder in folders
        if (folder / file).is_file()
    )


def _load(file: str, shape: type[Shape], faults: Faults) -> Shape | None:
    """Parse and merge a data file and check its shape; None, with the faults told, if it is not valid."""
    data: dict[str, Any] = {}
    for source in reversed(faults.sources.get(file, ())):
        if line := source.unread_line:
            faults.add(file, "", f"line {line} is not UTF-8 text; save the file as UTF-8")
            return None
        try:
            change = _parse(file, source.text)
            vain = tuple(removed_in_vain(data, change))
            data = merge(data, change)
        except tomllib.TOMLDecodeError as error:
            faults.add(file, "", f"is not valid TOML: {error}")
            return None
        except ValueError:  # Python reads no whole number of more than some thousand digits
            faults.add(file, "", "holds a number with far too many digits")
            return None
        except RecursionError:
            faults.add(file, "", "nests tables or lists far too deeply")
            return None
        for name in vain:
            faults.add(file, name, "there is nothing of this name to remove")
    try:
        return shape.model_validate(data) if file in faults.sources else None
    except ValidationError as error:
        faults.add_invalid(file, error, data)
        return None


@lru_cache(maxsize=32)
def _parse(file: str, text: str) -> dict[str, Any]:
    """Parse a file, once: checks look at the same files again, and so does a preview. Nobody changes it."""
    digest = _digest([text])
    data: dict[str, Any]
    if kept := _PARSED.recall(file, digest):
        data = marshal.loads(kept)  # noqa: S302 - sealed, and where Python keeps compiled modules
        return data
    data = tomllib.loads(text)
    with suppress(ValueError):  # marshal knows no dates, which no kit of the program has
        _PARSED.remember(file, digest, marshal.dumps(data))
    return data


def _digest(texts: Iterable[str]) -> str:
    total = sha256()
    for text in texts:
        total.update(text.encode(errors="surrogateescape"))
    return total.hexdigest()
