"""The pages of one client, made again whenever something that they are made from is saved.

Nothing is written: the ledger is looked at if there is one, and pages stay in memory.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.errors import SpentError, TemplateError
from pipeline.ledger import Ledger
from pipeline.models.client import Client, fold_id
from pipeline.models.kit import Kit
from pipeline.models.making import EngineName
from pipeline.models.settings import Settings
from pipeline.practice import SETTINGS_FILE, Practice, load_practice
from pipeline.preview.values import Edition, Person, Remark, Wish
from pipeline.rendering.assets.brand import check_brand
from pipeline.rendering.assets.colour import make_safe
from pipeline.workflow.freshness import Kept, Sources, look_up, stamp
from pipeline.workflow.history import Found, History
from pipeline.workflow.people import passing_id_maker
from pipeline.workflow.proofreading import proofread
from pipeline.workflow.reading import Reading, find_client, load_kit_of, read_by
from pipeline.workflow.remarks import of_error, of_problems
from pipeline.workflow.reviewing.decisions import Decisions, match
from pipeline.workflow.reviewing.store import Stored, read_review
from pipeline.workflow.showing import Showing, Subject
from pipeline.workflow.telling import concerning


class Studio:
    """Makes editions of the documents of the practice in ``root``, and only what has changed anew.

    ``spare`` is the key of ids of clients without one, where the ledger has none. The fast ``engine`` prints
    drafts; an order for the finished pages comes with the last edition.
    """

    def __init__(self, root: Path, spare: bytes, engine: EngineName) -> None:
        self._root, self._spare = root, spare
        self._asked: Wish | None = None
        self._seen: object = None
        self._base = Edition(Wish(), ())
        self._practice, self._kit, self._reading = Kept[Practice](), Kept[Kit](), Kept[Reading]()
        self._read_proofs = Kept[tuple[tuple[Remark, ...], frozenset[str]]]()
        self._stored = Kept[Stored]()
        self._showing = Showing(engine)

    def __call__(self, wish: Wish) -> Iterator[Edition]:
        """Yield what there is to show; nothing if neither the wish nor any file has changed.

        Raises:
            SpentError: fonts have changed, which the fast engine reads once in a process.
        """
        asked = replace(wish, page=0)
        if asked != self._asked:
            self._asked, self._base = asked, replace(self._base, wish=asked)
        settings = stamp([self._root / SETTINGS_FILE])
        state: object = (asked, settings)
        try:
            practice = self._practice.get(settings, partial(load_practice, self._root))
            sources = look_up(practice)
            state = (asked, sources)
            if state != self._seen:
                yield from self._follow(practice, sources, wish)
        except SpentError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the preview goes on when it is mended
            if state != self._seen:
                yield replace(self._base, remarks=(of_error(error),))
        self._seen = state

    def _follow(self, practice: Practice, sources: Sources, wish: Wish) -> Iterator[Edition]:
        """Show the pages, from answers that were read before if they may be; then read, and look again."""
        name, colour = practice.settings.practice.name, make_safe(practice.settings.brand.primary).value
        self._base = replace(self._base, places=sources.folders, practice=name, colour=colour)
        data = (sources.data, practice.own_kit.is_dir(), practice.settings)
        kit = self._kit.get(data, partial(load_kit_of, practice))
        answers = (sources.inputs, kit.questionnaire, _reading_settings(practice.settings))
        made_from = (answers, sources.data, sources.looks)
        known, before = self._reading.value, self._reading.made_from
        if known and before != made_from and isinstance(before, tuple) and before[0] == answers:
            with suppress(TemplateError):  # told below, when all is read
                yield from self._show(practice, replace(known, kit=kit), sources, wish)
        ids = passing_id_maker(practice, self._spare)
        reading = self._reading.get(made_from, partial(read_by, kit, practice, (), ids))
        last = self._base
        try:
            for last in self._show(practice, replace(reading, kit=kit), sources, wish):
                yield last
        except TemplateError as error:
            told, _ = self._proofread(practice, kit, sources)
            yield replace(self._base, remarks=_join(error, told))
        else:
            yield from self._amend(last, practice, kit, sources)

    def _proofread(
        self, practice: Practice, kit: Kit, sources: Sources
    ) -> tuple[tuple[Remark, ...], frozenset[str]]:
        """Return what a proofreader finds, and the engine's own words for it."""
        made_from = (sources.templates, sources.data, sources.looks)
        return self._read_proofs.get(made_from, partial(_read_proofs, practice, kit))

    def _amend(self, last: Edition, practice: Practice, kit: Kit, sources: Sources) -> Iterator[Edition]:
        """Show an edition again with all that a proofreader finds, or to have drafts finished."""
        told, complaints = self._proofread(practice, kit, sources)
        findings = tuple(each for each in last.findings or () if each.message not in complaints)
        amended = replace(
            last,
            remarks=(*told, *last.remarks),
            findings=None if last.findings is None else findings,
            documents={},
        )
        if not last.is_whole:
            yield replace(amended, order=self._showing.order(amended, complaints))
        elif told or findings != (last.findings or ()):
            yield amended

    def _show(self, practice: Practice, reading: Reading, sources: Sources, wish: Wish) -> Iterator[Edition]:
        """Yield the pages of the wanted document, and what is wrong with it."""
        kit, intake = reading.kit, reading.intake
        words = kit.wordings[practice.settings.practice.language]
        people = tuple(Person(client.id, reading.people[client.id]) for client in intake.clients)
        self._base = replace(self._base, people=people, languages=tuple(kit.wordings))
        brand = check_brand(practice.settings.brand, kit.folders)
        wanted = _find(wish, reading)
        problems = (*brand, *concerning({wanted} if wanted else set(), intake.problems))
        client = next((client for client in intake.clients if fold_id(client.id) == wanted), None)
        if client is None:
            still = [of_error(reading.standstill)] if reading.standstill else []
            yield replace(self._base, remarks=(*still, *of_problems(problems, words)))
            return
        chosen = replace(wish, client=client.id, language=_language(wish, client, kit, practice.settings))
        self._base = replace(self._base, wish=chosen)
        stored = self._stored.get(sources.review, partial(read_review, practice))
        found, decisions = _look_up(practice, reading, client, stored)
        reviewed = (each for each in decisions.problems if each.client in {None, client.id})
        told = of_problems((*problems, *filter(None, [found.remark]), *reviewed), words)
        subject = Subject(practice, kit, client, found.earlier, chosen, decisions.review(client))
        for shown in self._showing.show(subject, sources):
            yield replace(
                self._base,
                remarks=(*told, *shown.remarks),
                findings=shown.findings,
                leaves=shown.proof.leaves if shown.proof else None,
                documents=shown.proof.documents if shown.proof else {},
                is_whole=shown.findings is not None,
            )


