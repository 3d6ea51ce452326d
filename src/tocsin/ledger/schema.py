"""The tables, by version. An older program refuses a newer ledger; a newer one brings an older ledger forward."""

#: What this program reads and writes.
VERSION = 1

#: The record: only ever added to. `hash` chains an entry to the one before; `content` and `payload` lie apart, so that
#: what must go can go while the chain holds. `mark` tells two versions of one subject apart.
_RECORD = (
    "CREATE TABLE meta (item TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE entry (
        seq BIGINT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, mark TEXT NOT NULL,
        at TEXT NOT NULL, hash TEXT NOT NULL)""",
    "CREATE INDEX entry_subject ON entry (subject, kind)",
    "CREATE INDEX entry_mark ON entry (mark)",
    "CREATE INDEX entry_kind ON entry (kind, seq)",
    "CREATE TABLE content (id TEXT PRIMARY KEY, body {blob} NOT NULL)",
    "CREATE TABLE payload (sha256 TEXT PRIMARY KEY, body {blob} NOT NULL)",
)

#: What is worked out of the record, and can be thrown away and worked out again.
_DERIVED = (
    "CREATE TABLE shelf (id TEXT PRIMARY KEY, owner TEXT NOT NULL, seq BIGINT NOT NULL, body {blob} NOT NULL)",
    "CREATE INDEX shelf_owner ON shelf (owner)",
    "CREATE TABLE filed (key TEXT NOT NULL, day INTEGER NOT NULL, item TEXT NOT NULL, PRIMARY KEY (key, day, item))",
    "CREATE INDEX filed_item ON filed (item)",
    """CREATE TABLE bond (
        first TEXT NOT NULL, second TEXT NOT NULL, score DOUBLE PRECISION NOT NULL, means INTEGER NOT NULL,
        PRIMARY KEY (first, second))""",
    "CREATE INDEX bond_second ON bond (second)",
    "CREATE TABLE member (item TEXT PRIMARY KEY, incident TEXT NOT NULL)",
    "CREATE INDEX member_incident ON member (incident)",
    """CREATE TABLE alike (
        first TEXT NOT NULL, second TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (first, second))""",
    "CREATE INDEX alike_second ON alike (second)",
    """CREATE TABLE incident (
        id TEXT PRIMARY KEY, starts TEXT NOT NULL, ends TEXT NOT NULL, state TEXT NOT NULL, body {blob} NOT NULL)""",
    "CREATE INDEX incident_starts ON incident (starts)",
    """CREATE TABLE facet (
        name TEXT NOT NULL, value TEXT NOT NULL, starts TEXT NOT NULL, incident TEXT NOT NULL,
        PRIMARY KEY (name, value, starts, incident))""",
    "CREATE INDEX facet_incident ON facet (incident)",
)

#: version -> the statements that bring a ledger there from the version before.
MIGRATIONS: dict[int, tuple[str, ...]] = {1: (*_RECORD, *_DERIVED)}

#: The derived tables, in the order in which they can be emptied.
DERIVED = ("facet", "incident", "member", "alike", "bond", "filed", "shelf")
