"""The tables of keys and of marks: what people are known by without being named."""

from collections.abc import Callable

from pipeline.ledger.database import Database


class Keys(Database):
    """Random keys, and the marks of people who are not to be worked with."""

    def key(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the random key of that name, made by ``make`` the first time it is asked for."""
        if known := self.find_key(name):
            return known
        made = make()
        with self.change() as change:
            change("INSERT OR IGNORE INTO keys VALUES (?, ?)", (name, made))
        return self.find_key(name) or made

    def find_key(self, name: str) -> bytes | None:
        """Return the random key of that name, or None if none was made yet."""
        rows = self.rows("SELECT value FROM keys WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def block(self, mark: str, reason: str, at: str) -> None:
        """Remember that somebody is not to be worked with; see :func:`pipeline.ledger.identity.mark_of`."""
        with self.change() as change:
            change("INSERT OR REPLACE INTO blocked VALUES (?, ?, ?)", (mark, reason, at))

    def blocked(self) -> dict[str, str]:
        """Return why people are not to be worked with, by their marks."""
        return dict(self.rows("SELECT mark, reason FROM blocked"))
