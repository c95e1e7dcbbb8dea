"""The flow, in the order of its steps: intake → score → plan → render → ledger.

    reading      check: read and validate; score_all: … and score
    explaining   explain: … and plan, for one client
    making       make_reports: … and print what is new or changed
    printing     the way of one client through all of it

Nothing here prints, and the time comes in as an argument. Callers import the step they need: the later ones
load the engines that print.
"""
