/**
 * Migration 5: what goes out of the case and comes back.
 *
 * Packages that left, so that what comes back can be told to belong here; remarks of reviewers, never overwritten; audiences;
 * pseudonyms (of identities: persons are merged and taken apart, identities stay); pictures that somebody looked at, with the regions
 * that are painted over for others.
 */
export const OUTSIDE_SCHEMA = `
CREATE TABLE package_export (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  package_id TEXT NOT NULL,
  manifest_sha256 TEXT NOT NULL,
  audience TEXT NOT NULL,
  exhibits INTEGER NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX package_export_by_package ON package_export (package_id);

CREATE TABLE review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE,
  package_id TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  imported_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE review_remark (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  review_id INTEGER NOT NULL REFERENCES review(id),
  item TEXT NOT NULL,
  record TEXT NOT NULL,
  mark TEXT,
  comment TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  UNIQUE (review_id, item)
) STRICT;
CREATE INDEX review_remark_by_item ON review_remark (item);

CREATE TABLE audience (
  name TEXT PRIMARY KEY,
  profile_json TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE pseudonym (
  identity_id INTEGER PRIMARY KEY,
  label TEXT NOT NULL
) STRICT;

CREATE TABLE picture_mark (
  sha256 TEXT PRIMARY KEY,
  regions_json TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
`
