"""What is wrong with the columns of a file, each thing told once."""

from collections.abc import Collection, Iterator, Sequence

from pipeline.intake.columns.accounts import setting
from pipeline.intake.columns.composites import SameColumns
from pipeline.intake.columns.header_cells import HeaderReader
from pipeline.intake.columns.likeness import Likeness
from pipeline.intake.columns.matching import Matching
from pipeline.intake.vocabulary import Vocabulary
from pipeline.models.problem import Problem
from pipeline.models.sentences import listed
from pipeline.spreadsheets.places import Place, as_text, column_name, cut, shown
from pipeline.spreadsheets.tables import Cells

_LISTED = 12
_HEADER_CHARACTERS = 80
_QUESTIONS_LISTED = 6
_UNREAD = "This column was not read"
_UNDER = "under [intake.columns] in roadmap.toml"


def header_problems(matching: Matching, cells: Cells, vocabulary: Vocabulary, place: Place) -> list[Problem]:
    """Return what is wrong with the header row at ``place``."""
    present = matching.first_columns.keys()
    return [
        *_unasked(present, vocabulary, place),
        *_doubled(matching, cells, vocabulary, place),
        *_joined_columns(matching, vocabulary, place),
        *_running(matching, cells, vocabulary, place),
        *_states(matching, cells, vocabulary, place),
        *_absent(present, vocabulary, place),
        *_unpinned(matching, vocabulary, place),
        *_misspelt(matching, cells, vocabulary, place),
        *_unclear(matching, vocabulary, place),
        *_unread(matching.unread, cells, vocabulary, present, place),
    ]


