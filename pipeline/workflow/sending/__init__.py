"""Sending: from reports on the disk to mails that the server took, each once.

obstacles  what stands against a mail to one client        queue         how every client's mail stands
lines      one line of that, or of a mail that is settled  renewal       what has to be approved again
letters    what a mail is written from                     outbox        frozen messages, on the disk
checks     the right person, right before sending          approval      freezes, withdraws, hands over
marks      what was shown, to be approved and no other     surroundings  what is asked, what is touched
dispatch   one mail after another, commit by commit        rounds        dry run, a run, a watch
settling   what the coach says of an uncertain mail        calls         moved or cancelled since
copies     what clients would get, to the coach            sources       what may change while mails go
"""
