"""Runs of ``send`` that are killed, or whose disk fails, at any point; and what must never come of it.

doors       where a run can be killed: before and after all that it does to disk, ledger and network
mutants     the program with one safeguard taken out, to prove that its absence would be seen
forkserver  a process that has read the inputs, and forks runs that begin at once
arena       a practice with such a process, and a mail server: lets runs be killed and go on
tally       counts what was lost, sent twice, to the wrong person, torn or left over
"""
