"""By what the ledger knows clients again: numbers, ids made of addresses, and keyed marks of addresses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from pipeline.ledger import Ledger, derive_id, mark_of
from pipeline.models.client import Client, fold_id
from pipeline.models.past import Owner
from pipeline.spreadsheets.folding import fold_address
from pipeline.spreadsheets.names import is_same_name
from pipeline.workflow.people import key_of
from pipeline.workflow.reading import Reading


@dataclass(frozen=True)
class Identities:
    """The clients in ``reading``, and whom the ledger knows by their numbers and addresses."""

    reading: Reading
    ledger: Ledger

    def is_derived(self, client: Client) -> bool:
        """Whether nobody typed the client's id: it is made of the address."""
        return client.id in self.reading.intake.derived

    def mark(self, client: Client) -> str | None:
        """Return the mark of the client's address; None without an address."""
        return mark_of(self._key, fold_address(client.email)) if client.email else None

    def former_id(self, client: Client) -> str | None:
        """Return the id that the client's address gave while nobody had typed one, if nobody has it now."""
        if self.is_derived(client) or not client.email:
            return None
        derived = derive_id(self._key, fold_address(client.email))
        return None if derived in self._present else derived

    def former_number(self, client: Client, before: datetime) -> str | None:
        """Return the number by which this name and address were known before, if nobody has it now."""
        earlier = self._others(client, before)
        return next((owner.client for owner in earlier if is_same_name(owner.name, client.name)), None)

    def former_owner(self, client: Client, until: datetime) -> str | None:
        """Say who else had the client's address, by name or number; None if nobody did."""
        own = {fold_id(client.id), self.former_id(client)}
        for owner in self._owners(client):
            if owner.client not in own and owner.since <= until:
                return self._present.get(owner.client, "somebody else")
        return None

    def _others(self, client: Client, before: datetime) -> Iterator[Owner]:
        """Yield who had the client's address before a moment under ids that nobody has now."""
        for owner in self._owners(client):
            if owner.client not in self._present and owner.since < before:
                yield owner

    def _owners(self, client: Client) -> Sequence[Owner]:
        """Return who had the client's address, in the order of time."""
        mark = self.mark(client)
        return self.ledger.owners(self.reading.kit.name, mark) if mark else ()

    @cached_property
    def _present(self) -> Mapping[str, str]:
        """How everybody in the inputs is spoken of, held rows included, by folded id."""
        intake, people = self.reading.intake, self.reading.people
        ids = {row.id for row in intake.rows if row.id} | {client.id for client in intake.clients}
        return {fold_id(identity): people.get(identity) or identity for identity in ids}

    @cached_property
    def _key(self) -> bytes:
        return key_of(self.ledger)
