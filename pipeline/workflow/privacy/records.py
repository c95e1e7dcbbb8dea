"""What the inputs and the ledger say of people, in one shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import InputError
from pipeline.intake import Intake
from pipeline.intake.skipping import Blocked
from pipeline.ledger import Ledger
from pipeline.models.client import Client, fold_id
from pipeline.models.kit import Kit
from pipeline.models.review import NOTE
from pipeline.practice import Practice
from pipeline.workflow.people import id_maker
from pipeline.workflow.reading import read_by

_NOT_THEIR_WORDS = frozenset({"id", "name"})


@dataclass(frozen=True, slots=True)
class Record:
    """What one source says of somebody.

    ``folded`` is the id as ids are compared, ``id`` as it was typed. ``mark`` is the ledger's keyed mark of
    an e-mail address that it does not keep. A record that ``is_row`` stands in the inputs.
    """

    folded: str
    id: str
    name: str = ""
    address: str = ""
    mark: str | None = None
    words: tuple[str, ...] = ()
    is_row: bool = False


def read_all(practice: Practice, kit: Kit, blocked: Blocked | None = None) -> Intake:
    """Read the inputs, passing over nobody but whom ``blocked`` names; without a file there are none."""
    try:
        return read_by(kit, practice, (), id_maker(practice), lambda _: blocked).intake
    except InputError:
        return Intake((), (), (), ())


def records_of_inputs(intake: Intake, kit: Kit) -> Iterator[Record]:
    """Yield what the inputs say of everybody, rows that are held included."""
    for row in intake.rows:
        if row.id:
            yield Record(fold_id(row.id), row.id, row.name or "", row.email or "", is_row=True)
    for client in intake.clients:
        for each in (client, *intake.earlier.get(client.id, ())):
            words = tuple(words_of(each, kit))
            yield Record(fold_id(client.id), client.id, each.name, each.email or "", words=words, is_row=True)


def records_of_ledger(ledger: Ledger, kit: Kit) -> Iterator[Record]:
    """Yield what the ledger says of everybody."""
    for folded in ledger.traces.ids():
        yield Record(folded, folded)
    for documents in ledger.documents().values():
        for made in documents.values():
            values, _ = ledger.recall(made)
            yield Record(
                fold_id(made.client), made.client, made.name, _address(values, kit), None, _words(values, kit)
            )
    for folded, name, mark in ledger.traces.names():
        yield Record(folded, folded, name, mark=mark)
    for delivery in ledger.deliveries.all():
        yield Record(delivery.folded, delivery.client, address=delivery.recipient)


def words_of(client: Client, kit: Kit) -> Iterator[str]:
    """Yield what a client wrote in words of their own."""
    return filter(None, map(client.text, _texts(kit)))


def _texts(kit: Kit) -> Iterator[str]:
    """Yield the questions that are answered in words."""
    for question in kit.questionnaire.questions:
        if question.kind == "text" and question.role not in _NOT_THEIR_WORDS:
            yield question.id


def _address(values: Mapping[str, str], kit: Kit) -> str:
    question = kit.questionnaire.by_role.get("email")
    return values.get(question.id if question else "email", "")


def _words(values: Mapping[str, str], kit: Kit) -> tuple[str, ...]:
    """Return the client's own words among the values of a document, and the coach's note to them."""
    return tuple(values[name] for name in (*_texts(kit), NOTE) if values.get(name))
