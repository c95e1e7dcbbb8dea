"""The tables of the ledger, as the steps that lead from one version of it to the next.

``fold_id`` is :func:`pipeline.models.client.fold_id`.
"""

STEPS = (
    """
    -- Random keys, made once. Losing the id key would make every client a new one.
    CREATE TABLE keys (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

    -- What all reports of a run share (settings, kit files, pictures, versions), once for many reports.
    CREATE TABLE contexts (digest TEXT PRIMARY KEY, parts TEXT NOT NULL) STRICT;

    -- The report of each client as it lies on the disk. "client" is the id as typed, "folded" its key.
    CREATE TABLE reports (
        folded TEXT PRIMARY KEY,
        client TEXT NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        path TEXT NOT NULL,
        pdf_digest TEXT NOT NULL,
        pages INTEGER NOT NULL,
        markup_digest TEXT NOT NULL,
        values_digest TEXT NOT NULL,
        "values" TEXT NOT NULL,
        context_digest TEXT NOT NULL REFERENCES contexts (digest),
        made_at TEXT NOT NULL,
        reasons TEXT NOT NULL
    ) STRICT;

    -- Everything that happened, for ever: nothing here is changed or taken out.
    CREATE TABLE events (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        client TEXT NOT NULL,
        what TEXT NOT NULL,
        reasons TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER events_stay BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    CREATE TRIGGER events_last BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
    """,
    """
    -- People who are not to be worked with, by a keyed mark of each of their ids.
    CREATE TABLE blocked (mark TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT;
    """,
    """
    -- Ids used to be folded by their case alone. Of two that are one now, the other keeps its key, which is
    -- nobody's: its report is put away as those of people who are gone.
    UPDATE OR IGNORE reports SET folded = fold_id(client);
    """,
    """
    -- What nobody sees in an id used to tell it from others.
    UPDATE OR IGNORE reports SET folded = fold_id(client);
    """,
    """
    -- What clients answered, in codes and numbers alone, so that a later assessment can be compared with it.
    CREATE TABLE assessments (
        folded TEXT NOT NULL,
        kit TEXT NOT NULL,
        completed_at TEXT NOT NULL,
        name TEXT NOT NULL,
        email_mark TEXT,
        answers TEXT NOT NULL,
        PRIMARY KEY (folded, kit, completed_at)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- A client has several documents: a report, and a brief for the coach. There used to be reports only.
    CREATE TABLE documents (
        folded TEXT NOT NULL,
        kind TEXT NOT NULL,
        client TEXT NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        path TEXT NOT NULL,
        pdf_digest TEXT NOT NULL,
        pages INTEGER NOT NULL,
        markup_digest TEXT NOT NULL,
        values_digest TEXT NOT NULL,
        "values" TEXT NOT NULL,
        context_digest TEXT NOT NULL REFERENCES contexts (digest),
        made_at TEXT NOT NULL,
        reasons TEXT NOT NULL,
        PRIMARY KEY (folded, kind)
    ) STRICT;
    INSERT INTO documents
        SELECT folded, 'report', client, name, language, path, pdf_digest, pages, markup_digest,
            values_digest, "values", context_digest, made_at, reasons
        FROM reports;
    DROP TABLE reports;

    -- Which document something happened to; null where it happened to the client.
    ALTER TABLE events ADD COLUMN kind TEXT DEFAULT 'report';
    """,
    """
    -- What the look at a printed document found so wrong that it must not be handed to anybody.
    ALTER TABLE documents ADD COLUMN faults TEXT NOT NULL DEFAULT '[]';
    """,
    """
    -- Mails to clients: what was approved, frozen, and what became of it. No key is ever sent twice.
    CREATE TABLE deliveries (
        folded TEXT NOT NULL,
        client TEXT NOT NULL,
        purpose TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision > 0),
        recipient TEXT NOT NULL,
        sender TEXT NOT NULL,
        sender_name TEXT NOT NULL,
        reply_to TEXT NOT NULL,
        reply_to_name TEXT NOT NULL,
        subject TEXT NOT NULL,
        language TEXT NOT NULL,
        date TEXT NOT NULL,
        pdf TEXT NOT NULL,
        pdf_name TEXT NOT NULL,
        pdf_digest TEXT NOT NULL,
        input_digest TEXT NOT NULL,
        message TEXT NOT NULL,
        message_digest TEXT NOT NULL,
        message_id TEXT NOT NULL UNIQUE,
        call_at TEXT,
        send_at TEXT,
        completed_at TEXT,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        attempts INTEGER NOT NULL CHECK (attempts >= 0),
        next_try_at TEXT,
        approved_at TEXT,
        settled_at TEXT,
        PRIMARY KEY (folded, purpose, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX deliveries_by_state ON deliveries (state);

    -- While one revision may still go out, or may just have done so, no other may.
    CREATE UNIQUE INDEX deliveries_open ON deliveries (folded, purpose)
        WHERE state IN ('approved', 'sending', 'dot', 'deferred', 'uncertain');

    CREATE TRIGGER deliveries_begin BEFORE INSERT ON deliveries WHEN NEW.state <> 'composed'
        BEGIN SELECT RAISE(ABORT, 'a mail begins as composed'); END;
    CREATE TRIGGER deliveries_step BEFORE UPDATE OF state ON deliveries
        WHEN OLD.state || ' ' || NEW.state NOT IN (
            'composed approved', 'composed handed-over',
            'approved composed', 'approved sending', 'approved handed-over', 'approved uncertain',
            'sending approved', 'sending dot', 'sending deferred', 'sending refused',
            'dot accepted', 'dot deferred', 'dot refused', 'dot uncertain',
            'deferred composed', 'deferred sending', 'deferred handed-over', 'deferred uncertain',
            'uncertain accepted', 'uncertain approved'
        )
        BEGIN SELECT RAISE(ABORT, 'no mail goes from one of these states to the other'); END;
    CREATE TRIGGER deliveries_frozen BEFORE UPDATE OF
        folded, client, purpose, revision, recipient, sender, sender_name, reply_to, reply_to_name,
        subject, language, date, pdf, pdf_name, pdf_digest, input_digest, message, message_digest, message_id,
        call_at, send_at, completed_at
        ON deliveries
        BEGIN SELECT RAISE(ABORT, 'what was approved never changes'); END;
    """,
    """
    -- What else the look at a printed document found: the coach is asked before it goes to anybody.
    ALTER TABLE documents ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';
    """,
    """
    -- Whose events are being taken out because they asked to be forgotten. It is empty but for that moment,
    -- and nothing leaves the events otherwise.
    CREATE TABLE leaving (client TEXT PRIMARY KEY) STRICT;
    DROP TRIGGER events_last;
    CREATE TRIGGER events_last BEFORE DELETE ON events WHEN OLD.client NOT IN (SELECT client FROM leaving)
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
    """,
    """
    -- What happened to one client, and what was made for one, is found among a million without reading all.
    -- Ids that were folded by an earlier rule are folded as others are.
    DROP TRIGGER events_stay;
    UPDATE events SET client = fold_id(client) WHERE client <> fold_id(client);
    CREATE TRIGGER events_stay BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    CREATE INDEX events_by_client ON events (client);
    CREATE INDEX documents_by_client ON documents (client);
    """,
    """
    -- What holds for the whole ledger until somebody ends it.
    CREATE TABLE conditions (name TEXT PRIMARY KEY, since TEXT NOT NULL) STRICT, WITHOUT ROWID;

    -- Who was mailed at an address is found, whatever their id was then.
    CREATE INDEX deliveries_by_recipient ON deliveries (recipient COLLATE NOCASE);

    -- A mail that was refused, or that the coach never sent by hand, may be taken back: another can follow.
    DROP TRIGGER deliveries_step;
    CREATE TRIGGER deliveries_step BEFORE UPDATE OF state ON deliveries
        WHEN OLD.state || ' ' || NEW.state NOT IN (
            'composed approved', 'composed handed-over',
            'approved composed', 'approved sending', 'approved handed-over', 'approved uncertain',
            'sending approved', 'sending dot', 'sending deferred', 'sending refused',
            'dot accepted', 'dot deferred', 'dot refused', 'dot uncertain',
            'deferred composed', 'deferred sending', 'deferred handed-over', 'deferred uncertain',
            'uncertain accepted', 'uncertain approved',
            'refused composed', 'handed-over composed'
        )
        BEGIN SELECT RAISE(ABORT, 'no mail goes from one of these states to the other'); END;
    """,
    """
    -- Servers that took nothing. Nobody is in here, and no mail.
    CREATE TABLE standstills (
        server TEXT PRIMARY KEY,
        reason TEXT NOT NULL,
        attempts INTEGER NOT NULL CHECK (attempts > 0),
        since TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- How many mails went in the last hours is counted without reading all.
    DROP INDEX deliveries_by_state;
    CREATE INDEX deliveries_by_state ON deliveries (state, settled_at);
    """,
    """
    -- Who had an address, and which messages are known, is found without reading the rows of everybody.
    CREATE INDEX assessments_by_mark ON assessments (email_mark, kit);
    CREATE INDEX deliveries_by_message ON deliveries (message);
    """,
    """
    -- Whose answers are older than they are kept is told by the indexes alone: the rows are long.
    CREATE INDEX assessments_by_time ON assessments (folded, completed_at);
    CREATE INDEX documents_by_time ON documents (folded, made_at);
    """,
)
