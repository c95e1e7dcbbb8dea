"""Which languages a kit speaks once a practice has changed it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.kit.faults import Faults
from pipeline.kit.pathways_checks import check_names
from pipeline.kit.references import check_conditions
from pipeline.kit.wording_checks import check_wording, tables
from pipeline.models.kit import Kit
from pipeline.models.wording import Wording


def leave_out(kit: Kit, own: Mapping[str, Mapping[str, Any]]) -> Kit:
    """Return ``kit`` without the languages that the practice's changes have left behind.

    Who changes a questionnaire need not write every language of the built-in kit. ``own`` are the words that
    the practice has written, as tables by language. In these languages, or else in the first, every word has
    to be there; another one that lacks words for what is new is not spoken. Inherited words for what was
    taken out are let go everywhere.
    """
    strict = set(own) & set(kit.wordings) or set(list(kit.wordings)[:1])
    spoken = {
        language: _without_extras(wording, kit, own.get(language, {}))
        for language, wording in kit.wordings.items()
    }
    kept = {
        language: wording
        for language, wording in spoken.items()
        if language in strict or _fits(language, wording, kit)
    }
    return replace(kit, wordings=kept)


def _without_extras(wording: Wording, kit: Kit, own: Mapping[str, Any]) -> Wording:
    """Return a language without its words for what the kit no longer has, but for the practice's ``own``."""
    kept = {
        table: {
            name: words
            for name, words in getattr(wording, table).items()
            if name in needed or name in own.get(table, {})
        }
        for table, needed, _ in tables(wording, kit)
    }
    return wording.model_copy(update=kept)


def _fits(language: str, wording: Wording, kit: Kit) -> bool:
    """Whether a language says everything that the kit needs, and looks at nothing that it does not have."""
    file, faults = f"wording.{language}.toml", Faults({})
    check_wording(file, language, wording, kit, faults)
    check_names(file, wording, faults)
    check_conditions(replace(kit, wordings={language: wording}), faults)
    return not faults.found
