/**
 * Migration 6: sets of hashes of files that are never rendered and never exported, and the files of this case that stand in them.
 *
 * Entries lie sorted by hash. `file_digest` keeps what was calculated from the bytes of a file that records name, so that a set that
 * comes later needs no second reading. `hash_hit` is derived from both and made anew after each import and each new set.
 */
export const HASH_SETS_SCHEMA = `
CREATE TABLE hash_set (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL UNIQUE,
  entries INTEGER NOT NULL,
  actor TEXT NOT NULL,
  added_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE hash_set_entry (
  hash BLOB NOT NULL,
  set_id INTEGER NOT NULL REFERENCES hash_set(id),
  category TEXT,
  PRIMARY KEY (hash, set_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE file_digest (
  source_id INTEGER NOT NULL REFERENCES source(id),
  path TEXT NOT NULL,
  md5 BLOB NOT NULL,
  sha1 BLOB NOT NULL,
  sha256 BLOB NOT NULL,
  PRIMARY KEY (source_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE hash_hit (
  source_id INTEGER NOT NULL REFERENCES source(id),
  path TEXT NOT NULL,
  set_id INTEGER NOT NULL REFERENCES hash_set(id),
  algorithm TEXT NOT NULL CHECK (algorithm IN ('md5', 'sha1', 'sha256')),
  category TEXT,
  PRIMARY KEY (source_id, path, set_id, algorithm)
) STRICT, WITHOUT ROWID;
`
