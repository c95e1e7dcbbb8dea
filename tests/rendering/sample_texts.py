"""The fixed words of the pages, as the sample reports have them."""

# A sentence stands on one line, however long.
# ruff: noqa: E501

TEXTS = {
    "number.digits": "0123456789",
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
    "you.note": "A note from Nadia Karam",
    "you.moves": "Three moves",
    "you.call": "Your call with Nadia Karam",
    "map.less": "less",
    "map.more": "more",
    "map.caption": (
        "The dot shows your answers today. The soft shape shows how far it could shift on another day: our "
        "working estimate. The grey bands are the middle; no corner is the good one."
    ),
    "map.caption_blank": "The dashed line shows where the dot could lie if every blank were answered.",
    "strip.caption": (
        "The mark shows your answers today. The strong bar shows how far it could shift on another day: our "
        "working estimate. The grey band is the middle."
    ),
    "strip.caption_blank": "The dashed frame shows where the mark could lie if every blank were answered.",
    "glance.title": "Nine areas at a glance",
    "glance.level": "level",
    "glance.note": (
        "The mark is where your answers land, and the strong bar is its range. Two circles mean that the range "
        "reaches into two levels. Areas whose ranges overlap may well be level. The order is fixed: it is not a "
        "ranking."
    ),
    "since.title": "Since last time",
    "since.key": "Open mark and thin line: then. Full mark and broad bar: now. Each with its range.",
    "since.facts": "Facts that changed",
    "since.answers": "Answers that changed",
    "since.asked": "Asked",
    "since.then": "Then",
    "since.now": "Now",
    "since.outcomes": "The plan of last time",
    "since.outcomes_note": (
        "Read from the one answer that each action was to change. What else was done, no answer shows."
    ),
    "since.action": "Action",
    "since.aim": "Its aim",
    "since.answer": "Its answer",
    "areas.title": "Area by area",
    "areas.good_for": "Good for:",
    "areas.key": "How to read a card",
    "areas.key_circles": "Two circles mean that the range reaches into both levels.",
    "areas.key_answers": (
        "Beside each question, in short, stands your own answer. Each card says first what the area is good for, then which "
        "move of the plan belongs to it."
    ),
    "areas.own": "What fits, and what does not",
    "areas.own_note": "These cards rest on a few answers. Write down what you would put another way.",
    "habits.title": "Six habits that build a career",
    "habits.intro": "None of them is a talent. Each is something to do, and each starts small.",
    "habits.base": "The base that carries them",
    "habits.base_intro": (
        "Habits take time and a calm head. Here is what you said about pay, cover and time."
    ),
    "plan.title": "The plan",
    "plan.week": "This week",
    "plan.week_time": "under 15 min",
    "plan.strength": "Strength",
    "plan.obstacle": "In the way",
    "plan.if_this": "If this happens, I will",
    "plan.left_open": "Left open: room for a step of your own.",
    "path.title": "The path",
    "path.key": "Full circle: your answers show it. Half circle: they show a part. Empty circle: not yet.",
    "talk.title": "Before we talk",
    "talk.questions": "Three questions to bring an answer to",
    "talk.ask": "What I most want to ask",
    "talk.call": "Our call",
    "talk.type": "Or type",
    "talk.qr": "QR code that opens the booking page",
    "talk.photo": "Photo of Nadia Karam",
    "talk.price_note": "Nothing else is sold in the call, and nothing has to be decided.",
    "talk.no_price_note": "You are not asked to buy or to decide anything in the call.",
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
