"""The report of Maya Haddad, written by hand: the one the pages were designed with."""

# A sentence stands on one line, however long.
# ruff: noqa: E501

from datetime import date
from functools import cache

from pipeline.rendering.views import report as view
from pipeline.rendering.views import scores as view_scores
from pipeline.rendering.views.report import Gate, Lead, Move, Report, Step
from pipeline.rendering.views.scores import Axis, Range
from tests.rendering.sample_areas import BUILDING, HABITS, PRESENT
from tests.rendering.sample_texts import TEXTS

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
        map=view_scores.Map(
            across=AXES[0],
            up=AXES[1],
            middle=(6.3, 4.5),
            corners=("Stretching forward", "Supported & building", "Finding footing", "Steady base"),
            alone="",
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
        levels=(
            view_scores.Stage("empty", "not yet", 0, 40),
            view_scores.Stage("half", "partly", 40, 70),
            view_scores.Stage("full", "in place", 70, 100),
        ),
        groups=(
            view_scores.Group(0, AXES[0].heading, AXES[0].intro, PRESENT),
            view_scores.Group(1, AXES[1].heading, AXES[1].intro, BUILDING),
        ),
        habits=HABITS,
        base=PRESENT,
        since=None,
        plan=view.Plan(
            summary="12 May to 10 August 2026 · six actions, 9½ hours in all · you have about four hours a week",
            hours_note="",
            first_step=(
                "Open an empty page. Write the date one year from today and one line: what is true at work by then?"
            ),
            stretches=(
                view.Stretch(
                    "30 days", "by 11 June", 0, 100 / 3, MOVES[:3], "Days 1 to 30 of 90, with three actions."
                ),
                view.Stretch(
                    "60 days",
                    "by 11 July",
                    100 / 3,
                    200 / 3,
                    MOVES[3:5],
                    "Days 31 to 60 of 90, with two actions.",
                ),
                view.Stretch(
                    "90 days",
                    "by 10 August",
                    200 / 3,
                    100,
                    MOVES[5:],
                    "Days 61 to 90 of 90, with one action.",
                ),
            ),
            strength=Lead("Use what is steady:", "put a small part of your pay aside for one short course."),
            strength_hours="1 hour, outside the count.",
            obstacle="“I get busy and put it off.”",
            steps_only=False,
        ),
        path=view.Path(
            intro=(
                "You start at the foot of the stairs. It is one way up and it can change. To stay on a step is a "
                "choice too."
            ),
            steps=STEPS,
            source="The order of steps comes from a public career ladder; your words come first.",
        ),
        talk=TALK,
        method=METHOD,
        texts=TEXTS,
    )
