"""What a single header cell says: the question that it names for sure."""

from dataclasses import dataclass

from pipeline.intake.columns.hints import hint_fits
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.questionnaire import Kind, Question
from pipeline.spreadsheets import decoration
from pipeline.spreadsheets.folding import fold, fold_header
from pipeline.spreadsheets.places import Cell, as_text
from pipeline.spreadsheets.tables import Cells

CLOSED: frozenset[Kind] = frozenset({"scale", "choice", "count"})
"""Questions with answers to choose from. A grid asks no others."""

_SENTENCE_ENDS = (".", "?", "!", "؟")


@dataclass(frozen=True, slots=True)
class HeaderReader:
    """Reads headers with the words of a kit, in all its languages."""

    vocabulary: Vocabulary

    def question(self, cell: Cell) -> str | None:
        """Return the question that a header names by id, text or alias, whatever stands around the words."""
        return self.vocabulary.headers.get(fold_header(cell)) or self._part(decoration.bare(as_text(cell)))

    def contradiction(self, cell: Cell) -> tuple[str, str] | None:
        """Return the two questions of a header that holds the id of one and the words of another."""
        marked = decoration.marked(decoration.bare(as_text(cell)))
        named, meant = (
            (self.vocabulary.ids.get(fold(marked[0])), self._words(marked[1])) if marked else (None, None)
        )
        return (named, meant) if named and meant and named != meant else None

    def pinned(self, cells: Cells) -> dict[str, list[int]]:
        """Return the columns, from 0, that each pinned header means.

        A header as it stands comes before one that is only spelt alike.
        """
        literal = [_literal(as_text(cell)) for cell in cells]
        wanted = {_literal(header): header for header in self.vocabulary.pins}
        found: dict[str, list[int]] = {header: [] for header in self.vocabulary.pins}
        for index, text in enumerate(literal):
            if text in wanted:
                found[wanted[text]].append(index)
        taken = {index for columns in found.values() for index in columns}
        folded = [fold_header(cell) for cell in cells]
        for header, columns in found.items():
            key = fold(header)
            if not columns and key:
                columns += [index for index, each in enumerate(folded) if each == key and index not in taken]
        return found

    def _whole(self, text: str) -> str | None:
        return self.vocabulary.headers.get(fold(text))

    def _part(self, plain: str) -> str | None:
        """Return the question of a header that holds more than its name."""
        if question := self._whole(plain):
            return question
        marked = decoration.marked(plain)
        named = self.vocabulary.ids.get(fold(marked[0])) if marked else None
        if marked and named:  # an id and the words behind it have to agree
            return named if named in {self._words(marked[1]), self._asked(marked[1])} else None
        return self._words(plain) or self._asked(plain)

    def _asked(self, plain: str) -> str | None:
        """Return the question whose text stands in a header with a hint that fits its answers."""
        for words, hint in decoration.unhinted(plain):
            question = self._text(words) or self._text(decoration.unnumbered(words) or "")
            if question and hint_fits(hint, question, self.vocabulary):
                return question.id
        return None

    def _text(self, words: str) -> Question | None:
        """Return the question of a text; one that is no sentence may be part of another question."""
        asked = self.vocabulary.questionnaire.by_id.get(self.vocabulary.texts.get(fold(words), ""))
        return asked if asked and (asked.kind in CLOSED or words.endswith(_SENTENCE_ENDS)) else None

    def _words(self, plain: str) -> str | None:
        unnumbered = decoration.unnumbered(plain)
        question = self._whole(plain) or (self._whole(unnumbered) if unnumbered else None)
        row = decoration.row_label(plain)
        if question or not row:
            return question
        question = self._whole(row) or self._whole(decoration.unnumbered(row) or "")
        closed = question is not None and self.vocabulary.questionnaire.by_id[question].kind in CLOSED
        return question if closed else None


def _literal(text: str) -> str:
    return " ".join(text.split())
