"""What lies where in a practice, and where the program's own data lies."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.models.settings import Settings

SETTINGS_FILE = "roadmap.toml"


@dataclass(frozen=True, slots=True)
class Practice:
    """The folder ``root`` (absolute) with its ``roadmap.toml`` read and checked."""

    root: Path
    settings: Settings

    @property
    def inputs(self) -> Path:
        """Where the coach drops spreadsheets."""
        return self.root / "inputs"

    @property
    def review(self) -> Path:
        """Where the coach decides about every report before it goes."""
        return self.root / "review.xlsx"

    @property
    def outputs(self) -> Path:
        """Where everything that is made goes."""
        return self.root / "outputs"

    @property
    def reports(self) -> Path:
        """Where the clients' PDFs lie."""
        return self.outputs / "reports"

    @property
    def briefs(self) -> Path:
        """Where the coach's one-page briefs lie, one for each client who gets a report."""
        return self.outputs / "briefs"

    @property
    def today(self) -> Path:
        """Where the briefs for the next calls lie in one file, to be printed."""
        return self.outputs / "today.pdf"

    @property
    def drafts(self) -> Path:
        """Where drafts of reports lie, and in ``briefs`` those of briefs: nobody is ever sent one."""
        return self.outputs / "drafts"

    @property
    def old(self) -> Path:
        """Where the reports of renamed and vanished clients go; their briefs go to ``briefs`` in it."""
        return self.outputs / "old"

    @property
    def to_fix(self) -> Path:
        """Where copies of spreadsheets lie that show what to mend."""
        return self.outputs / "to-fix"

    @property
    def ledger(self) -> Path:
        """The record of what was made, and from what."""
        return self.outputs / "ledger.sqlite3"

    @property
    def own_kit(self) -> Path:
        """Where the practice's own files of its kit lie, if it has any."""
        return self.root / "templates" / self.settings.reports.kit

    def relative(self, path: Path) -> str:
        """Write ``path`` as people read it: relative to the practice where it lies inside, else absolute."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def find_practice(start: Path) -> Path:
    """Return the nearest folder, from ``start`` upwards, that holds a ``roadmap.toml``.

    Raises:
        SettingsError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise SettingsError(
        f"There is no {SETTINGS_FILE} in {start} or in a folder above it.",
        "Go to your practice's folder, name it with --practice, or make one: roadmap init my-practice",
    )
