"""A look at everything that a run needs: what is well, what is not, and what to do."""

import ctypes
import os
import platform
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib import import_module
from shlex import quote

from pipeline.batch.executors import cores
from pipeline.errors import InputError, PipelineError
from pipeline.files import write_atomically
from pipeline.intake import Intake, find_files
from pipeline.ledger import Ledger
from pipeline.ledger.identity import KEY_BYTES
from pipeline.models.kit import Kit
from pipeline.models.sentences import listed
from pipeline.practice import Practice
from pipeline.rendering.assets.brand import check_brand
from pipeline.workflow.findings import Finding
from pipeline.workflow.mail_health import examine_mail
from pipeline.workflow.people import passing_id_maker
from pipeline.workflow.placeholders import find_placeholders
from pipeline.workflow.printing import assets_of
from pipeline.workflow.privacy.retention import list_expired
from pipeline.workflow.reading import load_kit_of, read_by

_MEMORY_A_WORKER = 0.5
_LISTED = 10
_SUBSETTER = (
    "libharfbuzz-subset.so.0",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz-subset-0.dll",
    "libharfbuzz-subset-0",
    "libharfbuzz-subset",
)
_ENGINE = "pipeline.rendering.printing.pdf"
_LIBRARIES = (
    "Debian or Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; Windows (MSYS2): pacman -S mingw-w64-x86_64-pango"
)


def examine(
    load: Callable[[], Practice], environment: Mapping[str, str], now: Callable[[], datetime], *, to_me: bool
) -> list[Finding]:
    """Look at the machine, then at the practice that ``load`` returns; a fault ends nothing.

    ``environment`` may hold the mail server's password; ``now`` is asked once the settings are read. With
    ``to_me``, the coach gets a test message.
    """
    findings = [_machine(), _well("Python", platform.python_version()), _engine(), _subsetter()]
    try:
        practice = load()
    except PipelineError as error:
        return [*findings, _fault("settings", error)]
    findings.append(_well("settings", f"{practice.root} is the practice {practice.settings.practice.name}"))
    findings += _placeholders(practice)
    kit: Kit | None = None
    try:
        kit = load_kit_of(practice)
    except PipelineError as error:
        findings.append(_fault("kit", error))
    else:
        kit_from = _well("kit", f"{kit.name}, from {' over '.join(map(str, kit.folders))}")
        findings += [kit_from, _fonts(kit), _brand(practice, kit), *_brand_warnings(practice, kit)]
    mail = examine_mail(practice.settings, environment, now(), to_me=to_me)
    return [*findings, _inputs(practice), _outputs(practice), mail, *_ledger(practice, kit, now())]


def _machine() -> Finding:
    memory = _memory()
    said = f"{platform.system()} {platform.machine()}, {cores()} cores"
    if memory is None:
        return _well("machine", said)
    said += f", {memory:.1f} GB of memory"
    if memory < _MEMORY_A_WORKER * cores():
        return _ill("machine", said, "Set [reports] workers in roadmap.toml to fewer than there are cores.")
    return _well("machine", said)


def _memory() -> float | None:
    """The machine's memory in GB, where the system tells."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (AttributeError, ValueError, OSError):
        return None


def _engine() -> Finding:
    try:
        import_module(_ENGINE)
    except (ImportError, OSError) as error:
        return _ill("PDF engine", f"it cannot be loaded: {error}".splitlines()[0], _LIBRARIES)
    return _well("PDF engine", "WeasyPrint and Pango are there")


def _subsetter() -> Finding:
    """Look for the library that cuts fonts down; WeasyPrint only warns when it is missing."""
    for name in _SUBSETTER:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return _well("font subsetter", "HarfBuzz-Subset is there")
    said = "HarfBuzz-Subset is missing; printing takes three times as long"
    return _ill("font subsetter", said, _LIBRARIES)


def _fonts(kit: Kit) -> Finding:
    fonts = [name for name in kit.digests if name.lower().endswith((".ttf", ".otf"))]
    if not fonts:
        return _ill("fonts", "the kit has none", f"Put TTF files into templates/{kit.name}/fonts/.")
    return _well("fonts", f"{len(fonts)} in the kit")


def _brand(practice: Practice, kit: Kit) -> Finding:
    try:
        assets_of(practice, kit)
    except PipelineError as error:
        return _fault("brand", error)
    brand, photo = practice.settings.brand, practice.settings.practice.coach_photo or "none"
    said = f"logo {brand.logo or 'none'}; photo {photo}; colours {brand.primary} {brand.accent}"
    return _well("brand", said)


def _placeholders(practice: Practice) -> Iterator[Finding]:
    for said in find_placeholders(practice.settings):
        yield Finding("settings", ok=True, said=said, fix="Write your own into roadmap.toml: clients see it.")


def _brand_warnings(practice: Practice, kit: Kit) -> Iterator[Finding]:
    for one in check_brand(practice.settings.brand, kit.folders):
        what = f"{one.field} is “{one.found}”" if one.field else one.file
        yield Finding("brand", ok=True, said=f"{what}. {one.message}", fix=one.fix)


def _inputs(practice: Practice) -> Finding:
    try:
        found = find_files([practice.inputs], root=practice.root)
    except PipelineError as error:
        return _fault("inputs", error)
    return _well("inputs", ", ".join(practice.relative(path) for path in found.paths))


def _outputs(practice: Practice) -> Finding:
    probe = practice.outputs / ".probe"
    try:
        write_atomically(probe, b"")
        probe.unlink()
    except PipelineError as error:
        return _fault("outputs", error)
    return _well("outputs", f"{practice.outputs} can be written")


def _ledger(practice: Practice, kit: Kit | None, now: datetime) -> Iterator[Finding]:
    name = practice.relative(practice.ledger)
    try:
        with Ledger(practice.ledger, passing=True) as ledger:
            ledger.check_age()
            if not practice.ledger.exists():
                yield _well("ledger", f"none yet; the first reports make {name}")
                return
            said = f"{name} can be read; it knows the documents of {ledger.count_clients()} clients"
            if ledger.is_outdated:
                said += "; an earlier version made it, and the next reports renew it"
            yield _well("ledger", said)
            days = practice.settings.privacy.retention_days
            yield _retention(ledger, _answers(practice, kit), days, now)
    except PipelineError as error:
        yield _fault("ledger", error)


def _retention(ledger: Ledger, intake: Intake | None, days: int, now: datetime) -> Finding:
    """Tell whose answers are too old to be kept; somebody has to say that they go."""
    expired = [each.id for each in list_expired(ledger, intake, days, now).people]
    if not expired:
        return _well("retention", f"nobody's answers are older than {days} days")
    said = f"older than {days} days are the answers of {listed(expired, _LISTED)}"
    commands = listed([f"`roadmap forget {quote(each)}`" for each in expired], _LISTED)
    return Finding("retention", ok=True, said=said, fix=f"Type {commands}: it removes all that is kept.")


def _answers(practice: Practice, kit: Kit | None) -> Intake | None:
    """Read the inputs and leave the ledger as it is; None without a kit or an input."""
    try:
        make_id = passing_id_maker(practice, secrets.token_bytes(KEY_BYTES))
        return read_by(kit, practice, (), make_id).intake if kit else None
    except InputError:
        return None


def _well(name: str, said: str) -> Finding:
    return Finding(name, ok=True, said=said)


def _ill(name: str, said: str, fix: str) -> Finding:
    return Finding(name, ok=False, said=said, fix=fix)


def _fault(name: str, error: PipelineError) -> Finding:
    return _ill(name, error.message, error.hint)
