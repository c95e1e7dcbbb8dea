"""A kit, loaded: everything that defines one kind of report."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.models.occupations import Occupations
from pipeline.models.pathways import Pathways
from pipeline.models.playbook import Playbook
from pipeline.models.questionnaire import Questionnaire
from pipeline.models.wording import Wording


@dataclass(frozen=True, slots=True)
class Kit:
    """One kit with the practice's overrides applied.

    ``wordings`` is keyed by language code; coaches are told of questions and answers in the first one.
    ``folders`` are where its templates, stylesheets and fonts lie, the practice's own first. ``digests``
    holds the SHA-256 of every file by its name inside the kit (``report.css``, ``sections/cover.html``),
    and ``digest`` one over all of them. ``occupations`` were imported, for role titles on no ladder of the
    kit; None if there are none.
    """

    name: str
    questionnaire: Questionnaire
    playbook: Playbook
    pathways: Pathways
    wordings: Mapping[str, Wording]
    folders: tuple[Path, ...]
    digests: Mapping[str, str]
    digest: str
    occupations: Occupations | None = None
