"""The first steps of every run: the kit, the inputs, the scores."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError, SettingsError, UsageError
from pipeline.intake import CALL_LIST, Intake, find_files, read_inputs
from pipeline.intake.groups import group_problems
from pipeline.intake.results import InputRow
from pipeline.intake.skipping import Blocked
from pipeline.kit import digest_kit, load_kit
from pipeline.models.answers import responses_of
from pipeline.models.client import Client, fold_id
from pipeline.models.kit import Kit
from pipeline.models.problem import Problem
from pipeline.models.sentences import listed
from pipeline.practice import Practice
from pipeline.program import built_in
from pipeline.spreadsheets.folding import fold, fold_address
from pipeline.spreadsheets.guard import read_guarded
from pipeline.workflow.coverage import check_letters
from pipeline.workflow.people import blocked_people, id_maker
from pipeline.workflow.placeholders import find_samples

if TYPE_CHECKING:  # to check alone, nothing is scored
    from pipeline.models.scorecard import Scorecard

_NAMED = 10
"""How many ids or places a message lists at most."""

_LINES = 40
"""How many kinds of problems a message tells at most."""


@dataclass(frozen=True)
class Reading:
    """The kit, and everything that the inputs say.

    ``is_default`` tells that all of the practice's own inputs were meant to be read.
    """

    kit: Kit
    intake: Intake
    is_default: bool

    @cached_property
    def people(self) -> Mapping[str, str]:
        """How people are spoken of, by id: by their name, with the id if somebody typed it."""
        names = {row.id: row.name for row in self.intake.rows if row.id and row.name}
        names |= {client.id: client.name for client in self.intake.clients}
        return {key: self.label(key, name) for key, name in names.items()}

    def label(self, identity: str | None, name: str | None) -> str:
        """Say how somebody is spoken of: by name and id, as far as they were typed; maybe not at all."""
        typed = identity if identity not in self.intake.derived else None
        return f"{name} ({typed})" if name and typed else name or typed or ""

    def owner(self, problem: Problem) -> str:
        """Say whose row a problem is about: several people may share an address, and so a derived id."""
        row = self._rows.get((problem.file, problem.sheet, problem.row))
        if row:
            return self.label(row.id, row.name)
        return self.people.get(problem.client or "") or self.label(problem.client, None)

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str | None, int | None], InputRow]:
        return {(row.file, row.sheet, row.row): row for row in self.intake.rows}

    @property
    def standstill(self) -> InputError | None:
        """Why there is nothing to go on with, if so: no file could be read, or no row has content."""
        answers = [file for file in self.intake.files if file.layout != CALL_LIST]
        if answers and not any(file.layout for file in answers):
            return InputError("None of the input files could be read.", _TRY)
        if not self.intake.rows:
            names = ", ".join(file.name for file in answers or self.intake.files)
            return InputError(f"There are no clients in {names}.", _TRY)
        return None

    @property
    def is_whole(self) -> bool:
        """Whether it is certain who is in the practice's inputs: all of them was read without an error.

        A faulty cell may hide an id, a faulty header a whole file.
        """
        return self.is_default and not any(problem.is_error for problem in self.intake.problems)


_TRY = "Put a spreadsheet with your clients' answers into inputs/, or mend the files above."


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading, and the scorecards of its clients in the same order."""

    reading: Reading
    cards: "tuple[Scorecard, ...]"

    @property
    def owned(self) -> "Iterator[tuple[Client, Scorecard]]":
        """Each client with their scorecard, which itself names nobody."""
        return zip(self.reading.intake.clients, self.cards, strict=True)


def check(practice: Practice, inputs: Sequence[Path] = ()) -> Reading:
    """Read and validate the inputs (default: the practice's own) by the practice's kit.

    Raises:
        KitError: the kit does not fit together.
        SettingsError: the kit does not speak the practice's language.
        InputError: a path is not there, or holds no spreadsheet.
    """
    return read_by(load_kit_of(practice), practice, inputs, id_maker(practice))


def read_by(
    kit: Kit,
    practice: Practice,
    inputs: Sequence[Path],
    derive_id: Callable[[str], str],
    passing_over: Callable[[Practice], Blocked | None] = blocked_people,
) -> Reading:
    """Read and validate the inputs (none: the practice's own) by a kit that is loaded already.

    ``derive_id`` makes the ids of clients without one, of their folded addresses; ``passing_over`` tells
    whose rows are not looked at.

    Raises:
        InputError: a path is not there, or holds no spreadsheet.
    """
    found = find_files(inputs or [practice.inputs], root=practice.root)
    with _uncollected():
        intake = read_inputs(
            found.paths,
            kit=kit,
            settings=practice.settings.intake,
            root=practice.root,
            timezone=practice.settings.practice.zone,
            derive_id=derive_id,
            read=read_guarded,
            blocked=passing_over(practice),
            own_address=practice.settings.practice.email,
        )
    beside = (*check_letters(intake.clients, kit), *find_samples(intake))
    intake = replace(intake, problems=found.problems + intake.problems + beside)
    return Reading(kit, intake, is_default=not inputs)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no circular garbage be looked for meanwhile, nor in what was made: rows hold no circles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def score_all(practice: Practice, inputs: Sequence[Path] = ()) -> Scored:
    """Check, then score every client.

    Raises:
        InputError: there is nothing to score.
    """
    from pipeline.scoring import Scorer

    reading = check_for_clients(practice, inputs)
    asked = reading.kit.questionnaire
    scorer = Scorer(asked)
    cards = (scorer.score(responses_of(client.answers, asked)) for client in reading.intake.clients)
    return Scored(reading, tuple(cards))


