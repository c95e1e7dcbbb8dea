"""Reports written by hand: Maya's, as the pages were designed with, and people who strain the pages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.rendering import view
from pipeline.rendering.view import (
    Area,
    Axis,
    Cited,
    Gate,
    Lead,
    Level,
    Mark,
    Move,
    Range,
    Report,
    Slot,
    Step,
)

WORDS: Mapping[Mark, str] = {"full": "in place", "half": "partly", "empty": "not yet"}

TEXTS = {
    "level.full": "in place",
    "level.half": "partly",
    "level.empty": "not yet",
    "cover.title": "Career roadmap",
    "cover.for_call": "Prepared for our call on",
    "cover.for_you": "Prepared for you",
    "cover.coach": "Your coach",
    "cover.date": "From your answers of",
    "cover.motif": "Level lines run side by side, then open upward. One carries a dot and three open steps.",
    "cover.logo": "Logo of Meridian Coaching",
    "you.title": "Your page",
    "you.now": "Now and your wish",
    "you.matters": "how much it matters to you",
    "you.moves": "Three moves",
    "you.call": "Your call with Nadia Karam",
    "map.less": "less",
    "map.more": "more",
    "map.caption": (
        "The dot shows your answers today. The soft shape shows how far it could shift on another day: our "
        "working estimate. The grey bands are the middle; no corner is the good one."
    ),
    "map.caption_blank": "The dashed box shows where the dot could lie if every blank were answered.",
    "strip.caption": (
        "The mark shows your answers today. The strong bar shows how far it could shift on another day: our "
        "working estimate. The grey band is the middle."
    ),
    "glance.title": "Nine areas at a glance",
    "glance.level": "level",
    "glance.note": (
        "The mark is where your answers land, and the strong bar is its range. Two circles mean that the range "
        "reaches into two levels. Areas whose ranges overlap may well be level. The order is fixed: it is not a "
        "ranking."
    ),
    "areas.title": "Area by area",
    "areas.good_for": "Good for",
    "areas.key": "How to read a card",
    "areas.key_circles": "Two circles mean that the range reaches into both levels.",
    "areas.key_answers": (
        "The lines on the right are your own answers. Each card says first what the area is good for, then which "
        "move of the plan belongs to it."
    ),
    "habits.title": "Six habits that build a career",
    "habits.intro": "None of them is a talent. Each is something to do, and each starts small.",
    "habits.base": "The base that carries them",
    "habits.base_intro": (
        "Habits take time and a calm head. This is what today’s work gives you to build on."
    ),
    "habits.note": "A level here is the mean of the answers beside it.",
    "plan.title": "The plan",
    "plan.week": "This week",
    "plan.week_time": "under 15 min",
    "plan.strength": "Strength",
    "plan.obstacle": "In the way",
    "plan.if_this": "If this happens, I will",
    "path.title": "The path",
    "path.key": "Full circle: your answers show it. Half circle: they show a part. Empty circle: not yet.",
    "talk.title": "Before we talk",
    "talk.questions": "Three questions to bring an answer to",
    "talk.ask": "What I most want to ask",
    "talk.call": "Our call",
    "talk.type": "Or type",
    "talk.qr": "QR code that opens the booking page",
    "talk.photo": "Photo of Nadia Karam",
    "talk.price_note": "You are not asked to buy or to decide anything in it.",
    "talk.yours": "Yours either way",
    "talk.yours_text": "This roadmap is yours, whether we talk or not.",
    "talk.contact": "Questions before then",
    "method.title": "How to read this",
    "method.area": "Area",
    "method.score": "About",
    "method.range": "Range",
    "method.answered": "Answered",
    "method.table": "All numbers, on a scale from 0 to 100",
}


def _level(*marks: Mark) -> Level:
    return Level(marks, " to ".join(WORDS[mark] for mark in marks))


def _marks(low: float, high: float) -> tuple[Mark, ...]:
    ends: list[Mark] = ["full" if end >= 70 else "half" if end >= 40 else "empty" for end in (low, high)]
    return tuple(dict.fromkeys(ends))


def area(
    style: int, name: str, score: float, cited: str, good_for: str, move: str = "", label: str = "Move"
) -> Area:
    """Return a scored area; ``cited`` reads "question: answer; question: answer"."""
    low, high = max(0.0, score - 10.95), min(100.0, score + 10.95)
    level = _level(*_marks(low, high))
    return Area(
        id=name,
        style=style,
        name=name,
        range=Range(low, score, high),
        level=level,
        slots=(),
        note="",
        alt=f"{name}: {level.words}. The bar shows the range, the mark shows the answers.",
        cited=_cited(cited),
        good_for=good_for,
        move_label=label,
        move=move or "nothing planned here now.",
    )


def _cited(lines: str) -> tuple[Cited, ...]:
    pairs = (line.split(": ") for line in lines.split("; ") if line)
    return tuple(Cited(question, answer) for question, answer in pairs)


COVER = Area(
    id="P2",
    style=0,
    name="Cover, leave and savings",
    range=None,
    level=None,
    slots=(
        Slot("full", "covered", "Health costs"),
        Slot("full", "covered", "Paid time off"),
        Slot("empty", "not", "Income if you cannot work"),
        Slot("empty", "not", "Money for later life"),
    ),
    note="",
    alt="",
    cited=(),
    good_for="getting well, and for rest that is paid.",
    move_label="Move",
    move="nothing planned here now. The two open points are a question for the call.",
)

PRESENT = (
    area(
        0,
        "Pay and job security",
        76.25,
        "Pay covers the monthly costs: agree; Pay in three months is known: agree; Worry about losing the work: "
        "disagree",
        "trying one new thing at a time, since the month is paid for.",
        "nothing planned here now. The plan shows one way to use this strength.",
    ),
    COVER,
    area(
        0,
        "Time and energy",
        50,
        "Hours leave time for life: agree; Free to change when or where: disagree; No energy left after work: "
        "in between",
        "a plan with fixed slots: four free hours a week are enough for it.",
    ),
)

BUILDING = (
    area(
        1,
        "A clear direction",
        26.25,
        "Can describe work in five years: disagree; Takes work as it comes: agree; Furthest written goal: 3 months",
        "a fresh start: no old plan has to be undone.",
        "a 12-month goal with a five-year role, and a monthly review.",
        "Moves 1 and 6",
    ),
    area(
        1,
        "Learning and credentials",
        36.25,
        "Learned something useful lately: agree; Credential for the next role: not started; Courses in two years: "
        "none",
        "learning on the job: it already takes one to four hours a month.",
    ),
    area(
        1,
        "Skills you can show",
        35.83,
        "People skills stronger than last year: agree; Tasks the same as a year ago: agree; Results record: never",
        "showing what the last year has taught you, once it stands on paper.",
        "a wins log, two people’s view, one new duty, and a second look.",
        "Moves 2 to 5",
    ),
    area(
        1,
        "Work that fits you",
        58.33,
        "Tasks fit what matters to you: in between; Strongest interests in use: agree; Would switch for the same "
        "pay: in between",
        "staying with it: your interests are in use most weeks.",
    ),
    area(
        1,
        "Next steps in reach",
        46.25,
        "Can name a next role: agree; Little room to grow here: in between; Clear next step: talked about",
        "a short way: the next role has a name, and it has been talked about.",
        "two people’s view of what makes you ready.",
        "Move 3",
    ),
    area(
        1,
        "Contacts and keeping up",
        41.25,
        "Known outside the team: disagree; Changed how you work: in between; Career talks in a month: 1",
        "one good talk at a time: there is already one a month.",
    ),
)

MOVES = tuple(
    Move(number, title, why="It makes the rest of the plan easier.", hours=hours, done=done, hurdle=hurdle,
         short=f"{short}.", first_step=first_step)
    for number, (title, hours, done, hurdle, short, first_step) in enumerate((
        ("Write a 12-month goal and a five-year role", "2 hours", "done when one dated page holds both",
         "If the page stays empty, I will", "Write a 12-month goal and a five-year role",
         "Open an empty page. Write the date one year from today and one line: what is true at work by then?"),
        ("Start a wins log: five results with numbers", "1 hour", "done when five lines are in the log",
         "If I find no number, I will", "Start a wins log: five results with numbers",
         "Write down one result of this month, with a number."),
        ("Ask two people: “What one thing should I do more of to be ready to lead a team?”", "90 minutes",
         "done when two answers are on paper", "If a reply does not come, I will",
         "Ask two people what one thing would make you more ready to lead a team",
         "Write the two names and send the first message."),
        ("Propose one new duty at work", "90 minutes", "done when there is a reply",
         "If the answer is no, I will", "Propose one new duty at work", "List three duties nobody owns."),
        ("Change one thing and ask the two people again", "2 hours", "done when a short note says what changed",
         "If a busy week gets in the way, I will", "Change one thing and ask again", "Choose the one thing."),
        ("Book a monthly 30-minute review", "90 minutes", "done when three short notes are made",
         "If I miss a date, I will", "Book a monthly review", "Put the first date in your calendar."),
    ), 1)
)  # fmt: skip

AXES = (
    Axis("P", 0, "What you have now", "What a job gives now",
         "A job looks after this month: pay, cover, leave, and time for life. It does its work when the needs of "
         "today are met, and that is worth a lot.",
         Range(52.4, 58.75, 65.1), None, "about 59, likely 52–65", "", 3, "3 of 5"),
    Axis("F", 1, "Building ahead", "What a career builds",
         "A career grows over years: each new skill, result and contact brings a next role closer. It does its work "
         "when the way there fits you.",
         Range(36.2, 40.69, 45.2), None, "about 41, likely 36–45", "", 5, "5 of 5"),
)  # fmt: skip

HABITS = (
    view.Habit("Long-term goals", "A goal on paper decides what this year is for.", _level("empty", "half"), "",
               _cited("Can describe work in five years: disagree; Furthest written goal: 3 months"), "Moves 1 and 6"),
    view.Habit("Continuous learning", "What you learn this year is what you can offer next year.",
               _level("empty", "half"), "",
               _cited("Learned something useful lately: agree; Courses in two years: none"), ""),
    view.Habit("Track achievements", "Results on paper are there when somebody asks.", _level("empty", "half"), "",
               _cited("Can show proof of results: disagree; Results record: never"), "Move 2"),
    view.Habit("Seek feedback", "Others see what you are ready for before you do.", _level("half"), "",
               _cited("People asked in three months: 1"), "Moves 3 and 5"),
    view.Habit("Network", "Most next roles are first heard of from somebody.", _level("empty", "half"), "",
               _cited("Known outside the team: disagree; Career talks in a month: 1"), ""),
    view.Habit("Stay adaptable", "Fields change; a small change each year keeps up with them.", _level("half"), "",
               _cited("Changed how you work: in between; Waits to be told what to learn: in between"), ""),
)  # fmt: skip

CALL = view.Call(
    day="Thursday 21 May 2026",
    time="17:30, Dubai time",
    line="Thursday 21 May 2026, 17:30, Dubai time · 30 minutes, free",
    minutes=30,
    price="The call is free",
    booking_url="https://book.example.com/nadia-karam",
    booking_label="Move or cancel",
    booking_shown="book.example.com/nadia-karam",
)

STEPS = (
    Step("5 years, in your words", "“Running operations for a support centre.”", is_quote=True,
         note="One usual name for this is operations manager. The last step is always optional.", gates=()),
    Step("3 years", "Team leader, or an equal step elsewhere", is_quote=False,
         note="You can already name a next role. Moves 1 and 3 of the plan show what it asks for.", gates=()),
    Step("1 year, in your words", "“Leading a small team, or with a date for it.”", is_quote=True, note="", gates=(
        Gate("half", "Next step agreed in writing"), Gate("empty", "Five results with numbers"),
        Gate("half", "Feedback from two people"), Gate("empty", "Credential for the role started"),
        Gate("empty", "One new duty done well"), Gate("half", "Two talks with team leaders"))),
    Step("Today", "Customer service representative", is_quote=False, note="", gates=(
        Gate("full", "The next role has a name"), Gate("full", "Interests in use most weeks"),
        Gate("full", "People skills stronger than last year"),
        Gate("full", "Something new learned in three months"))),
)  # fmt: skip

TALK = view.Talk(
    coach="Nadia Karam",
    initials="NK",
    coach_line="“I read every answer before we speak. Bring a pen, and tell me what I got wrong.”",
    steps_title="What happens in 30 minutes",
    steps=(
        view.TalkStep("Minute 0–5", "You say what you want from the call."),
        view.TalkStep("5–15", "We read your page: what is right, what is off."),
        view.TalkStep("15–25", "We go through the plan: keep, drop or change."),
        view.TalkStep("25–30", "You choose what comes next, with me or without."),
    ),
    questions=(
        "You can name a next role, but not yet the work of five years from now. What would make that role worth it?",
        "Your tasks look the same as last year, and your people skills grew. Where did they grow?",
        "There is no cover yet for lost income and later life. Is that a choice, or a gap to close?",
    ),
)

METHOD = view.Method(
    figures=(
        view.Figure(0, "What you have now", "59", "52–65", "13 of 13"),
        view.Figure(None, "Pay and job security", "76", "65–87", "4 of 4"),
        view.Figure(None, "Cover, leave and savings", "50", "39–61", "4 of 4"),
        view.Figure(None, "Time and energy", "50", "39–61", "3 of 3"),
        view.Figure(1, "Building ahead", "41", "36–45", "26 of 26"),
        view.Figure(None, "A clear direction", "26", "15–37", "4 of 4"),
        view.Figure(None, "Learning and credentials", "36", "25–47", "4 of 4"),
        view.Figure(None, "Skills you can show", "36", "25–47", "6 of 6"),
        view.Figure(None, "Work that fits you", "58", "47–69", "3 of 3"),
        view.Figure(None, "Next steps in reach", "46", "35–57", "4 of 4"),
        view.Figure(None, "Contacts and keeping up", "41", "30–52", "4 of 4"),
    ),
    missing="No answer is missing.",
    paragraphs=(
        Lead("A self-review, not a test.", "It orders what you said about your work. It was not compared with other "
             "people, and there is no pass mark."),
        Lead("How the numbers come about.", "Each answer gives 0 to 100 points. An area is the mean of its answers, "
             "and a side is the mean of its areas. Your job title, schooling, age and pay are never counted."),
        Lead("What the range means.", "On another day some answers would differ. The range shows how far a number "
             "could move then. It is our working estimate, not a measured one."),
        Lead("What it cannot say.", "It cannot foretell a career, and it knows nothing of your field. Two areas whose "
             "ranges overlap may well be level."),
        Lead("Not for hiring.", "No employer should use it to choose, promote or dismiss anybody."),
        Lead("Good until 12 May 2027.", "Answers age. Fill in the form again after six months to see what moved."),
        Lead("Your data.", "Your coach keeps your answers for one year. Write to hello@meridian.example to see them, "
             "to have them erased, or to stop all mail."),
    ),
)  # fmt: skip


@cache
def maya() -> Report:
    """Return the report of Maya Haddad, complete and without anything unusual."""
    return Report(
        client_id="C-001",
        name="Maya Haddad",
        language="en",
        direction="ltr",
        page="A4",
        title="Career roadmap for Maya Haddad",
        foot="Maya Haddad · Career roadmap · 12 May 2026",
        date=date(2026, 5, 12),
        date_said="12 May 2026",
        brand=view.Brand(
            practice="Meridian Coaching",
            logo="",
            photo="",
            primary="#143F3B",
            accent="#17695F",
            heading_font="",
            body_font="",
            footer="",
            email="hello@meridian.example",
            phone="+971 4 555 0100",
            website="https://meridian.example",
        ),
        call=CALL,
        contents=tuple(
            view.Contents(anchor, title)
            for anchor, title in (
                ("you", "Your page: the whole report on one sheet"),
                ("glance", "Nine areas, at a glance and one by one"),
                ("habits", "Six habits that build a career"),
                ("plan", "The plan: 30, 60 and 90 days"),
                ("path", "The path from here"),
                ("talk", "Before we talk, and how to read this"),
            )
        ),
        position=(
            "Your answers sit between “more job than career” and “job and career together”. Today’s base is steady. "
            "The next role has a name; the way there is not on paper yet."
        ),
        position_note=(
            "This describes what you are building at the moment, not your title and not what you have achieved."
        ),
        map=view.Map(
            across=AXES[0],
            up=AXES[1],
            middle=(6.3, 4.5),
            corners=("Stretching forward", "Supported & building", "Finding footing", "Steady base"),
            alt=(
                "Map with two axes. What you have now: about 59, likely 52 to 65. Building ahead: about 41, likely "
                "36 to 45. The dot is in the corner named steady base."
            ),
        ),
        axes=(AXES[1], AXES[0]),
        wish="If only one could move this year, you chose building ahead.",
        build_on_title="What you can build on",
        build_on=(
            Lead("Pay and job security", "is a strength: pay covers the month and the work feels safe."),
            Lead("A next role", "you can name and could reach."),
            Lead("Fresh learning:", "something useful for that role in the last three months."),
        ),
        moves=MOVES[:3],
        groups=(
            view.Group(0, AXES[0].heading, AXES[0].intro, PRESENT),
            view.Group(1, AXES[1].heading, AXES[1].intro, BUILDING),
        ),
        habits=HABITS,
        base=PRESENT,
        plan=view.Plan(
            summary="12 May to 10 August 2026 · six actions, 9½ hours in all · you have about four hours a week",
            hours_note="",
            first_step=(
                "Open an empty page. Write the date one year from today and one line: what is true at work by then?"
            ),
            stretches=(
                view.Stretch("30 days", "by 11 June", MOVES[:3]),
                view.Stretch("60 days", "by 11 July", MOVES[3:5]),
                view.Stretch("90 days", "by 10 August", MOVES[5:]),
            ),
            strength=Lead("Use what is steady:", "put a small part of your pay aside for one short course."),
            strength_hours="1 hour, outside the count.",
            obstacle="“I get busy and put it off.”",
            steps_only=False,
        ),
        path=view.Path(
            intro=(
                "Read it from the foot of the stairs. It is one way up and it can change. To stay on a step is a "
                "choice too."
            ),
            steps=STEPS,
            source="The order of steps comes from a public career ladder; your words come first.",
        ),
        talk=TALK,
        method=METHOD,
        texts=TEXTS,
    )


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
        plain, map=replace(plain.map, across=axes[0], up=axes[1]), axes=axes[::-1], groups=groups,
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
        "arabic-name": replace(plain, name="مايا حدّاد", foot="مايا حدّاد · Career roadmap · 12 May 2026"),
        "brand": replace(plain, brand=replace(
            plain.brand, primary="#FFC800", accent="#FF6EC7", footer="Meridian Coaching, Dubai",
            logo="brand/logo.png", photo="brand/photo.jpg")),
    }  # fmt: skip
