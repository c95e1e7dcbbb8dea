"""Everything that a command on one person begins with: who it is, and what there is of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from pipeline.ledger import Ledger
from pipeline.models.kit import Kit
from pipeline.practice import Practice
from pipeline.workflow.privacy.files import Files, Holding
from pipeline.workflow.privacy.people import People, Person
from pipeline.workflow.privacy.reach import Beyond, list_beyond
from pipeline.workflow.privacy.records import read_all, records_of_inputs, records_of_ledger
from pipeline.workflow.privacy.signs import Signs, signs_of
from pipeline.workflow.reading import load_kit_of


@dataclass(frozen=True)
class Dossier:
    """A person in a practice whose ledger is open for writing, by the only run that is at work."""

    practice: Practice
    kit: Kit
    ledger: Ledger
    person: Person
    signs: Signs

    @cached_property
    def files(self) -> list[Holding]:
        """The files about them, as they were when this was asked first."""
        return Files(self.practice, self.person, self.signs, self.ledger).find()

    @cached_property
    def beyond(self) -> tuple[Beyond, ...]:
        """What no command reaches."""
        return list_beyond(self.practice, self.kit, self.person)


def find_person(practice: Practice, kit: Kit, ledger: Ledger, who: str) -> tuple[Person, Signs]:
    """Return who is meant, in the inputs or in the ledger, and by what they are known.

    Raises:
        UsageError: nobody is meant, or more than one.
    """
    intake = read_all(practice, kit)
    people = People([*records_of_inputs(intake, kit), *records_of_ledger(ledger, kit)], ledger)
    person = people.find(who)
    ordinary = f"{kit.wordings} {practice.settings.model_dump(exclude={'intake'})}"  # that names clients
    return person, signs_of(person, people.others(person), ordinary)


@contextmanager
def opened(practice: Practice, who: str) -> Iterator[Dossier]:
    """Open what there is of somebody, for the run that has the lock.

    Raises:
        UsageError: nobody is meant by ``who``, or more than one.
        PipelineError: kit, inputs or ledger cannot be read.
    """
    kit = load_kit_of(practice)
    with Ledger(practice.ledger) as ledger:
        person, signs = find_person(practice, kit, ledger, who)
        yield Dossier(practice, kit, ledger, person, signs)
