/**
 * Migration 1: the case file.
 *
 * One `record` row per evidence record (also contacts and accounts, so that provenance, search and bookmarks have one
 * key); the view `event` is the subset that happened at a time. Typed tables carry the rest under the same id.
 * A source's number stands in citations, so it is never given twice. `row_id` and `stored_time` are `ANY`: they keep the storage class of the evidence.
 */
export const INITIAL_SCHEMA = `
CREATE TABLE case_info (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  kind TEXT NOT NULL,
  original_path TEXT NOT NULL,
  sha256 TEXT,
  size_bytes INTEGER NOT NULL DEFAULT 0,
  added_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('importing', 'incomplete', 'cancelled', 'complete')),
  platform TEXT NOT NULL,
  country TEXT,
  device_json TEXT NOT NULL,
  notices_json TEXT NOT NULL DEFAULT '[]',
  owner_identity_id INTEGER REFERENCES identity(id)
) STRICT;

CREATE TABLE evidence_file (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  path TEXT NOT NULL,
  stored_as TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_at_ms INTEGER,
  is_present INTEGER NOT NULL,
  sha256 TEXT,
  UNIQUE (source_id, path)
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source(id),
  number INTEGER NOT NULL,
  parser_id TEXT,
  parser_version INTEGER,
  app TEXT,
  store TEXT NOT NULL,
  path TEXT,
  status TEXT NOT NULL CHECK (status IN ('planned', 'running', 'parsed', 'partly-parsed', 'not-parsed', 'unreadable', 'missing', 'not-expected', 'absent')),
  rows_read INTEGER NOT NULL DEFAULT 0,
  records INTEGER NOT NULL DEFAULT 0,
  derived INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  skipped_json TEXT NOT NULL DEFAULT '{}',
  notes_json TEXT NOT NULL DEFAULT '[]',
  first_record_id INTEGER,
  last_record_id INTEGER,
  UNIQUE (source_id, number)
) STRICT;

CREATE TABLE skipped_row (
  run_id INTEGER NOT NULL REFERENCES run(id),
  table_name TEXT NOT NULL,
  row_id ANY,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE evidence_table (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE time_form (
  id INTEGER PRIMARY KEY,
  unit TEXT NOT NULL,
  zone_basis TEXT NOT NULL,
  UNIQUE (unit, zone_basis)
) STRICT;

CREATE TABLE identity (
  id INTEGER PRIMARY KEY,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  display TEXT NOT NULL,
  how TEXT NOT NULL,
  UNIQUE (scheme, value)
) STRICT;

CREATE TABLE identity_spelling (
  identity_id INTEGER NOT NULL REFERENCES identity(id),
  source_id INTEGER NOT NULL REFERENCES source(id),
  raw TEXT NOT NULL,
  PRIMARY KEY (identity_id, source_id, raw)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_name (
  identity_id INTEGER NOT NULL REFERENCES identity(id),
  run_id INTEGER NOT NULL REFERENCES run(id),
  name TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('contact card', 'account', 'app')),
  PRIMARY KEY (identity_id, run_id, basis, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run(id),
  source_id INTEGER NOT NULL REFERENCES source(id),
  key TEXT NOT NULL,
  service TEXT NOT NULL,
  title TEXT,
  kind TEXT NOT NULL,
  UNIQUE (run_id, key)
) STRICT;

CREATE TABLE thread_member (
  thread_id INTEGER NOT NULL REFERENCES thread(id),
  identity_id INTEGER NOT NULL REFERENCES identity(id),
  PRIMARY KEY (thread_id, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_member_by_identity ON thread_member (identity_id, thread_id);

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  table_id INTEGER NOT NULL,
  row_id ANY NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  at_ms INTEGER,
  end_ms INTEGER,
  stored_time ANY,
  time_form_id INTEGER NOT NULL,
  local_time TEXT,
  service TEXT,
  direction TEXT,
  thread_id INTEGER,
  from_id INTEGER,
  to_id INTEGER,
  latitude REAL,
  longitude REAL,
  accuracy_metres REAL,
  position_class TEXT
) STRICT;

CREATE VIEW event AS SELECT id, run_id, source_id, kind, state, at_ms, end_ms, service, direction, thread_id, from_id, to_id,
  latitude, longitude, accuracy_metres, position_class
FROM record WHERE kind NOT IN ('contact', 'account', 'identity-link');

CREATE TABLE message (
  record_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  body TEXT,
  subject TEXT,
  native_id TEXT,
  own_identity_id INTEGER,
  times_json TEXT,
  place_label TEXT,
  reply_to TEXT,
  reaction_target TEXT,
  reaction_part INTEGER,
  reaction_label TEXT,
  reaction_action TEXT,
  status TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL,
  path TEXT,
  name TEXT,
  mime TEXT,
  stated_size_bytes INTEGER
) STRICT;

CREATE TABLE call (
  record_id INTEGER PRIMARY KEY,
  native_id TEXT,
  own_identity_id INTEGER,
  is_answered INTEGER,
  is_video INTEGER,
  duration_seconds REAL,
  facts_json TEXT
) STRICT;

CREATE TABLE call_party (
  record_id INTEGER NOT NULL,
  identity_id INTEGER NOT NULL,
  PRIMARY KEY (record_id, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_party_by_identity ON call_party (identity_id, record_id);

CREATE TABLE contact (
  record_id INTEGER PRIMARY KEY,
  name TEXT,
  organisation TEXT,
  store TEXT,
  note TEXT,
  times_json TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE contact_identifier (
  record_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT,
  raw TEXT NOT NULL,
  identity_id INTEGER,
  PRIMARY KEY (record_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_identifier_by_identity ON contact_identifier (identity_id) WHERE identity_id IS NOT NULL;

CREATE TABLE location (
  record_id INTEGER PRIMARY KEY,
  method TEXT NOT NULL,
  radius_meaning TEXT,
  altitude_metres REAL,
  speed_metres_per_second REAL,
  course_degrees REAL,
  label TEXT,
  times_json TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE media (
  record_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  mime TEXT,
  size_bytes INTEGER,
  origin TEXT NOT NULL,
  width_pixels INTEGER,
  height_pixels INTEGER,
  camera TEXT,
  times_json TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE web (
  record_id INTEGER PRIMARY KEY,
  web_kind TEXT NOT NULL,
  url TEXT,
  title TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE account (
  record_id INTEGER PRIMARY KEY,
  identity_id INTEGER NOT NULL,
  name TEXT,
  is_owner INTEGER NOT NULL,
  facts_json TEXT
) STRICT;

CREATE TABLE identity_link (
  record_id INTEGER PRIMARY KEY,
  a_identity_id INTEGER NOT NULL,
  b_identity_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  strength TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE record_text USING fts5 (
  text, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

CREATE TABLE day_count (
  day INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (source_id, day, kind, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE person_identity (
  identity_id INTEGER PRIMARY KEY REFERENCES identity(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX person_identity_by_person ON person_identity (person_id);

CREATE TABLE role (
  person_id INTEGER PRIMARY KEY REFERENCES person(id),
  role TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE suggestion (
  id INTEGER PRIMARY KEY,
  a_identity_id INTEGER NOT NULL REFERENCES identity(id),
  b_identity_id INTEGER NOT NULL REFERENCES identity(id),
  strength TEXT NOT NULL CHECK (strength IN ('strong', 'weak')),
  reasons_json TEXT NOT NULL,
  evidence_json TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'rejected')),
  UNIQUE (a_identity_id, b_identity_id),
  CHECK (a_identity_id < b_identity_id)
) STRICT;

CREATE TABLE people_change (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  description TEXT NOT NULL,
  undo_json TEXT NOT NULL
) STRICT;

CREATE TABLE bookmark (
  record_id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  note TEXT NOT NULL,
  tags_json TEXT NOT NULL,
  actor TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE bookmark_media (
  sha256 TEXT PRIMARY KEY,
  mime TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE thumbnail (
  sha256 TEXT PRIMARY KEY,
  mime TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_never_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
`

/**
 * The indexes that bulk loading does without: dropped before the first import, built after it (loading into indexed
 * tables takes 1.4 times as long). `IF NOT EXISTS` mends a case whose import was killed in between.
 */
export const RECORD_INDEXES: Readonly<Record<string, string>> = {
  record_by_time: 'ON record (at_ms, id)',
  record_by_kind: 'ON record (kind, at_ms, id)',
  record_by_thread: 'ON record (thread_id, at_ms, id) WHERE thread_id IS NOT NULL',
  record_by_from: 'ON record (from_id, at_ms, id) WHERE from_id IS NOT NULL',
  record_by_to: 'ON record (to_id, at_ms, id) WHERE to_id IS NOT NULL',
  record_by_position: 'ON record (at_ms, id) WHERE latitude IS NOT NULL',
  message_by_native_id: 'ON message (native_id) WHERE native_id IS NOT NULL',
  message_by_reaction: 'ON message (reaction_target) WHERE reaction_target IS NOT NULL',
  attachment_by_record: 'ON attachment (record_id)',
}
