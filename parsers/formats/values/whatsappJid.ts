/**
 * WhatsApp identifiers (JIDs): `user[.agent][:device]@server`. Servers seen: `s.whatsapp.net` (person by number; `c.us` in
 * old stores), `lid` (person by hidden id), `g.us` (group), `broadcast` (`status@broadcast` and lists), `newsletter`, `call`.
 */

/** Longest text taken for an identifier; anything longer is left as stored. */
const MAX_JID_CHARACTERS = 320
const JID = /^([^@\s:]+?)(?:\.\d{1,3})?(?::\d{1,5})?@(s\.whatsapp\.net|c\.us|lid|g\.us|broadcast|newsletter|call|temp|hosted|hosted\.lid)$/
const PERSON_BY_NUMBER = /^([1-9]\d{5,14})@s\.whatsapp\.net$/

/**
 * Lower case, without agent and device: `447775455555.0:12@s.whatsapp.net` -> `447775455555@s.whatsapp.net`. Null when the
 * text is no JID.
 */
export function normaliseWhatsappJid(text: string): string | null {
  if (text.length > MAX_JID_CHARACTERS) return null
  const [, user, server] = JID.exec(text.trim().toLowerCase()) ?? []
  if (user === undefined || server === undefined) return null
  return `${user}@${server === 'c.us' ? 's.whatsapp.net' : server}`
}

/** `+` and the digits of a person's JID, or null: groups, lists, hidden ids and WhatsApp's own `0@s.whatsapp.net` have none. */
export function phoneOfWhatsappJid(jid: string): string | null {
  const [, digits] = PERSON_BY_NUMBER.exec(normaliseWhatsappJid(jid) ?? '') ?? []
  if (digits === undefined) return null
  return `+${digits.replace(/^521(\d{10})$/, '52$1')}`
}
