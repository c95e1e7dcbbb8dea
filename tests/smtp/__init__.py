"""Mail servers for tests. Each speaks SMTP over a real socket on this machine and keeps what it was given.

* :class:`tests.smtp.scripted.ScriptedServer` goes wrong as it is told, at every stage of the conversation:
  it refuses, hangs up, is silent, talks nonsense, a byte at a time or without end.
* :class:`tests.smtp.sink.Sink` is aiosmtpd: a server that keeps to the standards and takes everything.
* :mod:`tests.smtp.certificates` makes certificates that last as long as the tests.
* :mod:`tests.smtp.postfix` starts Debian's Postfix, where there is one.

Each is a context manager with a ``port`` on 127.0.0.1 and with ``mails``, the messages that it took.
"""
