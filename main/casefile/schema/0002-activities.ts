/**
 * Migration 2: payments, interactions, notes, calendar entries, and what the phone itself noted (use of apps, networks, accounts,
 * its own state).
 *
 * The five kinds that say "this happened to that" share one table, so that a line of the timeline stays one row of few joins:
 * `activity` is the word, `subject` what it happened to as stored (bundle id, BSSID, account), `name` what people call it.
 * `record_party` holds the people of records that are no calls.
 */
export const ACTIVITIES_SCHEMA = `
CREATE TABLE activity (
  record_id INTEGER PRIMARY KEY,
  activity TEXT NOT NULL,
  subject TEXT,
  name TEXT,
  detail TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE payment (
  record_id INTEGER PRIMARY KEY,
  native_id TEXT,
  merchant TEXT,
  amount TEXT,
  currency TEXT,
  memo TEXT,
  payment_status TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE written_note (
  record_id INTEGER PRIMARY KEY,
  title TEXT,
  note_body TEXT,
  folder TEXT,
  is_locked INTEGER NOT NULL,
  times_json TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE calendar_event (
  record_id INTEGER PRIMARY KEY,
  title TEXT,
  notes TEXT,
  place TEXT,
  calendar TEXT,
  is_all_day INTEGER NOT NULL,
  times_json TEXT,
  facts_json TEXT
) STRICT;

CREATE TABLE record_party (
  record_id INTEGER NOT NULL,
  identity_id INTEGER NOT NULL,
  PRIMARY KEY (record_id, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_party_by_identity ON record_party (identity_id, record_id);
`
