/** What opens an encrypted extraction. */
export interface Credentials {
  /** As its owner typed it; also the 64 digits of a WhatsApp key. */
  readonly password?: string
  /** Path of a key file on this machine. */
  readonly keyFile?: string
}