def _look_up(practice: Practice, reading: Reading, client: Client, stored: Stored) -> tuple[Found, Decisions]:
    """Return what is known of a client from before, and what the coach decided about everybody."""
    with Ledger(practice.ledger, passing=True) as ledger:
        return History(reading, ledger).find(client), match(stored, practice, reading, ledger)


def _read_proofs(practice: Practice, kit: Kit) -> tuple[tuple[Remark, ...], frozenset[str]]:
    """Return what is wrong with templates and stylesheets, and the engine's own words for it."""
    try:
        found = proofread(practice, kit)
    except TemplateError as error:
        return (of_error(error),), frozenset()
    return of_problems(found.problems, kit.wordings[practice.settings.practice.language]), found.complaints


def _join(error: TemplateError, told: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Put what kept the pages from being filled before what a proofreader found, unless it is told there."""
    place = error.message.partition(": ")[0]
    return told if any(place in remark.message for remark in told) else (of_error(error), *told)


def _find(wish: Wish, reading: Reading) -> str | None:
    """Return the folded id of whoever is wanted, or else of the first client; None if there is none.

    Raises:
        UsageError: nobody is meant, or more than one.
    """
    if reading.standstill or not (wish.client or reading.intake.clients):
        return None
    return find_client(wish.client or reading.intake.clients[0].id, reading.intake)


def _language(wish: Wish, client: Client, kit: Kit, settings: Settings) -> str:
    """Return the language that is wanted, or that the document would be made in."""
    own = client.language if wish.kind == "report" else None
    spoken = (language for language in (wish.language, own) if language in kit.wordings)
    return next(spoken, None) or settings.practice.language


def _reading_settings(settings: Settings) -> object:
    """Return the settings that answers are read by."""
    return settings.intake, settings.practice.timezone, settings.practice.email
