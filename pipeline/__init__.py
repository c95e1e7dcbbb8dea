"""Career Roadmap: a coach's intake spreadsheets in, a personal PDF roadmap for each client out.

The flow, in the order of :mod:`pipeline.workflow`:

    intake     spreadsheets   -> clients and problems
    scoring    client         -> scorecard, every point with its reason
    planning   scorecard      -> roadmap: 30/60/90 days, 1/3/5 years
    rendering  all of these   -> pages -> PDF
    batch      fingerprints   -> what to make, and why
    ledger     what was made, from what

The stages are siblings: they share the words of :mod:`pipeline.models` and never import each other.
"""

__version__ = "0.1.0"
