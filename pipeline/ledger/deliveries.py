"""The table of mails. Which state may follow which is settled by the database itself: see its triggers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime

from pipeline.errors import LedgerError
from pipeline.ledger.conditions import begin, end
from pipeline.ledger.connections import Row
from pipeline.ledger.database import Change, Database, text_of
from pipeline.ledger.events import add_event
from pipeline.models.delivery import OPEN, Delivery, DeliveryState
from pipeline.models.making import Event

_FIELDS = tuple(field.name for field in fields(Delivery))
_MOMENTS = frozenset(
    {"date", "call_at", "send_at", "completed_at", "next_try_at", "approved_at", "settled_at"}
)
_COLUMNS = ", ".join(_FIELDS)
_KEY = "folded = ? AND purpose = ? AND revision = ?"
_ALL = f"SELECT {_COLUMNS} FROM deliveries ORDER BY folded, purpose, revision"  # noqa: S608 - no outside text
_OF = f"SELECT {_COLUMNS} FROM deliveries WHERE folded = ? ORDER BY purpose, revision"  # noqa: S608 - as above
_IN = f"SELECT {_COLUMNS} FROM deliveries WHERE state = ? ORDER BY folded, purpose, revision"  # noqa: S608 - as above
_TO = f"""
    SELECT {_COLUMNS} FROM deliveries WHERE recipient = ? COLLATE NOCASE ORDER BY date, folded, revision
"""  # noqa: S608 - as above
_HANDED_OVER = f"""
    SELECT {_COLUMNS} FROM deliveries
    WHERE state = 'handed-over' AND message IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - as above
_KNOWN = "SELECT message FROM deliveries WHERE message IN (SELECT value FROM json_each(?))"
_LEFT_BEHIND = "SELECT 1 FROM deliveries WHERE state IN ('sending', 'dot') LIMIT 1"
_MAY_HAVE_GONE = """
    SELECT 1 FROM events WHERE client = ?1 AND what = 'mail uncertain'
        AND number > (SELECT max(number) FROM events WHERE client = ?1 AND what = 'mail composed')
"""
_LATEST = f"""
    SELECT {_COLUMNS} FROM deliveries AS one
    WHERE (folded IN (SELECT value FROM json_each(?)) OR state IN (SELECT value FROM json_each(?)))
        AND NOT EXISTS (
            SELECT 1 FROM deliveries
            WHERE folded = one.folded AND purpose = one.purpose AND revision > one.revision
        )
    ORDER BY folded, purpose
"""  # noqa: S608 - as above
_ADD = f"INSERT INTO deliveries ({_COLUMNS}) VALUES ({', '.join('?' * len(_FIELDS))})"  # noqa: S608 - as above
_COUNT_SENT = """
    SELECT COUNT(*) FROM deliveries WHERE settled_at > ? AND state IN ('accepted', 'uncertain')
"""
_MOVE = f"""
    UPDATE deliveries
    SET state = ?, reason = ?, attempts = ?, next_try_at = ?, approved_at = ?, settled_at = ?
    WHERE {_KEY} AND state = ?
"""  # noqa: S608 - as above
_SETTLED: frozenset[DeliveryState] = frozenset({"accepted", "handed-over", "refused", "uncertain"})

TAKEN_BACK = "The approval was taken back."
INTERRUPTED = "The run was stopped while the mail was on its way: the server may have taken it, or not."
PUT_BACK = "The ledger was put back from a copy: the mail may have been sent since the copy was made."


