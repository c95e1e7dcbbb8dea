"""Checks a kit as a whole: every id that one file names exists in the other, every number makes sense."""

from pipeline.kit.faults import Faults
from pipeline.kit.pathways_checks import check_names, check_pathways
from pipeline.kit.playbook_checks import check_playbook
from pipeline.kit.questionnaire_checks import check_questionnaire
from pipeline.kit.references import check_conditions
from pipeline.kit.wording_checks import check_wording
from pipeline.models.kit import Kit


def check_kit(kit: Kit, faults: Faults) -> None:
    """Record everything in ``kit`` that does not fit together."""
    check_questionnaire(kit.questionnaire, faults)
    check_playbook(kit, faults)
    check_pathways(kit, faults)
    for language, wording in kit.wordings.items():
        file = f"wording.{language}.toml"
        check_wording(file, language, wording, kit, faults)
        check_names(file, wording, faults)
    check_conditions(kit, faults)
