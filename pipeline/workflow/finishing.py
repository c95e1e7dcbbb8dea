"""Prints what was shown as drafts the way that clients get it, and looks at it."""

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.models.making import STANDARD_ENGINE
from pipeline.preview.values import Edition, Remark
from pipeline.workflow.coverage import say_boxes
from pipeline.workflow.press import Press
from pipeline.workflow.proofing import Copy, Proofs
from pipeline.workflow.remarks import of_document, of_error

if TYPE_CHECKING:
    from pipeline.rendering.assets.files import Asset
    from pipeline.rendering.printing.document import Document


_FIX = "Change the words or the template it stands in."


@dataclass(frozen=True, slots=True)
class Order:
    """What finished pages are made from: a copy, and all that it may load.

    The remarks of the ``edition`` tell already of the engine's words that are ``told``, and of the letters
    that are ``lacking`` in all fonts.
    """

    copy: Copy
    assets: "Mapping[str, Asset]"
    edition: Edition
    told: frozenset[str]
    lacking: tuple[str, ...]

    def packed(self) -> bytes:
        """Return the order as it goes from process to process."""
        return pickle.dumps(self)


class Finisher:
    """Makes finished editions from orders, with the standard engine."""

    def __init__(self) -> None:
        self._press = Press(STANDARD_ENGINE)
        self._proofs = Proofs()

    def __call__(self, packed: bytes) -> Iterator[Edition]:
        """Yield the finished edition, or the drafts again with what kept them from being finished."""
        order: Order = pickle.loads(packed)  # noqa: S301 - packed by this program a moment ago
        try:
            yield self._finish(order)
        except Exception as error:  # noqa: BLE001 - whatever it is, the preview goes on when it is mended
            remarks = (*order.edition.remarks, of_error(error))
            yield replace(order.edition, remarks=remarks, is_whole=True)

    def _finish(self, order: Order) -> Edition:
        engine = self._press.take(order.copy.looks, order.assets)
        (proof,) = self._proofs.make(order.copy, engine)
        found = tuple(_look_at(proof.document, order)) if proof.document else ()
        return replace(
            order.edition, findings=found, leaves=proof.leaves, documents=proof.documents, is_whole=True
        )


def _look_at(document: "Document", order: Order) -> Iterator[Remark]:
    yield from (remark for remark in of_document(document) if remark.message not in order.told)
    if boxes := [letter for letter in document.lacking if letter not in order.lacking]:
        yield Remark("", say_boxes(boxes), _FIX, severity="warning")
