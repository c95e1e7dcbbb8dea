"""Reports that strain the pages: long names, blanks, extremes, no call, another brand."""

# A sentence stands on one line, however long.
# ruff: noqa: E501

from dataclasses import replace

from pipeline.rendering.views.report import Report
from pipeline.rendering.views.scores import Area, Axis, Range
from tests.rendering.sample_areas import BUILDING, COVER, HABITS, PRESENT, area
from tests.rendering.sample_report import AXES, MOVES, STEPS, TALK, maya
from tests.rendering.sample_since import SINCE

LONG_NAME = "María de los Ángeles Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh de la Santísima Trinidad Papadopoulou III"
LONG_GOAL = (
    "“Leading a regional operations team of forty people across three support centres, with a budget of my own, a "
    "seat in the monthly review, and enough time left on Fridays to teach what I know to those who come next, inside.”"
)
LONG_MOVE = (
    "Ask two people: “What one thing should I do more of to be ready to lead a regional operations team?”"
)
NOT_ENOUGH = "not enough answers"


def _unscored(area: Area) -> Area:
    return replace(area, range=None, level=None, note=NOT_ENOUGH, cited=area.cited[:1])


def _moved(axis: Axis, score: float, sem: float) -> Axis:
    return replace(axis, range=Range(max(0, score - sem), score, min(100, score + sem)))


def _at(across: float, up: float) -> Report:
    """Return a report whose areas all lie where the axes lie."""
    plain = maya()
    assert plain.map is not None
    axes = (_moved(AXES[0], across, 6.3), _moved(AXES[1], up, 4.5))
    groups = tuple(
        replace(
            group,
            areas=tuple(
                each
                if each.slots
                else area(each.style, each.name, (across, up)[each.style], "", each.good_for)
                for each in group.areas
            ),
        )
        for group in plain.groups
    )
    return replace(
        plain, map=replace(plain.map, across=axes[0], up=axes[1]), axes=axes[::-1], groups=groups,
        base=groups[0].areas,
    )  # fmt: skip


ALONE = "This is “Building ahead”: “What you have now” has too few answers to be drawn."


def _without(*missing: int) -> Report:
    """Return a report in which these axes (0 across, 1 up) have no score."""
    plain = maya()
    assert plain.map is not None
    axes = tuple(
        replace(
            axis,
            range=None,
            bounds=(12, 88),
            said=NOT_ENOUGH,
            note="Two of three areas have too few answers.",
        )
        if index in missing
        else axis
        for index, axis in enumerate(AXES)
    )
    groups = tuple(
        replace(group, areas=tuple(_unscored(each) if not each.slots else each for each in group.areas))
        if group.style in missing
        else group
        for group in plain.groups
    )
    return replace(
        plain, map=replace(plain.map, across=axes[0], up=axes[1], alone=ALONE), axes=axes[::-1],
        groups=groups,
        base=groups[0].areas,
    )  # fmt: skip


def everyone() -> dict[str, Report]:
    """Return reports that strain the pages, by what is unusual about each."""
    plain = maya()
    assert plain.map is not None
    blank = tuple(
        replace(axis, bounds=bounds) for axis, bounds in zip(AXES, ((44, 72), (30, 58)), strict=True)
    )
    long_moves = tuple(
        replace(move, title=LONG_MOVE, short=LONG_MOVE,
                done="done when two written answers of at least five lines each are on paper, with a date",
                hurdle="If neither of the two people replies within the first ten days, I will")
        for move in MOVES
    )  # fmt: skip
    return {
        "maya": plain,
        "letter": replace(plain, page="Letter"),
        "bare": replace(
            plain, call=None, date=None, date_said="", foot="Maya Haddad · Career roadmap", wish="",
            talk=replace(TALK, coach="", initials="", coach_line="", steps=(), steps_title=""),
            brand=replace(plain.brand, email="", phone="", website=""),
            axes=tuple(replace(axis, importance=None, importance_said="") for axis in plain.axes),
            plan=replace(plain.plan, stretches=tuple(replace(each, by="") for each in plain.plan.stretches[:1]),
                         strength=None, obstacle=""),
            path=replace(plain.path, steps=(replace(STEPS[0], title="We will fill this in together", note=""),
                                            replace(STEPS[3], gates=()))),
        ),
        "long": replace(
            plain, name=LONG_NAME, foot=f"{LONG_NAME} · Career roadmap · 12 May 2026",
            title=f"Career roadmap for {LONG_NAME}",
            moves=long_moves[:3],
            plan=replace(
                plain.plan,
                first_step=plain.plan.first_step + " Leave it for a night, then read it aloud to one person you trust.",
                hours_note="You left the free hours blank, so the plan counts with two hours a week.",
                stretches=(
                    replace(plain.plan.stretches[0], moves=long_moves[:3]),
                    replace(plain.plan.stretches[1], moves=long_moves[3:5]),
                    replace(plain.plan.stretches[2], moves=long_moves[5:]),
                ),
                obstacle=LONG_GOAL,
            ),
            path=replace(plain.path, steps=tuple(
                replace(step, title=LONG_GOAL) if step.is_quote else step for step in STEPS)),
            position=plain.position + " Two people who know your work can tell you what the way there asks for.",
            talk=replace(TALK, coach=LONG_NAME[:60]),
        ),
        "blanks": replace(
            plain,
            map=replace(plain.map, across=blank[0], up=blank[1]), axes=blank[::-1],
            groups=(plain.groups[0], replace(plain.groups[1], areas=(
                _unscored(BUILDING[0]), *BUILDING[1:5], _unscored(BUILDING[5])))),
            habits=(*HABITS[:4], replace(HABITS[4], level=None, note=NOT_ENOUGH, cited=()), HABITS[5]),
            base=(replace(PRESENT[0], level=None, range=None, note=NOT_ENOUGH), replace(COVER, slots=(
                COVER.slots[0], replace(COVER.slots[1], words="covered another way"),
                replace(COVER.slots[2], mark=None, words="not sure"), COVER.slots[3])), PRESENT[2]),
        ),
        "best": _at(100, 100),
        "worst": _at(0, 0),
        "edge": _at(97, 4),
        "strip": _without(0),
        "base-only": _without(1),
        "nothing": _without(0, 1),
        "steps": replace(plain, plan=replace(plain.plan, steps_only=True,
                         hours_note="You have no free hours now, so only first steps are printed.")),
        "since": replace(plain, since=SINCE),
        "arabic-name": replace(plain, name="مايا حدّاد", foot="مايا حدّاد · Career roadmap · 12 May 2026"),
        "brand": replace(plain, brand=replace(
            plain.brand, primary="#FFC800", accent="#FF6EC7", footer="Meridian Coaching, Dubai",
            logo="brand/logo.png", photo="brand/photo.jpg")),
    }  # fmt: skip