def check_for_clients(practice: Practice, inputs: Sequence[Path]) -> Reading:
    """Check, and raise :class:`InputError` if there is nothing to go on with; the message says why not."""
    reading = check(practice, inputs)
    if standstill := reading.standstill:
        raise InputError(standstill.message + _list(reading.intake.problems), standstill.hint)
    return reading


def load_kit_of(practice: Practice) -> Kit:
    """Return the practice's kit: the built-in one of that name with the practice's own files laid over it.

    Raises:
        KitError: it does not fit together.
        SettingsError: it does not speak the practice's language.
    """
    name, usual = practice.settings.reports.kit, practice.settings.practice.language
    kit = load_kit(name, *homes_of_kit(practice))
    if usual not in kit.wordings:
        raise SettingsError(
            f'The kit does not speak the practice\'s language "{usual}".',
            f"Set [practice] language in roadmap.toml to one of: {', '.join(kit.wordings)}.",
        )
    return replace(kit, wordings={usual: kit.wordings[usual], **kit.wordings})


def digest_kit_of(practice: Practice) -> Mapping[str, str]:
    """Return the digests of the practice's kit as its files lie there now. Raises :class:`OSError`."""
    return digest_kit(*homes_of_kit(practice))


def homes_of_kit(practice: Practice) -> tuple[Path, Path | None]:
    """Return where the built-in kit lies, and the practice's own files of it, if those are others."""
    built, own = built_in("templates") / practice.settings.reports.kit, practice.own_kit
    return built, None if own.resolve() == built.resolve() else own


def find_client(wanted: str, intake: Intake) -> str:
    """Return the folded id of the client who is meant by an id, an e-mail or a part of a name.

    A part begins where a word begins: "ann" is Ann or Annabel, and never Hannah.

    Raises:
        UsageError: nobody is, or more than one; the message lists ids.
    """
    addresses = [(fold_id(row.id), row.email) for row in intake.rows if row.id and row.email]
    names = {fold_id(row.id): row.name or "" for row in intake.rows if row.id}
    names |= {fold_id(client.id): client.name for client in intake.clients}
    if (folded := fold_id(wanted)) in names:
        return folded
    address = fold_address(wanted)
    matches = list(dict.fromkeys(key for key, email in addresses if fold_address(email) == address))
    if not matches and (part := fold_words(wanted)):
        matches = [key for key, name in names.items() if f" {part}" in f" {fold_words(name)}"]
    if len(matches) == 1:
        return matches[0]
    typed = {fold_id(row.id): row.id for row in intake.rows if row.id}
    typed |= {fold_id(client.id): client.id for client in intake.clients}
    if matches:
        ids = listed([typed[key] for key in matches], _NAMED)
        people = _name(matches, typed, names)
        raise UsageError(f'"{wanted}" fits more than one client: {ids}.', "Name one of them by id.", people)
    ids, people = listed(list(typed.values()), _NAMED), _name(typed, typed, names)
    raise UsageError(f'No client is "{wanted}", by id, e-mail or name.', f"The clients are: {ids}.", people)


def _name(keys: Iterable[str], typed: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Write the ids of some clients with their names, as far as they have one."""
    return [f"{typed[key]}: {name}" for key in islice(keys, _NAMED) if (name := names.get(key))]


def fold_words(name: str) -> str:
    """Fold each word of a name and keep the spaces: what is asked for may not run across two words unseen."""
    return " ".join(filter(None, map(fold, name.split())))


def _list(problems: Sequence[Problem]) -> str:
    """Write the kinds of problems of each file, a line each, with their places."""
    lines = []
    for _, of_file in groupby(problems, key=lambda problem: problem.file):
        for group in group_problems(of_file):
            where = ", ".join(filter(None, (group.first.file, group.places(_NAMED))))
            lines.append(f"\n  {where}: {group.first.message} → {group.first.fix}")
    more = f"\n  … and {len(lines) - _LINES:,} more; run check for the rest." if len(lines) > _LINES else ""
    return "".join(lines[:_LINES]) + more