class Deliveries:
    """The mails in a ledger. Times are kept to the second, in UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Delivery]:
        """Return every mail, those of one client together, oldest revision first."""
        return self._read(_ALL)

    def of(self, folded: str) -> list[Delivery]:
        """Return the mails to the client of a folded id, oldest revision first."""
        return self._read(_OF, folded)

    def to(self, address: str) -> list[Delivery]:
        """Return every mail to a plain address, in whatever case, the oldest first, whoever it was to."""
        return self._read(_TO, address)

    def messages(self) -> set[str]:
        """Return where the frozen messages of all mails lie."""
        return {place for (place,) in self._database.rows("SELECT message FROM deliveries")}

    def known(self, places: Iterable[str]) -> set[str]:
        """Return those of the places at which a frozen message of a mail lies."""
        return {place for (place,) in self._database.rows(_KNOWN, (json.dumps(list(places)),))}

    def taken_back(self, places: Iterable[str]) -> set[str]:
        """Return those of the places at which the message of a mail lies that is not to be sent."""
        rows = self._database.rows(f"{_KNOWN} AND state = 'composed'", (json.dumps(list(places)),))
        return {place for (place,) in rows}

    def handed_over(self, places: Iterable[str]) -> list[Delivery]:
        """Return the mails to send by hand whose messages are among those that lie in these places."""
        return self._read(_HANDED_OVER, json.dumps(list(places)))

    def may_have_gone(self, delivery: Delivery) -> bool:
        """Whether a client's latest mail was uncertain before: the server may have it."""
        return bool(self._database.rows(_MAY_HAVE_GONE, (delivery.folded,)))

    def latest_of(self, people: Iterable[str]) -> dict[str, Delivery]:
        """Return the latest mail to each of these folded ids, and every mail that is open, by folded id.

        It takes no longer for what was sent to others.
        """
        found = self._read(_LATEST, json.dumps(list(people)), json.dumps(sorted(OPEN)))
        return {delivery.folded: delivery for delivery in found}

    def count_sent(self, since: datetime) -> int:
        """Return how many mails a server took, or may have taken, after a moment."""
        return int(self._database.rows(_COUNT_SENT, (text_of(since),))[0][0])

    def add(
        self,
        deliveries: Sequence[Delivery],
        state: DeliveryState,
        at: datetime,
        *,
        replaced: Sequence[Delivery] = (),
    ) -> list[Delivery]:
        """Remember composed mails and move them to ``state``, and return them as they are then.

        The approval of the ``replaced`` is taken back with it: all of that or none.

        Raises:
            LedgerError: one of the keys is there already, or an earlier mail to the client is still open.
        """
        with self._database.change() as change:
            end(change, "freezing")
            for each in replaced:
                self._move(change, each, "composed", at, TAKEN_BACK)
            for delivery in deliveries:
                change(_ADD, _row(delivery))
                _note(change, delivery, at)
            return [self._move(change, delivery, state, at) for delivery in deliveries]

    def move(
        self,
        delivery: Delivery,
        state: DeliveryState,
        at: datetime,
        *,
        reason: str = "",
        next_try_at: datetime | None = None,
    ) -> Delivery:
        """Commit that a mail goes to another state, with its attempts, and return it as it is then.

        Raises:
            LedgerError: it is not in the state that ``delivery`` says, or may not go to this one.
        """
        with self._database.change() as change:
            return self._move(change, replace(delivery, next_try_at=next_try_at), state, at, reason)

    def recover(self, at: datetime) -> list[Delivery]:
        """Settle what a stopped run left behind, and return the mails that moved.

        What had not come to the final dot goes back to approved: the server cannot have taken it. What had is
        uncertain. In a ledger that was put back from a copy, all that was still to go is uncertain, and it
        counts as restored: others may have been mailed since, and it does not know them.
        """
        if not (self._database.is_put_back or self._database.rows(_LEFT_BEHIND)):
            return []
        with self._database.change() as change:
            moved = [self._move(change, each, "approved", at) for each in self._read(_IN, "sending")]
            moved += [
                self._move(change, each, "uncertain", at, INTERRUPTED) for each in self._read(_IN, "dot")
            ]
            if self._database.is_put_back:
                waiting = self._read(_IN, "approved") + self._read(_IN, "deferred")
                moved += [self._move(change, each, "uncertain", at, PUT_BACK) for each in waiting]
                begin(change, "restored", at)
                self._database.accept_as_own(change)
        return moved

    def _read(self, query: str, *values: str) -> list[Delivery]:
        rows = self._database.rows(query, values)
        with self._database.decoding():
            return [_delivery(row) for row in rows]

    def _move(
        self, change: Change, delivery: Delivery, state: DeliveryState, at: datetime, reason: str = ""
    ) -> Delivery:
        moved = replace(
            delivery,
            state=state,
            reason=reason,
            approved_at=at if state == "approved" else delivery.approved_at,
            settled_at=at if state in _SETTLED else None,
        )
        values = dict(zip(_FIELDS, _row(moved), strict=True))
        changed = [
            values[name]
            for name in ("state", "reason", "attempts", "next_try_at", "approved_at", "settled_at")
        ]
        if change(_MOVE, (*changed, *delivery.key, delivery.state)) != 1:
            raise LedgerError(
                f"The mail to {delivery.client} is no longer {delivery.state}: another run has moved it.",
                "Nothing was sent. Run the command again.",
            )
        _note(change, moved, at)
        return moved


def _note(change: Change, delivery: Delivery, at: datetime) -> None:
    reasons = (delivery.reason,) if delivery.reason else ()
    add_event(change, delivery.client, Event(text_of(at), None, f"mail {delivery.state}", reasons))


def _row(delivery: Delivery) -> tuple[str | int | None, ...]:
    values = {name: getattr(delivery, name) for name in _FIELDS}
    return tuple(text_of(value) if isinstance(value := values[name], datetime) else value for name in _FIELDS)


def _delivery(row: Row) -> Delivery:
    values = dict(zip(_FIELDS, row, strict=True))
    moments = {name: datetime.fromisoformat(values[name]) for name in _MOMENTS if values[name] is not None}
    return Delivery(**values | moments)