def _doubled(matching: Matching, cells: Cells, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    for question, columns in matching.columns.items():
        if len(columns) > 1:
            yield place.at(place.row or 1, columns[1]).problem(
                f"Columns {_joined(map(column_name, columns))} "
                f"are {'both' if len(columns) == 2 else 'all'} "  # noqa: PLR2004 - two are both
                f"for the question “{vocabulary.spoken(question)}”.",
                _way_out([" ".join(as_text(cells[column]).split()) for column in columns]),
                field=question,
                found=cells[columns[1]],
            )


def _way_out(headers: Sequence[str]) -> str:
    """Return what to do: between equal headers no setting can choose."""
    if len(set(headers)) < len(headers):
        return (
            "Put the answers together in one of them, and delete the other: their headers are the same, "
            "and some rows hold an answer in both."
        )
    return f"Delete one of them, rename it, or choose one {_UNDER}."


def _joined_columns(matching: Matching, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    for question, composite in matching.composites.items():
        if isinstance(composite, SameColumns):
            yield place.at(place.row or 1, composite.columns[1]).problem(
                f"Columns {_joined(map(column_name, composite.columns))} have the same header, and no row "
                f"fills two of them: they were read as one, “{vocabulary.spoken(question)}”.",
                "If that is right, nothing needs doing. If not, rename one of them.",
                field=question,
                severity="warning",
                needs_doing=False,
            )


def _running(matching: Matching, cells: Cells, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    identity = vocabulary.questionnaire.by_role.get("id")
    if matching.running is not None and identity:
        yield _tell_not_taken(
            place.at(place.row or 1, matching.running),
            cells,
            "looks like a running number, 1, 2, 3 and on, and was",
            vocabulary.named(identity.id),
            f"If the numbers are your clients', rename it “{vocabulary.spoken(identity.id)}”.",
        )


def _states(matching: Matching, cells: Cells, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    call = vocabulary.questionnaire.by_role.get("call_at")
    if matching.states is not None and call:
        yield _tell_not_taken(
            place.at(place.row or 1, matching.states),
            cells,
            "says whether there is a call, and never when, so it was",
            vocabulary.named(call.id),
            f"If calls are booked, add a column “{vocabulary.spoken(call.id)}”, or put a list of calls into "
            "inputs/.",
        )


def _tell_not_taken(place: Place, cells: Cells, why: str, question: str, fix: str) -> Problem:
    """Return the note on the column at ``place``, which was not taken for what its header says."""
    column = place.column or 0
    return place.problem(
        f"Column {column_name(column)} {why} not taken for {question}.",
        f"{fix} If not, nothing needs doing.",
        found=cells[column],
        severity="warning",
        needs_doing=False,
    )


def _absent(present: Collection[str], vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    for group in vocabulary.questionnaire.required:
        if not set(group).intersection(present):
            yield place.problem(
                f"No column for {' or '.join(map(vocabulary.named, group))} was found.",
                f"Add the column, or say which one is meant by a line such as "
                f"{setting('its header', group[0])} {_UNDER}.",
                field=group[0],
            )


def _unasked(present: Collection[str], vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    """Scores rest on these questions, and a form need not ask them all: told, but held by nothing."""
    items = vocabulary.questionnaire.items
    missed = [item.id for item in items if item.id not in present]
    if missed and len(missed) == len(items):
        yield Place(place.file, place.sheet).problem(
            "There is no column for any of the scored questions, so nothing here can be scored.",
            "If this file holds answers, write the questions, or their ids, into its header. "
            "If it holds neither answers nor calls, take it out of inputs/.",
        )
    elif missed:
        names = listed(list(map(vocabulary.named, missed)), _QUESTIONS_LISTED)
        questions = f"{len(missed)} scored questions" if len(missed) > 1 else "a scored question"
        yield place.problem(
            f"There is no column for {questions}: {names}.",
            "If the form asked, add the column or correct its header.",
            severity="warning",
        )


def _unpinned(matching: Matching, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    for header, columns in matching.pins.items():
        if not columns:
            yield place.problem(
                f"No column has the header “{shown(header)}”, "
                f"which roadmap.toml gives to {vocabulary.named(vocabulary.pins[header])}.",
                "Write the header under [intake.columns] as it stands in this row, or remove it there.",
                field=vocabulary.pins[header],
                severity="warning",
            )


def _misspelt(matching: Matching, cells: Cells, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    for question, column in matching.close.items():
        yield place.at(place.row or 1, column).problem(
            f"The header “{shown(cells[column])}” was read as {vocabulary.named(question)}.",
            "If that is right, nothing needs doing. If not, correct the header. "
            f"To say for good that it is right, write {setting(cells[column], question)} {_UNDER}.",
            found=cells[column],
            field=question,
            severity="warning",
        )


def _unclear(matching: Matching, vocabulary: Vocabulary, place: Place) -> Iterator[Problem]:
    for run in matching.unclear:
        first, last = column_name(run.columns[0]), column_name(run.columns[-1])
        names = list(map(vocabulary.named, run.questions))
        yield place.at(place.row or 1, run.columns[0]).problem(
            f"Columns {first} to {last} hold an answer each and were not read: "
            f"it is not clear to which question they belong, {listed(names, _QUESTIONS_LISTED)}.",
            "Give these answers one column, with the question as its header.",
            severity="warning",
        )


def _unread(
    unread: Sequence[int], cells: Cells, vocabulary: Vocabulary, present: Collection[str], place: Place
) -> Iterator[Problem]:
    likeness = Likeness(vocabulary, vocabulary.questionnaire.by_id.keys() - set(present))
    reader = HeaderReader(vocabulary)
    alien = []
    for index in unread:
        both = reader.contradiction(cells[index])
        like = likeness.question(cells[index])
        if both:
            message = _names_two(both, vocabulary)
        elif like:
            message = f"{_UNREAD}, but its header looks like {vocabulary.named(like)}."
        else:
            alien.append(index)
            continue
        yield place.at(place.row or 1, index).problem(
            message,
            f"Correct the header, or say which question is meant by a line such as "
            f"{setting(cells[index], both[1] if both else like)} {_UNDER}.",
            found=cells[index],
            field=both[1] if both else like,
            severity="warning",
        )
    if alien:
        names = [f"{column_name(index)} “{shown(cells[index])}”" for index in alien]
        short = min((as_text(cells[index]) for index in alien), key=len)
        free = min(vocabulary.questionnaire.by_id, key=lambda question: question in present)
        yield place.problem(
            f"These columns belong to no question and were not read: {listed(names, _LISTED)}.",
            "If one of them is meant for a question, say so by its header and the question's id, in a line "
            f"such as {setting(cut(short, _HEADER_CHARACTERS), free)} {_UNDER}.",
            severity="warning",
        )


def _names_two(questions: tuple[str, str], vocabulary: Vocabulary) -> str:
    id_, words = map(vocabulary.named, questions)
    return f"{_UNREAD}: its header has the id of {id_} and the words of {words}."


def _joined(names: Iterator[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}"
