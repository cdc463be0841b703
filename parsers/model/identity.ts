/** Who a row names: an identifier as stored, before normalisation. Imports nothing. */

/**
 * What kind of identifier it is, which decides how it is normalised and what it may be merged with.
 * - `address`: a telephone number, short code, alphanumeric sender or e-mail address; which of them is found out
 *   when it is normalised
 * - `whatsapp`: a WhatsApp JID (`...@s.whatsapp.net`, `...@lid`, `...@g.us`)
 * - others: the identifier of one service, compared literally
 */
export type IdentifierScheme =
  | 'address'
  | 'whatsapp'
  | 'apple'
  | 'telegram'
  | 'signal'
  | 'kik'
  | 'facebook'
  | 'instagram'
  | 'snapchat'
  | 'google'
  | 'other'

export interface IdentityRef {
  readonly scheme: IdentifierScheme
  /** Exactly as stored in the evidence row. */
  readonly raw: string
  /** The name that the same database gives this identifier (contact name, push name), or null. */
  readonly name: string | null
  /** ISO 3166-1 alpha-2 country that the row itself states for the identifier, or null. */
  readonly country: string | null
  /**
   * Of scheme `other`: whose identifier it is, where that is not the app of the parser (a card names another app, one store serves two
   * apps). Identifiers of two services are never the same.
   */
  readonly service?: string
  /**
   * True where `raw` is a name and no identifier: people are called alike, so it stands for one person inside its extraction at most, and
   * for nobody in another one.
   */
  readonly isNameOnly?: true
}
