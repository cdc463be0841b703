/**
 * Migration 3: what several sources say of the same thing.
 *
 * `duplicate`: the same row of the same store of the same phone, found in a second backup of it. It is kept and counted once.
 * `message_link`: one message on two phones. Both stay, both count; the link says why they are taken for one message.
 * Both are derived from the records and made anew after each import.
 */
export const LINKS_SCHEMA = `
CREATE TABLE duplicate (
  record_id INTEGER PRIMARY KEY,
  same_as INTEGER NOT NULL
) STRICT;
CREATE INDEX duplicate_by_first ON duplicate (same_as);

CREATE TABLE message_link (
  a_record_id INTEGER NOT NULL,
  b_record_id INTEGER NOT NULL,
  basis TEXT NOT NULL,
  PRIMARY KEY (a_record_id, b_record_id),
  CHECK (a_record_id < b_record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_link_by_b ON message_link (b_record_id, a_record_id);
`
