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
)
