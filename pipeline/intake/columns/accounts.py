"""Whose account a form was sent from: the tool tells it, and it need not be the client's."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.intake.columns.composites import filled
from pipeline.intake.columns.matching import Matching
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.spreadsheets.folding import fold_name
from pipeline.spreadsheets.places import Cell, Place, as_text, column_name, shown
from pipeline.spreadsheets.tables import Cells

_ADDRESS = re.compile(r"\s*[^\s@,;]{1,64}@[^\s@,;]{1,250}\.[^\s@,;.]{2,63}\s*")
_HALF = 0.5
_SETTINGS = "under [intake.columns] in roadmap.toml"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Doubts whether the tool's own columns tell who the clients are. ``rows`` are those of the answers.

    ``nobody`` are folded words that stand for no account.
    """

    matching: Matching
    header: Cells
    rows: Sequence[Cells]
    vocabulary: Vocabulary
    nobody: frozenset[str]

    def problems(self, place: Place) -> Iterator[Problem]:
        """Yield why it is not clear that the accounts are the clients'; ``place`` is the header row."""
        asked = self.vocabulary.questionnaire.by_role
        email = asked["email"].id if "email" in asked else ""
        name = asked["name"].id if "name" in asked else ""
        rival = self._rival() if email in self.matching.own else None
        if rival is not None:
            yield self._two_addresses(email, rival, place)
        for question, other in ((email, name), (name, email)):
            if rival is None and question in self.matching.own and self._is_shared(question, other):
                yield self._shared(question, place)
                return

    def _rival(self) -> int | None:
        """Return the first column that was not read and holds addresses."""
        return next((column for column in self.matching.unread if self._holds_addresses(column)), None)

    def _holds_addresses(self, column: int) -> bool:
        texts = self._texts((column,))
        addresses = sum("@" in text and _ADDRESS.fullmatch(text) is not None for text in texts)
        return addresses > _HALF * len(texts)

    def _is_shared(self, question: str, other: str) -> bool:
        """Whether all rows hold one account, and no answer says that they are all of one client."""
        accounts = self._people(question)
        if len(accounts) == 1 or len(set(accounts)) != 1:
            return False
        return (
            other not in self.matching.first_columns
            or len(set(self._people(other))) != 1
            or (other in self.matching.own)
        )

    def _people(self, question: str) -> list[str]:
        composite = self.matching.composites.get(question)
        columns = composite.columns if composite else (self.matching.first_columns[question],)
        folded = map(fold_name, self._texts(columns))
        return [text for text in folded if text not in self.nobody]

    def _texts(self, columns: tuple[int, ...]) -> list[str]:
        of_rows = ([as_text(cells[column]) for column in filled(columns, cells)] for cells in self.rows)
        return [" ".join(texts) for texts in of_rows if texts]

    # --- in words ---

    def _two_addresses(self, email: str, rival: int, place: Place) -> Problem:
        own = self.matching.own[email]
        return place.at(place.row or 1, rival).problem(
            f"Column {self._spoken(rival)} holds addresses and was not read: the form's own column "
            f"{self._spoken(own)} was, and it holds those of the accounts from which the form was sent.",
            f"Write which of them are the clients' {_SETTINGS}: "
            f"{setting(self.header[rival], email)} or {setting(self.header[own], email)}.",
            found=self.header[rival],
            field=email,
        )

    def _shared(self, question: str, place: Place) -> Problem:
        own = self.matching.own[question]
        other = next(iter(self.matching.unread), None)
        line = setting("Client" if other is None else self.header[other], question)
        unread = "" if other is None else f" Not read was, for one, column {self._spoken(other)}."
        return place.at(place.row or 1, own).problem(
            f"The form's own column {self._spoken(own)} holds the same account in every row, "
            f"so it hardly tells the clients apart.{unread}",
            f"Name the column of {self.vocabulary.named(question)} {_SETTINGS} by a line such as {line}; "
            f"if the account is the client's, write {setting(self.header[own], question)}.",
            found=self.header[own],
            field=question,
        )

    def _spoken(self, column: int) -> str:
        return f"{column_name(column)} “{shown(self.header[column])}”"


def setting(header: Cell, question: str | None) -> str:
    """Return the line of the settings that gives a header to a question: strings of TOML are as in JSON."""
    return f'{json.dumps(" ".join(as_text(header).split()), ensure_ascii=False)} = "{question}"'
