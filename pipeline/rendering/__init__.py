"""From scores and plan to a printed report: a view of every page, its markup, its PDF.

``building`` → ``views`` → ``templates`` → ``printing``. WeasyPrint alone takes most of a second to load, so
whoever may not print imports ``printing`` only where it prints.
"""
