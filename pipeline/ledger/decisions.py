"""Whether a document has to be made, and why, in plain words. Pure: it compares what it is given."""

from collections.abc import Callable, Mapping

from pipeline.models.making import LAST_TIME, Context, Decision, Fingerprint, Kind, Made
from pipeline.models.review import REVIEW

Values = Mapping[str, str]
ANSWER_CHANGED = "answer changed"


def decide_first(kind: Kind, *, is_known: bool) -> Decision:
    """Decide on a document of which there is none yet; ``is_known`` if the client has others."""
    reason = f"no {kind} yet" if is_known else "new client"
    return Decision(fits=False, is_intact=False, reasons=(reason,))


def decide(
    made: Made,
    now: Fingerprint,
    path: str,
    on_disk: str | None,
    recall: Callable[[Made], tuple[Values, Context | None]],
) -> Decision:
    """Compare what was made with what would be made now.

    ``path`` is where the PDF belongs, ``on_disk`` the digest of the file the ledger names (None: no file).
    ``recall`` brings the client's values and the context from back then; it is asked only where the digests
    differ.
    """
    damage = _damage(made, on_disk)
    changes = _changes(made, now, recall)
    if made.path != path and not changes:
        changes = ("its file name changed",)
    reasons = (*changes, *damage)
    return Decision(fits=not reasons, is_intact=not damage, reasons=reasons or ("nothing changed",))


def _damage(made: Made, on_disk: str | None) -> tuple[str, ...]:
    if on_disk is None:
        return ("PDF is missing",)
    return () if on_disk == made.pdf_digest else ("PDF was changed on disk",)


def _changes(
    made: Made, now: Fingerprint, recall: Callable[[Made], tuple[Values, Context | None]]
) -> tuple[str, ...]:
    same_values = made.values_digest == now.values_digest
    same_context = made.context_digest == now.context.digest
    if same_values and same_context and made.language == now.language:
        return ()
    values, context = recall(made)
    reasons = []
    if not same_values:
        reasons += _value_changes(_differing(values, now.values))
    if made.language != now.language:
        reasons.append(f"language changed: {made.language} to {now.language}")
    if not same_context:
        reasons += _context_changes(context, now.context)
    return tuple(reasons)


def _value_changes(changed: list[str]) -> list[str]:
    reviewed = [name.removeprefix(REVIEW) for name in changed if name.startswith(REVIEW)]
    own = [name for name in changed if name != LAST_TIME and not name.startswith(REVIEW)]
    groups = ((ANSWER_CHANGED, own), ("review row changed", reviewed))
    reasons = [f"{what}: {', '.join(names)}" for what, names in groups if names]
    return [*reasons, f"{LAST_TIME} changed"] if LAST_TIME in changed else reasons


def _context_changes(then: Context | None, now: Context) -> list[str]:
    if then is None:
        return ["settings, kit or version changed"]
    settings = _differing(then.settings, now.settings)
    brand = [key.removeprefix("brand.") for key in settings if key.startswith("brand.")]
    others = [key for key in settings if not key.startswith("brand.")]
    groups = (
        ("brand changed", brand + _differing(then.pictures, now.pictures)),
        ("settings changed", others),
        ("kit changed", _differing(then.kit, now.kit)),
        ("version changed", _differing(then.versions, now.versions)),
    )
    return [f"{what}: {', '.join(names)}" for what, names in groups if names]


def _differing(then: Values, now: Values) -> list[str]:
    """The keys whose values differ, in the order of now, those that are gone last."""
    keys = [*now, *(key for key in then if key not in now)]
    return [key for key in keys if then.get(key) != now.get(key)]
