/**
 * Migration 4: exhibits, legal scope and privileged contacts.
 *
 * A bookmark is an exhibit that is one record; `exhibit` holds all others, with the same words. Positions are one sequence over both
 * tables. `exhibit_record` names the records that an exhibit rests on, so that it goes when they go.
 * Authorities and privileged contacts name identities, not persons: persons are merged and taken apart, identities stay.
 */
export const EVIDENCE_SCHEMA = `
ALTER TABLE bookmark ADD COLUMN number TEXT;
ALTER TABLE bookmark ADD COLUMN elements_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE bookmark ADD COLUMN statements_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE bookmark ADD COLUMN stance TEXT;
ALTER TABLE bookmark ADD COLUMN context TEXT NOT NULL DEFAULT 'ten';

CREATE TABLE exhibit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('slice', 'place', 'stay', 'edge', 'map-view', 'graph-view')),
  label TEXT NOT NULL,
  target_json TEXT NOT NULL,
  picture_sha256 TEXT,
  position INTEGER NOT NULL,
  number TEXT,
  note TEXT NOT NULL,
  tags_json TEXT NOT NULL,
  elements_json TEXT NOT NULL,
  statements_json TEXT NOT NULL,
  stance TEXT,
  context TEXT NOT NULL,
  actor TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE exhibit_record (
  exhibit_id INTEGER NOT NULL,
  record_id INTEGER NOT NULL,
  PRIMARY KEY (exhibit_id, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX exhibit_record_by_record ON exhibit_record (record_id);

CREATE TABLE exhibit_picture (
  sha256 TEXT PRIMARY KEY,
  mime TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE evidence_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  description TEXT NOT NULL,
  undo_json TEXT NOT NULL
) STRICT;

CREATE TABLE legal_authority (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  identifier TEXT NOT NULL,
  from_ms INTEGER,
  to_ms INTEGER,
  covers_undated INTEGER NOT NULL,
  kinds_json TEXT NOT NULL,
  sources_json TEXT NOT NULL,
  note TEXT NOT NULL,
  actor TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE authority_identity (
  authority_id INTEGER NOT NULL REFERENCES legal_authority(id),
  identity_id INTEGER NOT NULL,
  PRIMARY KEY (authority_id, identity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE privileged_contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  category TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE privileged_identity (
  contact_id INTEGER NOT NULL REFERENCES privileged_contact(id),
  identity_id INTEGER NOT NULL,
  PRIMARY KEY (contact_id, identity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE privilege_release (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES privileged_contact(id),
  thread_id INTEGER,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
`
