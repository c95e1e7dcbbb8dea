"""What stands for the mails that a look has shown: where the mark is the same, all that would go is."""

import json
from collections.abc import Sequence

from pipeline.files import digest
from pipeline.models.kit import Kit
from pipeline.models.settings import Settings
from pipeline.workflow.sending.lines import Line

_LETTERS = 16


def mark_of_lines(lines: Sequence[Line], settings: Settings, kit: Kit) -> str:
    """Return the mark of mails that would be approved or sent, in hexadecimal digits.

    It is another where one mail more or less would go, to another address, with another report or about
    another call; and where settings, templates or wording are others, for letters are written from these.
    """
    told = [_told(line) for line in lines]
    whole = [told, settings.model_dump(mode="json"), dict(kit.digests)]
    return digest(json.dumps(whole, sort_keys=True).encode())[:_LETTERS]


def _told(line: Line) -> list[str | None]:
    made = line.paper.made if line.paper else None
    call_at = line.client.call_at if line.client else None
    call = call_at.isoformat() if call_at else None
    return [line.folded, line.state, line.to, line.message_id, made.pdf_digest if made else None, call]
