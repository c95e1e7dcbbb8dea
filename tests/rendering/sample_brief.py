"""The coach's brief about Maya Haddad, written by hand."""

from dataclasses import replace

from pipeline.rendering.views.brief import Brief
from pipeline.rendering.views.report import Lead
from tests.rendering.sample_report import AXES, MOVES, maya

_PLAIN = maya()

BRIEF = Brief(
    client_id=_PLAIN.client_id,
    name=_PLAIN.name,
    language="en",
    direction="ltr",
    page="A4",
    title="Before the call: Maya Haddad",
    foot="For the coach. Whatever stands here may be read together with the client.",
    date=_PLAIN.date,
    brand=_PLAIN.brand,
    call="Thursday 21 May 2026, 17:30, Dubai time · 30 minutes",
    about="Customer service representative · answers of 12 May 2026",
    position=_PLAIN.position,
    axes=(AXES[1], AXES[0]),
    others="",
    wish=_PLAIN.wish,
    quotes=(
        Lead("True in a year", "“Leading a small team, or with a date for it.”"),
        Lead("In some years", "“Running operations for a support centre.”"),
        Lead("What could get in the way", "“I get busy and put it off.”"),
    ),
    moves=MOVES[:3],
    no_moves="",
    since=(
        "Last time was 188 days before.",
        "3 facts changed: Paid time off · A clear next step · Furthest written goal.",
        "Building ahead moved up by more than answers shift from day to day, then about 23, likely 19–28.",
    ),
    questions=(
        "The form did not fit well: start there. What did it not ask?",
        "You can describe the work you want in five years, and you take work as it comes. How is that?",
        "There is no cover yet for lost income and later life. Is that a choice, or a gap to close?",
    ),
    blank="Not enough answers: Work that fits you. What was left blank there, and would you like to say it?",
    lines=2,
    lines_in="foot",
    texts={
        "number.digits": "0123456789",
        "coach": "Coach’s brief",
        "position": "Where the answers are",
        "matters": "matters",
        "words": "In their own words",
        "moves": "First moves",
        "since": "Since last time",
        "questions": "Questions to ask",
        "blank": "Left open",
        "notes": "Notes",
        "you": "“You” in every sentence is the client.",
    },
)

BARE = replace(BRIEF, page="Letter", quotes=(), moves=(), since=(), about="", wish="", blank="", lines=6)
