"""What a practice keeps of somebody: handed over, forgotten with proof, or worked with no more.

records    what inputs and ledger say of people         people     whose ids, names and words are one person's
files      which files are about whom                   signs      what somebody is known by, in any text
views      a file as texts, packed ones unpacked        search     everything that is kept, byte by byte
tables     rows of a table of scores, by number alone
originals  what the program brought and nobody changed
reach      what lies outside of it, and is told         retention  whose answers are too old
exporting, forgetting, stopping   the three commands
"""
